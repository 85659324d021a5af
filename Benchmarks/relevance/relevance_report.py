"""The words and the tables of a report on rankings; the same on a terminal and in Markdown."""

from __future__ import annotations

from typing import Optional, Union

import significance
import wording
from markdown import bullets, table, wrapped
from measures import RECALL_CUTOFF, Measure
from relevance_results import (
    OURS, REFERENCE, CollectionResults, Comparison, Gain, RelevanceResults, group_gain, group_mean)

_NOTHING = "–"
_BEST = "•"
_RECIPROCAL = "†"
_FTS5 = "fts5"


def markdown(results: RelevanceResults) -> str:
    """The report: Lede against the others, then all measures, all that is not there, and what to know."""
    keys = {entry.key for entry in results.measured}
    blocks = [wrapped(f"{size_line(results)}.")]
    if OURS in keys and len(keys) > 1:
        blocks += ["What Lede gains over the others, by each collection’s own measure:", _gains(results)]
    if len(keys) > 1:
        for measure in Measure:
            blocks += [f"{measure_name(measure, results.depth)}:", _means(results, measure)]
    else:
        blocks.append(_means_of_one(results, min(keys)))
    lines = [*wording.absences(results.entries), *_gaps(results)]
    if lines:
        blocks.append(bullets(lines))
    # Whether the machine was busy makes no difference here.
    blocks.append(bullets(wording.provenance(results.circumstances, results.measured)[:3]))
    blocks.append(wrapped(_note(results)))
    return "\n\n".join(blocks) + "\n"


def size_line(results: RelevanceResults) -> str:
    queries = sum(len(one.collection.queries) for one in results.collections)
    documents = sum(len(one.collection.document_ids) for one in results.collections)
    count = len(results.collections)
    return f"{count} collection{'' if count == 1 else 's'}: {queries:,} queries, {documents:,} documents"


def measure_name(measure: Measure, depth: int) -> str:
    """A mean average precision is told by how deep the rankings are."""
    return f"{measure.value}@{depth}" if measure is Measure.AVERAGE_PRECISION else measure.value


def collection_name(one: CollectionResults) -> str:
    return one.collection.name + (_RECIPROCAL if one.measure is Measure.RECIPROCAL_RANK else "")


def percent(gain: float) -> str:
    return f"{gain * 100:+.1f}".replace("-", "−")


def _gains(results: RelevanceResults) -> str:
    titles = {entry.key: entry.title for entry in results.measured}
    others = [key for key in (REFERENCE, _FTS5) if key in titles]
    headings = ["collection", "Lede"]
    for key in others:
        headings += [f"{titles[key]} %", "95 % interval", "p"] if key == REFERENCE else [f"{titles[key]} %"]
    headings += ["best other", "%", "p"]
    rows = [_gain_row(one, others, titles) for one in results.collections]
    for name, group in results.groups.items():
        row = [f"mean, {name} ({len(group)})", _figure(group_mean(group, OURS))]
        for key in others:
            gain = group_gain(group, key)
            row += [_gain(gain), *([_interval(gain), ""] if key == REFERENCE else [])]
        rows.append([*row, "", _gain(group_gain(group, None)), ""])
    return table(headings, rows)


def _gain_row(one: CollectionResults, others: list[str], titles: dict[str, str]) -> list[str]:
    row = [collection_name(one), _figure(one.mean(OURS))]
    for key in others:
        found = one.comparison(key)
        row += [_gain(found), *([_interval(found), _p(found)] if key == REFERENCE else [])]
    best = one.comparison(one.best_other)
    return [*row, titles.get(one.best_other or "", _NOTHING), _gain(best), _p(best)]


def _means(results: RelevanceResults, measure: Measure) -> str:
    shown = results.measured
    rows = []
    for one in results.collections:
        cells = []
        best = max((one.mean(entry.key, measure) or 0 for entry in shown if entry.key != OURS), default=0)
        for entry in shown:
            mean = one.mean(entry.key, measure)
            marked = entry.key != OURS and mean is not None and mean == best > 0
            cells.append((f"{_BEST} " if marked else "") + _figure(mean))
        rows.append([collection_name(one), f"{len(one.collection.queries):,}", *cells])
    for name, group in results.groups.items():
        rows.append([f"mean, {name} ({len(group)})", "",
                     *(_figure(group_mean(group, entry.key, measure)) for entry in shown)])
    return table(["collection", "queries", *(entry.title for entry in shown)], rows)


def _means_of_one(results: RelevanceResults, key: str) -> str:
    rows = [[collection_name(one), f"{len(one.collection.queries):,}",
             *(_figure(one.mean(key, measure)) for measure in Measure)] for one in results.collections]
    for name, group in results.groups.items():
        rows.append([f"mean, {name} ({len(group)})", "", *(_figure(group_mean(group, key, one)) for one in Measure)])
    return table(["collection", "queries", *(measure_name(one, results.depth) for one in Measure)], rows)


def _gaps(results: RelevanceResults) -> list[str]:
    titles = {entry.key: entry.title for entry in results.entries}
    lines = [f"{name}: left out; {reason}" for name, reason in results.unusable.items()]
    for one in results.collections:
        lines += [f"{one.collection.name}: {titles[key]} failed; {reason}" for key, reason in one.failures.items()]
        lines += [f"{one.collection.name}: {remark}" for remark in one.collection.remarks]
    return lines


def _note(results: RelevanceResults) -> str:
    keys = {entry.key for entry in results.measured}
    sentences = [f"Of each ranking the first {results.depth} documents count."]
    if results.depth < RECALL_CUTOFF:
        sentences.append(f"Recall is that of {results.depth} documents, too.")
    if any(one.collection.profile.judged_only for one in results.collections):
        names = ", ".join(one.collection.name for one in results.collections if one.collection.profile.judged_only)
        sentences.append(f"Of {names} only a sample was judged: rankings are whole, and without what nobody judged.")
    if any(one.measure is Measure.RECIPROCAL_RANK for one in results.collections):
        sentences.append(f"{_RECIPROCAL} by {Measure.RECIPROCAL_RANK.value}, all others by {Measure.NDCG.value}.")
    if OURS in keys and len(keys) > 1:
        sentences.append(
            "A gain is the difference of the means by theirs, in per cent; its interval is that of "
            f"{significance.RESAMPLES:,} bootstrap resamples of the queries, p that of a paired permutation test of "
            f"{significance.PERMUTATIONS:,} rounds. The means of gains count each collection once.")
    if len(keys) > 1:
        sentences.append(f"{_BEST} is the best of all but Lede.")
    return " ".join(sentences)


def _figure(mean: Optional[float]) -> str:
    return _NOTHING if mean is None else f"{mean:.3f}"


def _gain(found: Optional[Union[Comparison, Gain]]) -> str:
    if found is None:
        return _NOTHING
    return percent(found.gain if isinstance(found, Comparison) else found.mean)


def _interval(found: Optional[Union[Comparison, Gain]]) -> str:
    return _NOTHING if found is None else "{} … {}".format(*map(percent, found.interval))


def _p(found: Optional[Comparison]) -> str:
    if found is None:
        return _NOTHING
    return "<.001" if found.p < 0.001 else f"{found.p:.3f}".lstrip("0") if found.p < 1 else "1"
