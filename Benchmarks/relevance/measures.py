"""Measures of a ranking, as `trec_eval` defines them; each from 0 to 1, higher is better."""

from __future__ import annotations

import enum
import math
from collections.abc import Container, Mapping, Sequence
from typing import Callable, TypeVar

CUTOFF = 10
RECALL_CUTOFF = 100

Id = TypeVar("Id")
Judgements = Mapping[Id, int]
"""The relevance of each judged document of one query; above 0 it is relevant."""


def ndcg(ranking: Sequence[Id], judgements: Judgements[Id]) -> float:
    """Normalized discounted cumulative gain of the first 10 (Järvelin and Kekäläinen, 2002).

    The gain is the relevance itself and the discount log2(rank + 1), as in `trec_eval`'s ndcg_cut.
    """
    gains = [max(judgements.get(document, 0), 0) for document in ranking[:CUTOFF]]
    ideal = sorted((gain for gain in judgements.values() if gain > 0), reverse=True)[:CUTOFF]
    return _discounted(gains) / _discounted(ideal) if ideal else 0.0


def average_precision(ranking: Sequence[Id], judgements: Judgements[Id]) -> float:
    """The precision at each relevant document, averaged over all relevant ones; those not ranked count 0."""
    relevant = _relevant(judgements)
    found = 0
    total = 0.0
    for rank, document in enumerate(ranking, start=1):
        if document in relevant:
            found += 1
            total += found / rank
    return total / len(relevant) if relevant else 0.0


def reciprocal_rank(ranking: Sequence[Id], judgements: Judgements[Id]) -> float:
    """1 by the rank of the first relevant document, if that is among the first 10."""
    relevant = _relevant(judgements)
    return next((1 / rank for rank, one in enumerate(ranking[:CUTOFF], start=1) if one in relevant), 0.0)


def recall(ranking: Sequence[Id], judgements: Judgements[Id]) -> float:
    """The share of all relevant documents that is among the first 100."""
    relevant = _relevant(judgements)
    return sum(1 for one in ranking[:RECALL_CUTOFF] if one in relevant) / len(relevant) if relevant else 0.0


def judged_only(ranking: Sequence[Id], judgements: Container[Id]) -> list[Id]:
    """The ranking without what nobody judged, for collections of which only a sample was (Sakai, 2007)."""
    return [document for document in ranking if document in judgements]


class Measure(enum.Enum):
    """In the order of the tables. The value is the name that reports and settings have for it."""

    NDCG = f"nDCG@{CUTOFF}"
    AVERAGE_PRECISION = "MAP"
    RECIPROCAL_RANK = f"MRR@{CUTOFF}"
    RECALL = f"Recall@{RECALL_CUTOFF}"

    def of(self, ranking: Sequence[Id], judgements: Judgements[Id]) -> float:
        function: Callable[[Sequence[Id], Judgements[Id]], float] = _FUNCTIONS[self]
        return function(ranking, judgements)


_FUNCTIONS = {
    Measure.NDCG: ndcg, Measure.AVERAGE_PRECISION: average_precision, Measure.RECIPROCAL_RANK: reciprocal_rank,
    Measure.RECALL: recall,
}


def _relevant(judgements: Judgements[Id]) -> set[Id]:
    return {document for document, relevance in judgements.items() if relevance > 0}


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, start=1))
