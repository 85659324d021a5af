"""What was measured of queries, as values; nothing here is worded or drawn."""

from __future__ import annotations

import dataclasses
import statistics
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Optional

from circumstances import Circumstances
from corpus import Corpus
from entry import Entry
from query_classes import Query, QueryClass
from searchers.searcher import Answer, Kind


@dataclass(frozen=True)
class Asked:
    """A query in one round."""

    round: int
    class_key: str
    query: Query
    answer: Answer


@dataclass
class QueryOutcome(Entry):
    """A searcher's answers from one corpus."""

    kind: Kind = Kind.COLD
    asked: list[Asked] = field(default_factory=list)
    left_out: dict[str, str] = field(default_factory=dict)
    """Why it was not asked the queries of a class, by the class' key."""

    @property
    def is_ours(self) -> bool:
        return self.key.startswith("lede-")

    @property
    def measured(self) -> bool:
        return bool(self.asked) and self.failed is None

    def seconds(self, class_key: str) -> Optional[float]:
        """The median of the class' queries, of each of which it is the median of all rounds."""
        return self._median(class_key, lambda answer: answer.seconds)

    def base_seconds(self, class_key: str) -> Optional[float]:
        """The same of the smallest process, as it was measured in turn with these queries."""
        return self._median(class_key, lambda answer: answer.base_seconds or [])

    def without_hits(self, class_key: str) -> list[str]:
        """The queries of the class that found nothing."""
        return [query.text for query, asked in self._by_query(class_key).items() if not asked[0].answer.hits]

    def _median(self, class_key: str, times: Callable[[Answer], list[float]]) -> Optional[float]:
        medians = []
        for asked in self._by_query(class_key).values():
            of_query = [seconds for one in asked for seconds in times(one.answer)]
            if of_query:
                medians.append(statistics.median(of_query))
        middle = statistics.median(medians) if medians else 0
        # A difference of two processes may be lost in their noise, which is no measurement.
        return middle if middle > 0 else None

    def _by_query(self, class_key: str) -> dict[Query, list[Asked]]:
        found: dict[Query, list[Asked]] = {}
        for one in self.asked:
            if one.class_key == class_key:
                found.setdefault(one.query, []).append(one)
        return found

    def raw(self) -> dict[str, Any]:
        asked = [{
            "round": one.round, "class": one.class_key, "query": one.query.text, "month": one.query.month or None,
            "hits": one.answer.hits, "ms": _milliseconds(one.answer.seconds),
            "baseMs": _milliseconds(one.answer.base_seconds or []),
        } for one in self.asked]
        return {
            "key": self.key, "title": self.title, "kind": self.kind.value, "version": self.version,
            "skipped": self.skipped, "failed": self.failed, "leftOut": self.left_out, "asked": asked,
        }


@dataclass
class CorpusResults:
    """All outcomes on one corpus."""

    corpus: Corpus
    passages: int
    """How many Lede's index holds."""
    classes: list[QueryClass]
    outcomes: list[QueryOutcome]

    @property
    def measured(self) -> list[QueryOutcome]:
        return [outcome for outcome in self.outcomes if outcome.measured]

    def of(self, kind: Kind) -> list[QueryOutcome]:
        return [outcome for outcome in self.measured if outcome.kind is kind]

    def ours(self, kind: Kind) -> Optional[QueryOutcome]:
        return next((outcome for outcome in self.of(kind) if outcome.is_ours), None)

    def ratios(self) -> dict[str, dict[str, dict[str, float]]]:
        """Lede's time by that of each other of its kind, and by that of the smallest process, class by class."""
        found: dict[str, dict[str, dict[str, float]]] = {}
        for kind in Kind:
            ours = self.ours(kind)
            if ours is None:
                continue
            by_class = found.setdefault(ours.key, {})
            for one in self.classes:
                theirs = {outcome.key: outcome.seconds(one.key) for outcome in self.of(kind) if not outcome.is_ours}
                theirs["sqlite3"] = ours.base_seconds(one.key)
                ratios = {key: ratio(ours.seconds(one.key), seconds) for key, seconds in theirs.items()}
                by_class[one.key] = {key: round(value, 3) for key, value in ratios.items() if value is not None}
        return found

    def raw(self) -> dict[str, Any]:
        return {
            **self.corpus.raw(),
            "passages": self.passages,
            "classes": {one.key: self._medians(one.key) for one in self.classes},
            "ratios": self.ratios(),
            "contestants": [outcome.raw() for outcome in self.outcomes],
        }

    def _medians(self, class_key: str) -> dict[str, float]:
        seconds = {outcome.key: outcome.seconds(class_key) for outcome in self.measured}
        return {key: round(value * 1000, 4) for key, value in seconds.items() if value is not None}


@dataclass
class QueryResults:
    circumstances: Circumstances
    rounds: int
    corpora: list[CorpusResults]
    one_core: bool = True
    """Whether all that was warm was held to one core."""

    @property
    def measured(self) -> list[QueryOutcome]:
        return [outcome for corpus in self.corpora for outcome in corpus.measured]

    def raw(self) -> dict[str, Any]:
        """All of it for `queries.json`."""
        return {
            "schema": 1,
            **dataclasses.asdict(self.circumstances),
            "rounds": self.rounds,
            "oneCore": self.one_core,
            "corpora": [corpus.raw() for corpus in self.corpora],
        }


def ratio(ours: Optional[float], theirs: Optional[float]) -> Optional[float]:
    return ours / theirs if ours and theirs else None


def _milliseconds(seconds: Iterable[float]) -> list[float]:
    return [round(value * 1000, 4) for value in seconds]
