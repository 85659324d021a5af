"""What the harness asks of each contestant whose queries are timed."""

from __future__ import annotations

import enum
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Optional

from contestants.contestant import Contestant, Tools, Work
from query_classes import Query
from searchers.effort import Effort

# Everyone delivers so many articles, best first.
LIMIT = 10


class Kind(enum.Enum):
    COLD = "cold"
    """A process a query: its start and the opening of the index are in the time."""
    WARM = "warm"
    """Within a process that has answered the same query before."""


@dataclass(frozen=True)
class Answer:
    """One query's times, in the order in which they were taken."""

    seconds: list[float]
    hits: int
    """How many articles came, `LIMIT` at most."""
    base_seconds: Optional[list[float]] = None
    """Those of the smallest process there is, taken in turn with the others; only for those that are cold."""


class Searcher(ABC):
    """A search engine that answers queries in one way."""

    key: str
    """Its name for `--only`."""
    title: str
    """Its name in the tables."""
    kind: Kind
    builder: Contestant
    """Who builds its index; searchers with the same one share the index."""
    quick = True
    """Whether it takes part where time is short."""

    @property
    def package(self) -> Optional[str]:
        return getattr(self.builder, "package", None)

    def version(self, tools: Tools, corpus: Path) -> str:
        """The version that would run. Raises `Missing`, saying how to get it, where none would."""
        return self.builder.version(tools, corpus)

    def inability(self, query: Query) -> Optional[str]:
        """Why it cannot be asked this, if so."""
        return None

    @abstractmethod
    def answers(
        self, tools: Tools, work: Work, queries: Sequence[Query], effort: Effort, timeout: float
    ) -> list[Answer]:
        """Asks each query once without a clock, then as often as `effort` says. Raises `RunFailed`."""
