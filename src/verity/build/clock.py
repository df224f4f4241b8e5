"""The steps of a build: told as they begin, and timed for its log."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

Progress = Callable[[str], None]


@dataclass
class Clock:
    """Seconds per named step, told as they begin."""

    progress: Progress
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Tell a step and add its seconds when it is done."""
        self.progress(name)
        began = time.perf_counter()
        yield
        self.seconds[name] = time.perf_counter() - began
