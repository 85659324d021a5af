"""Query by query: who is how good, and where ours differs most."""

from __future__ import annotations

import textwrap
from typing import Optional

from errors import UsageError
from relevance_results import OURS, REFERENCE, CollectionResults, RelevanceResults

_MOST = 12
_WIDTH = 100


def table_of_all(results: RelevanceResults) -> str:
    """All scores by the collections' measures, with tabs between: a line a query, a column a contestant."""
    keys = [entry.key for entry in results.measured]
    lines = ["\t".join(["collection", "query", "measure", *keys, "text"])]
    for one in results.collections:
        for number, query in enumerate(one.collection.queries):
            values = [f"{one.scores[key][one.measure][number]:.4f}" if key in one.scores else "" for key in keys]
            lines.append("\t".join([one.collection.name, query.id, one.measure.value, *values, query.text]))
    return "\n".join(lines) + "\n"


def report(results: RelevanceResults, name: str) -> str:
    """The queries that ours is worst and best for, against the reference, else against the best other; without any
    other those that ours answers worst."""
    found = next((one for one in results.collections if one.collection.name == name), None)
    if found is None or OURS not in found.scores:
        raise UsageError(f"{name}: nothing was measured of Lede")
    other = REFERENCE if REFERENCE in found.scores else found.best_other
    values = found.differences(other) if other else found.scores[OURS][found.measure]
    order = sorted(range(len(values)), key=lambda number: values[number])
    shown = [number for number in order[:_MOST] if not other or values[number] < 0]
    if other:
        shown += [number for number in order[-_MOST:] if values[number] > 0]
    lines = [f"{name}, {found.measure.value}{' without that of “' + other + '”' if other else ''}:"]
    return "\n".join(lines + [_line(found, other, number) for number in shown]) + "\n"


def _line(found: CollectionResults, other: Optional[str], number: int) -> str:
    query = found.collection.queries[number]
    ours = found.scores[OURS][found.measure][number]
    values = f"{ours:.3f}"
    if other:
        values = f"{ours - found.scores[other][found.measure][number]:+.3f}  {values}"
    return textwrap.shorten(f"{values}  {query.id}  {query.text}", _WIDTH, placeholder=" …")
