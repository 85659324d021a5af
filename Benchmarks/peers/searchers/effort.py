"""How often something is measured."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Effort:
    repetitions: int
    seconds: float
    """After so many no further repetition begins, so that what is slow does not hold up everybody."""

    def turns(self) -> Iterator[int]:
        """The numbers of the repetitions; there is always one."""
        start = time.perf_counter()
        for number in range(self.repetitions):
            if number > 0 and time.perf_counter() - start > self.seconds:
                return
            yield number
