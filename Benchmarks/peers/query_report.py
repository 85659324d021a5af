"""The words and the tables of a report on queries; the same on a terminal and in Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Optional

import wording
from markdown import bullets, table, wrapped
from query_results import CorpusResults, QueryResults, ratio
from searchers.searcher import Kind

NAMES = {
    Kind.COLD: "A process a query",
    Kind.WARM: "Within a process that has answered the query before",
}
BASE = "sqlite3"
_NOTHING = "–"


def markdown(results: QueryResults) -> str:
    """The report: for each corpus its tables, then all that is not in them, and what to know before comparing."""
    blocks: list[str] = []
    told: set[str] = set()
    for corpus in results.corpora:
        blocks += _corpus_blocks(corpus, results.rounds)
        # Who is absent is so from all corpora, and is told once.
        lines = [line for line in [*wording.absences(corpus.outcomes), *_gaps(corpus)] if line not in told]
        told.update(lines)
        if lines:
            blocks.append(bullets(lines))
    blocks.append(bullets(wording.provenance(results.circumstances, results.measured)))
    blocks.append(wrapped(_note(results)))
    return "\n\n".join(blocks) + "\n"


def corpus_line(results: CorpusResults, rounds: int) -> str:
    return (f"{wording.corpus_size(results.corpus, results.passages)}; "
            + ("one round" if rounds == 1 else f"{rounds} rounds"))


def milliseconds(seconds: Optional[float]) -> str:
    return _NOTHING if seconds is None else _number(seconds * 1000)


def _corpus_blocks(results: CorpusResults, rounds: int) -> list[str]:
    blocks = [wrapped(f"{corpus_line(results, rounds)}.")]
    for kind in Kind:
        if results.of(kind):
            blocks += [f"{NAMES[kind]}, median milliseconds:", _table(results, kind)]
    return blocks


def _table(results: CorpusResults, kind: Kind) -> str:
    ours = results.ours(kind)
    theirs = [outcome for outcome in results.of(kind) if outcome is not ours]
    with_base = kind is Kind.COLD and ours is not None
    columns = ["queries"]
    if ours:
        columns.append(ours.title)
    for title in [BASE] * with_base + [outcome.title for outcome in theirs]:
        columns += [title, "ratio"] if ours else [title]

    def row(key: str, title: str) -> list[str]:
        our_seconds = ours.seconds(key) if ours else None
        seconds = [ours.base_seconds(key)] if ours and with_base else []
        seconds += [outcome.seconds(key) for outcome in theirs]
        cells = [title, milliseconds(our_seconds)] if ours else [title]
        for value in seconds:
            cells += [milliseconds(value), _ratio(our_seconds, value)] if ours else [milliseconds(value)]
        return cells

    return table(columns, [row(one.key, one.title) for one in results.classes])


def _gaps(results: CorpusResults) -> list[str]:
    """A line for all that a dash stands for, and for queries that found nothing."""
    lines = []
    for one in results.classes:
        if one.of_a_month and not results.corpus.busiest_month:
            lines.append(f"“{one.title}”: left out; no article of this corpus has a date")
        for outcome in results.measured:
            if one.key in outcome.left_out:
                lines.append(f"{outcome.title}: “{one.title}” is left out; {outcome.left_out[one.key]}")
            empty = outcome.without_hits(one.key)
            if empty:
                lines.append(f"{outcome.title}: in “{one.title}” it found nothing for {_listed(empty)}")
    return lines


def _note(results: QueryResults) -> str:
    sentences = ["A class’ figure is the median of its queries, and a query’s that of all its repetitions."]
    if any(corpus.ours(kind) for corpus in results.corpora for kind in Kind):
        sentences.append("A ratio is Lede’s time by that of the contestant to the left of it: below 1, Lede is faster.")
    if any(corpus.ours(Kind.COLD) for corpus in results.corpora):
        sentences.append(f"“{BASE}” is the process `sqlite3 :memory: 'select 1'`, in turn with Lede’s.")
    if any(corpus.of(Kind.WARM) for corpus in results.corpora):
        sentences.append(
            "What answers within a process had one core." if results.one_core else
            "Nothing could be held to one core here: a batch of Lede’s had all, the others one.")
    months = sorted({corpus.corpus.busiest_month for corpus in results.corpora} - {""})
    if months and any(one.of_a_month for corpus in results.corpora for one in corpus.classes):
        sentences.append(f"The month is {' and '.join(months)}, which most articles are of.")
    return " ".join(sentences)


def _listed(texts: Sequence[str]) -> str:
    return ", ".join(f"“{text}”" for text in texts)


def _ratio(ours: Optional[float], theirs: Optional[float]) -> str:
    value = ratio(ours, theirs)
    return _NOTHING if value is None else _number(value)


def _number(value: float) -> str:
    return f"{value:.2f}" if value < 10 else f"{value:.1f}" if value < 100 else f"{value:,.0f}"
