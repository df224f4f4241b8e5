"""Settings shared by every test: derandomised Hypothesis, no deadlines."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "verity",
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("verity")
