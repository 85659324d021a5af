"""What was measured, as values; nothing here is worded or drawn."""

from __future__ import annotations

import dataclasses
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from circumstances import Circumstances
from corpus import Corpus
from entry import Entry


@dataclass(frozen=True)
class Run:
    """One process from its start to its end."""

    round: int
    seconds: float
    indexing_seconds: float
    peak_bytes: int
    index_bytes: int


@dataclass(frozen=True)
class Spread:
    """A figure over all rounds."""

    median: float
    low: float
    high: float

    @staticmethod
    def of(values: Sequence[float]) -> Spread:
        return Spread(statistics.median(values), min(values), max(values))


@dataclass
class Outcome(Entry):
    """A contestant's runs."""

    runs: list[Run] = field(default_factory=list)

    @property
    def measured(self) -> bool:
        return bool(self.runs) and self.failed is None


@dataclass(frozen=True)
class Figures:
    """A contestant's line in the table."""

    process_speed: Spread
    """Megabytes of text a second, over the whole process."""
    indexing_speed: Spread
    """The same, without reading and decoding the corpus."""
    index_share: float
    """Bytes of the index by bytes of text."""
    peak_bytes: float


@dataclass
class Results:
    corpus: Corpus
    circumstances: Circumstances
    rounds: int
    outcomes: list[Outcome]

    def figures(self, outcome: Outcome) -> Figures:
        megabytes = self.corpus.text_bytes / 1e6
        return Figures(
            process_speed=Spread.of([megabytes / run.seconds for run in outcome.runs]),
            indexing_speed=Spread.of([megabytes / run.indexing_seconds for run in outcome.runs]),
            index_share=statistics.median(run.index_bytes for run in outcome.runs) / self.corpus.text_bytes,
            peak_bytes=statistics.median(run.peak_bytes for run in outcome.runs))

    @property
    def measured(self) -> list[Outcome]:
        return [outcome for outcome in self.outcomes if outcome.measured]

    def ratios(self) -> dict[str, dict[str, float]]:
        """Each Lede's speed by each peer's, for the peer without reading and decoding: the harder comparison."""
        ours = [outcome for outcome in self.measured if outcome.key.startswith("lede-")]
        theirs = [outcome for outcome in self.measured if not outcome.key.startswith("lede-")]

        def ratio(our: Outcome, their: Outcome) -> float:
            speed = self.figures(our).process_speed.median
            return round(speed / self.figures(their).indexing_speed.median, 3)

        return {our.key: {their.key: ratio(our, their) for their in theirs} for our in ours}

    def raw(self) -> dict[str, Any]:
        """All of it for `peers.json`."""
        return {
            "schema": 1,
            **dataclasses.asdict(self.circumstances),
            "rounds": self.rounds,
            "corpus": self.corpus.raw(),
            "contestants": [dataclasses.asdict(outcome) for outcome in self.outcomes],
            "ratios": self.ratios(),
        }
