"""The words and the table of a report; the same on a terminal and in Markdown."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence

from results import Figures, Outcome, Results, Spread

WIDTH = 100
_HEADINGS = ("contestant", "whole process, MB/s", "indexing alone, MB/s", "index/text", "peak MB")


def markdown(results: Results) -> str:
    """The report: the corpus, the table, all that did not run, and what to know before comparing."""
    blocks = [_wrapped(f"{corpus_line(results)}."), "\n".join(table(results))]
    blocks += [_bullets(lines) for lines in (_absences(results), _ratio_lines(results)) if lines]
    blocks.append(_bullets(_provenance(results)))
    blocks.append(_wrapped(_note(results)))
    return "\n\n".join(blocks) + "\n"


def table(results: Results) -> list[str]:
    """Lines of a Markdown table, padded so that it reads as well unrendered."""
    rows = [_row(outcome, results.figures(outcome)) for outcome in results.measured]
    widths = [max(len(row[column]) for row in [_HEADINGS, *rows]) for column in range(len(_HEADINGS))]

    def line(cells: Sequence[str]) -> str:
        padded = [cell.ljust(width) if column == 0 else cell.rjust(width)
                  for column, (cell, width) in enumerate(zip(cells, widths))]
        return "| " + " | ".join(padded) + " |"

    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    return [line(_HEADINGS), line(rule), *map(line, rows)]


def corpus_line(results: Results) -> str:
    corpus = results.corpus
    return (f"{corpus.articles:,} articles, {corpus.text_bytes / 1e6:,.1f} MB of text ({corpus.name}); "
            + ("one round" if results.rounds == 1 else f"median (lowest–highest) of {results.rounds} rounds"))


def machine_line(results: Results) -> str:
    machine = results.machine
    return f"{machine.processor}, {machine.cores} core{'' if machine.cores == 1 else 's'}, {machine.system}"


def versions(results: Results) -> list[str]:
    """What took part, each once."""
    return list(dict.fromkeys(outcome.version for outcome in results.measured))


def _row(outcome: Outcome, figures: Figures) -> tuple[str, ...]:
    return (outcome.title, _spread(figures.process_speed), _spread(figures.indexing_speed),
            f"{figures.index_share:.2f}", f"{figures.peak_bytes / 1e6:,.0f}")


def _spread(spread: Spread) -> str:
    if spread.low == spread.high:
        return f"{spread.median:.1f}"
    return f"{spread.median:.1f} ({spread.low:.1f}–{spread.high:.1f})"


def _absences(results: Results) -> list[str]:
    lines = [f"{outcome.title}: skipped; {outcome.skipped}" for outcome in results.outcomes if outcome.skipped]
    return lines + [f"{outcome.title}: failed; {outcome.failed}" for outcome in results.outcomes if outcome.failed]


def _ratio_lines(results: Results) -> list[str]:
    titles = {outcome.key: outcome.title for outcome in results.outcomes}
    return [
        f"Speed of “{titles[our]}” divided by that of the others’ indexing alone: "
        + " · ".join(f"{ratio:.2f} {titles[their]}" for their, ratio in ratios.items()) + "."
        for our, ratios in results.ratios().items() if ratios
    ]


def _provenance(results: Results) -> list[str]:
    commit = f"; Lede’s sources at {results.commit}" if results.commit else ""
    lines = [f"Versions: {', '.join(versions(results))}{commit}.", f"Machine: {machine_line(results)}.",
             f"Measured on {results.date} by `{results.command}`."]
    if results.machine.is_busy:
        lines.append(f"The machine was busy when this began (load {results.machine.load}): expect better figures.")
    return lines


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


def _bullets(lines: list[str]) -> str:
    return "\n".join(_wrapped(line, first="- ", rest="  ") for line in lines)


def _wrapped(text: str, first: str = "", rest: str = "") -> str:
    # A command is copied as it stands, so no line may end within it.
    held = re.sub(r"`[^`]*`", lambda code: code.group().replace(" ", "\0"), text)
    return textwrap.fill(held, WIDTH, initial_indent=first, subsequent_indent=rest,
                         break_long_words=False, break_on_hyphens=False).replace("\0", " ")
