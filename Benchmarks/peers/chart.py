"""The report as a picture: bars of speed, and of index size beside them."""

from __future__ import annotations

import report
import wording
from drawing import LEFT, document, text, vertical
from results import Figures, Outcome, Results

_TITLE = "Indexing a news archive: Lede and its peers"
_SPEED_X = 186
_SPEED_WIDTH = 430
_SIZE_X = 720
_SIZE_WIDTH = 140
_TOP = 128
_ROW = 46
_BAR = 15


def svg(results: Results) -> str:
    """The chart of all that was measured."""
    measured = [(outcome, results.figures(outcome)) for outcome in results.measured]
    fastest = max((max(figures.indexing_speed.high, figures.process_speed.high) for _, figures in measured), default=1)
    largest = max((figures.index_share for _, figures in measured), default=1)
    bottom = _TOP + _ROW * len(measured)

    parts = [
        text(LEFT, 58, report.corpus_line(results), "small"),
        text(_SPEED_X, 92, "Speed, MB of text a second", "heading"),
        _legend(),
        text(_SIZE_X, 92, "Index, by bytes of text", "heading"),
        vertical(_SPEED_X - 0.5, _TOP, bottom), vertical(_SIZE_X - 0.5, _TOP, bottom),
    ]
    for number, (outcome, figures) in enumerate(measured):
        parts += _row(_TOP + _ROW * number, outcome, figures, _SPEED_WIDTH / fastest, _SIZE_WIDTH / largest)
    return document(_TITLE, bottom, parts, _footer(results))


def _row(top: float, outcome: Outcome, figures: Figures, speed_scale: float, size_scale: float) -> list[str]:
    owner = "ours" if outcome.key.startswith("lede-") else "theirs"
    speeds = [(figures.indexing_speed, owner)]
    # Those that read and decode while they index have one speed, and get one bar.
    if figures.process_speed != figures.indexing_speed:
        speeds.append((figures.process_speed, owner + " whole"))
    first = top + (_ROW - _BAR * len(speeds)) / 2
    parts = [text(LEFT, top + _ROW / 2 + 5, outcome.title, "heading" if owner == "ours" else "")]
    for number, (speed, look) in enumerate(speeds):
        y = first + _BAR * number
        parts.append(_bar(_SPEED_X, y, speed.median * speed_scale, look))
        if speed.high > speed.low:
            parts.append(_range(y + _BAR / 2, speed.low * speed_scale, speed.high * speed_scale))
        end = _SPEED_X + speed.high * speed_scale
        parts.append(text(end + 7, y + 12, f"{speed.median:.1f}", "value" if number == 0 else "value small"))
    size = figures.index_share * size_scale
    parts.append(_bar(_SIZE_X, top + (_ROW - _BAR) / 2, size, owner))
    parts.append(text(_SIZE_X + size + 7, top + _ROW / 2 + 5, f"{figures.index_share:.2f}", "value"))
    return parts


def _bar(x: float, y: float, width: float, look: str) -> str:
    return (f'<rect class="{look}" x="{x:.1f}" y="{y + 1:.1f}" width="{max(width, 1):.1f}" height="{_BAR - 2}"'
            f' rx="1.5"/>')


def _range(y: float, low: float, high: float) -> str:
    left, right = _SPEED_X + low, _SPEED_X + high
    return (f'<path class="range" fill="none" d="M{left:.1f} {y - 3:.1f}v6M{left:.1f} {y:.1f}H{right:.1f}'
            f'M{right:.1f} {y - 3:.1f}v6"/>')


def _legend() -> str:
    return "".join([
        f'<rect class="theirs" x="{_SPEED_X}" y="103" width="11" height="11" rx="1.5"/>',
        text(_SPEED_X + 17, 113, "indexing alone", "small"),
        f'<rect class="theirs whole" x="{_SPEED_X + 110}" y="103" width="11" height="11" rx="1.5"/>',
        text(_SPEED_X + 127, 113, "whole process, with reading and decoding the corpus", "small"),
    ])


def _footer(results: Results) -> list[str]:
    both = any(outcome.key == "recoll" for outcome in results.measured)
    readers = "Lede and Recoll read" if both else "Lede reads"
    return [
        f"{readers} while indexing: one bar, the whole process. Marks on the bars: lowest and highest.",
        *wording.colophon(results.circumstances, results.measured),
    ]
