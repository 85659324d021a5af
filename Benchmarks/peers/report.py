"""The words and the table of a report; the same on a terminal and in Markdown."""

from __future__ import annotations

import wording
from markdown import bullets, table, wrapped
from results import Figures, Outcome, Results, Spread

_HEADINGS = ("contestant", "whole process, MB/s", "indexing alone, MB/s", "index/text", "peak MB")


def markdown(results: Results) -> str:
    """The report: the corpus, the table, all that did not run, and what to know before comparing."""
    rows = [_row(outcome, results.figures(outcome)) for outcome in results.measured]
    blocks = [wrapped(f"{corpus_line(results)}."), table(_HEADINGS, rows)]
    blocks += [bullets(lines) for lines in (wording.absences(results.outcomes), _ratio_lines(results)) if lines]
    blocks.append(bullets(wording.provenance(results.circumstances, results.measured)))
    blocks.append(wrapped(_note(results)))
    return "\n\n".join(blocks) + "\n"


def corpus_line(results: Results) -> str:
    return (f"{wording.corpus_size(results.corpus)}; "
            + ("one round" if results.rounds == 1 else f"median (lowest–highest) of {results.rounds} rounds"))


def _row(outcome: Outcome, figures: Figures) -> tuple[str, ...]:
    return (outcome.title, _spread(figures.process_speed), _spread(figures.indexing_speed),
            f"{figures.index_share:.2f}", f"{figures.peak_bytes / 1e6:,.0f}")


def _spread(spread: Spread) -> str:
    if spread.low == spread.high:
        return f"{spread.median:.1f}"
    return f"{spread.median:.1f} ({spread.low:.1f}–{spread.high:.1f})"


def _ratio_lines(results: Results) -> list[str]:
    titles = {outcome.key: outcome.title for outcome in results.outcomes}
    return [
        f"Speed of “{titles[our]}” divided by that of the others’ indexing alone: "
        + " · ".join(f"{ratio:.2f} {titles[their]}" for their, ratio in ratios.items()) + "."
        for our, ratios in results.ratios().items() if ratios
    ]


def _note(results: Results) -> str:
    sentences = [
        "“Indexing alone” leaves out reading and decoding the corpus, which costs a peer in Python time that is "
        "not its own.", "Lede reads and decodes while it indexes, so both its columns show the whole process.",
        "Peak memory is that of the largest process; peers in Python hold all the text in theirs.",
    ]
    if any(outcome.key == "recoll" for outcome in results.measured):
        sentences.append("Recoll reads the articles as text files that were written before the clock started, and "
                         "takes as many threads as it likes; both its columns show the whole process, too.")
    return " ".join(sentences)
