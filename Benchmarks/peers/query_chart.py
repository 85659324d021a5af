"""The report on queries as a picture: a line a class, and on it a mark for each contestant's time."""

from __future__ import annotations

import math
from typing import Optional

import query_report
import wording
from drawing import LEFT, document, mark, text, vertical
from query_results import CorpusResults, QueryResults
from searchers.searcher import Kind

_TITLE = "Querying a news archive: Lede and its peers"
_AXIS_X = 186
_AXIS_WIDTH = 690
_ROW = 26


class _Scale:
    """Milliseconds on a logarithmic axis of whole decades."""

    def __init__(self, seconds: list[float]) -> None:
        exponents = [math.log10(value * 1000) for value in seconds] or [0.0]
        self.low = math.floor(min(exponents))
        self.high = max(math.ceil(max(exponents)), self.low + 1)

    def x(self, milliseconds: float) -> float:
        return _AXIS_X + _AXIS_WIDTH * (math.log10(milliseconds) - self.low) / (self.high - self.low)

    def decades(self) -> list[float]:
        return [10.0 ** exponent for exponent in range(self.low, self.high + 1)]


def svg(results: QueryResults) -> str:
    """The chart of all that was measured: a panel for each corpus and kind, all on the same scale."""
    panels = [(corpus, kind, _series(corpus, kind)) for corpus in results.corpora for kind in Kind if corpus.of(kind)]
    scale = _Scale([seconds for _, _, series in panels for _, times in series.values() for seconds in times if seconds])
    parts: list[str] = []
    bottom = 58.0
    for corpus, kind, series in panels:
        top = bottom + 18
        parts.append(text(LEFT, top, query_report.corpus_line(corpus, results.rounds), "small"))
        parts.append(text(LEFT, top + 24, query_report.NAMES[kind], "heading"))
        parts += _legend(top + 48, series)
        rows = top + 66
        bottom = rows + _ROW * len(corpus.classes)
        for decade in scale.decades():
            parts.append(vertical(scale.x(decade), rows, bottom))
            parts.append(text(scale.x(decade) - 8, bottom + 16, f"{decade:g} ms", "small"))
        parts += _marks(rows, corpus, series, scale)
        bottom += 34
    footer = ["Logarithmic: from one line to the next it is ten times the time.",
              *wording.colophon(results.circumstances, results.measured)]
    return document(_TITLE, bottom - 10, parts, footer)


def _series(results: CorpusResults, kind: Kind) -> dict[int, tuple[str, list[Optional[float]]]]:
    """Title and times by class, by the number of the mark."""
    keys = [one.key for one in results.classes]
    ours = results.ours(kind)
    series: dict[int, tuple[str, list[Optional[float]]]] = {}
    if ours:
        series[0] = ours.title, [ours.seconds(key) for key in keys]
        if kind is Kind.COLD:
            series[1] = query_report.BASE, [ours.base_seconds(key) for key in keys]
    theirs = [outcome for outcome in results.of(kind) if outcome is not ours]
    for number, outcome in enumerate(theirs, start=2):
        series[number] = outcome.title, [outcome.seconds(key) for key in keys]
    return series


def _marks(
    top: float, results: CorpusResults, series: dict[int, tuple[str, list[Optional[float]]]], scale: _Scale
) -> list[str]:
    parts = []
    for row, one in enumerate(results.classes):
        y = top + _ROW * (row + 0.5)
        parts.append(text(LEFT, y + 4, one.title))
        # Lede's mark comes last, above those that it meets.
        for number, (_, times) in sorted(series.items(), reverse=True):
            seconds = times[row]
            if seconds:
                parts.append(mark(number, scale.x(seconds * 1000), y))
    return parts


def _legend(y: float, series: dict[int, tuple[str, list[Optional[float]]]]) -> list[str]:
    parts = []
    for place, (number, (title, _)) in enumerate(series.items()):
        x = _AXIS_X + 130 * place
        parts += [mark(number, x + 6, y - 4), text(x + 18, y, title, "small")]
    return parts
