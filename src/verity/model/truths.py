"""What was planted in invented data: true values that a build of them ought to find again.

Only synthetic editions know any; a truth is set beside what the build recovered, with its interval.
"""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Truth:
    """One planted value.

    Parameters
    ----------
    id : str
        The feed's id, a hyphen, and what is planted: `police_victim-rate`, `callout-hotspot-centre`.
    title, feed : str
    area : str
        Code of the district it holds for; codes joined by `|` for a hotspot; empty for the force area.
    planted : float
    unit : str
    """

    id: str
    title: str
    feed: str
    area: str
    planted: float
    unit: str

    @property
    def kind(self) -> str:
        """What is planted: the id without its feed."""
        return self.id.removeprefix(f"{self.feed}-")
