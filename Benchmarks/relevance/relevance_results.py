"""How good the rankings were, as values; nothing here is worded or drawn."""

from __future__ import annotations

import dataclasses
import operator
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Optional

import significance
from circumstances import Circumstances
from collection import Collection
from entry import Entry
from measures import Measure

Scores = dict[Measure, list[float]]
"""Of each query, in the order of the collection's."""

OURS = "lede"
REFERENCE = "reference"


@dataclass(frozen=True)
class Comparison:
    """Ours against one other's, in one collection, by its measure."""

    gain: float
    """The difference of the means, by theirs: 0.05 is five per cent better."""
    resampled_gains: tuple[float, ...]
    """The same of queries drawn anew, again and again."""
    p: float
    won: int
    """How many queries ours is better for."""
    lost: int

    @property
    def interval(self) -> tuple[float, float]:
        return significance.interval(self.resampled_gains)


@dataclass
class CollectionResults:
    collection: Collection
    scores: dict[str, Scores] = field(default_factory=dict)
    """By the contestant's key."""
    failures: dict[str, str] = field(default_factory=dict)
    """Why one has no scores, by its key."""
    _comparisons: dict[str, Optional[Comparison]] = field(default_factory=dict, repr=False)

    @property
    def measure(self) -> Measure:
        return self.collection.profile.measure

    def mean(self, key: str, measure: Optional[Measure] = None) -> Optional[float]:
        """By the collection's own measure, where none is named."""
        found = self.scores.get(key)
        return statistics.fmean(found[measure or self.measure]) if found else None

    @property
    def best_other(self) -> Optional[str]:
        """Whose mean is the highest of all but ours; the first one of several."""
        means = {key: self.mean(key) or 0.0 for key in self.scores if key != OURS}
        return max(means, key=lambda key: means[key], default=None)

    def differences(self, other: str) -> list[float]:
        """Ours without theirs, query by query."""
        return list(map(operator.sub, self.scores[OURS][self.measure], self.scores[other][self.measure]))

    def comparison(self, other: Optional[str]) -> Optional[Comparison]:
        """None where one of the two was not measured, or theirs is 0. Computed once, as it takes a while."""
        if other is None:
            return None
        if other not in self._comparisons:
            self._comparisons[other] = self._compared(other)
        return self._comparisons[other]

    def _compared(self, other: str) -> Optional[Comparison]:
        theirs = self.mean(other)
        if OURS not in self.scores or not theirs:
            return None
        differences = self.differences(other)
        seed = f"{self.collection.name} {other}"
        return Comparison(
            gain=statistics.fmean(differences) / theirs,
            resampled_gains=tuple(mean / theirs for mean in significance.resampled_means(differences, seed)),
            p=significance.permutation_test(differences, seed),
            won=sum(1 for difference in differences if difference > 0),
            lost=sum(1 for difference in differences if difference < 0))

    def raw(self) -> dict[str, Any]:
        compared = {key: self.comparison(key) for key in self.scores if key != OURS}
        return {
            "name": self.collection.name, "documents": len(self.collection.document_ids),
            "queries": len(self.collection.queries), "language": self.collection.profile.language,
            "measure": self.measure.value, "judgedOnly": self.collection.profile.judged_only,
            "fingerprint": self.collection.fingerprint, "remarks": self.collection.remarks,
            "failures": self.failures, "bestOther": self.best_other,
            "means": {key: {measure.value: round(statistics.fmean(values), 6) for measure, values in found.items()}
                      for key, found in self.scores.items()},
            "gains": {key: {"gain": round(one.gain, 6), "interval": [round(bound, 6) for bound in one.interval],
                            "p": round(one.p, 6), "won": one.won, "lost": one.lost}
                      for key, one in compared.items() if one},
        }


@dataclass(frozen=True)
class Gain:
    """The mean of several collections' gains."""

    mean: float
    interval: tuple[float, float]
    collections: int


@dataclass
class RelevanceResults:
    circumstances: Circumstances
    depth: int
    entries: list[Entry]
    collections: list[CollectionResults]
    unusable: dict[str, str]
    """Why a collection was not evaluated, by its name."""

    @property
    def measured(self) -> list[Entry]:
        return [entry for entry in self.entries if any(entry.key in one.scores for one in self.collections)]

    @property
    def groups(self) -> dict[str, list[CollectionResults]]:
        """What means are taken of: all collections, and those in English, if these are some but not all."""
        english = [one for one in self.collections if one.collection.profile.language == "en"]
        groups = {"English": english} if 1 < len(english) < len(self.collections) else {}
        return {**groups, "all": self.collections} if len(self.collections) > 1 else {}

    def raw(self) -> dict[str, Any]:
        """All of it for `relevance.json`."""
        return {
            "schema": 1, **dataclasses.asdict(self.circumstances), "depth": self.depth,
            "contestants": [dataclasses.asdict(entry) for entry in self.entries],
            "unusable": self.unusable, "collections": [one.raw() for one in self.collections],
        }


def group_mean(group: Sequence[CollectionResults], key: str, measure: Optional[Measure] = None) -> Optional[float]:
    """The mean of the collections' means; none where one of them is missing."""
    means = [one.mean(key, measure) for one in group]
    present = [mean for mean in means if mean is not None]
    return statistics.fmean(present) if present and len(present) == len(means) else None


def group_gain(group: Sequence[CollectionResults], other: Optional[str]) -> Optional[Gain]:
    """The mean gain over `other`, or over the best of all others where that is None; of what can be compared."""
    found = [one.comparison(other or one.best_other) for one in group]
    compared = [comparison for comparison in found if comparison]
    if not compared:
        return None
    means = [statistics.fmean(gains) for gains in zip(*(one.resampled_gains for one in compared))]
    return Gain(statistics.fmean(one.gain for one in compared), significance.interval(means), len(compared))
