"""The report as a picture: bars of speed, and of index size beside them. Plain SVG, made without any library."""

from __future__ import annotations

import textwrap
from html import escape

import report
from results import Figures, Outcome, Results

_TITLE = "Indexing a news archive: Lede and its peers"
_WIDTH = 940
_LEFT = 24
_SPEED_X = 186
_SPEED_WIDTH = 430
_SIZE_X = 720
_SIZE_WIDTH = 140
_TOP = 128
_ROW = 46
_BAR = 15

# Both themes are in the file, as an image cannot ask the page that shows it.
_STYLE = """
  text { font: 13px -apple-system, "Segoe UI", Helvetica, Arial, sans-serif; fill: #1f2328; }
  .background { fill: #ffffff; }
  .title { font-size: 18px; font-weight: 600; }
  .heading { font-weight: 600; }
  .value { font-variant-numeric: tabular-nums; }
  .small { font-size: 11.5px; fill: #59636e; }
  .axis { stroke: #d1d9e0; stroke-width: 1; }
  .range { stroke: #1f2328; stroke-width: 1.25; }
  .ours { fill: #0b63c5; }
  .theirs { fill: #7d8894; }
  .theirs.whole { fill: #c3cad2; }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3; }
    .background { fill: #0d1117; }
    .small { fill: #9198a1; }
    .axis { stroke: #3d444d; }
    .range { stroke: #e6edf3; }
    .ours { fill: #4c9bf5; }
    .theirs { fill: #8b949e; }
    .theirs.whole { fill: #4a525c; }
  }
"""


def svg(results: Results) -> str:
    """The chart of all that was measured."""
    measured = [(outcome, results.figures(outcome)) for outcome in results.measured]
    fastest = max((max(figures.indexing_speed.high, figures.process_speed.high) for _, figures in measured), default=1)
    largest = max((figures.index_share for _, figures in measured), default=1)
    bottom = _TOP + _ROW * len(measured)
    footer = _footer(results)
    height = bottom + 26 + 17 * len(footer)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}"'
        f' role="img" aria-labelledby="title">',
        f"<style>{_STYLE}</style>",
        f'<title id="title">{escape(_TITLE)}</title>',
        f'<rect class="background" width="{_WIDTH}" height="{height}" rx="8"/>',
        _text(_LEFT, 36, _TITLE, "title"),
        _text(_LEFT, 58, report.corpus_line(results), "small"),
        _text(_SPEED_X, 92, "Speed, MB of text a second", "heading"),
        _legend(),
        _text(_SIZE_X, 92, "Index, by bytes of text", "heading"),
        _axis(_SPEED_X, bottom), _axis(_SIZE_X, bottom),
    ]
    for number, (outcome, figures) in enumerate(measured):
        parts += _row(_TOP + _ROW * number, outcome, figures, _SPEED_WIDTH / fastest, _SIZE_WIDTH / largest)
    parts += [_text(_LEFT, bottom + 28 + 17 * number, line, "small") for number, line in enumerate(footer)]
    return "\n".join([*parts, "</svg>"]) + "\n"


def _row(top: float, outcome: Outcome, figures: Figures, speed_scale: float, size_scale: float) -> list[str]:
    owner = "ours" if outcome.key.startswith("lede-") else "theirs"
    speeds = [(figures.indexing_speed, owner)]
    # Those that read and decode while they index have one speed, and get one bar.
    if figures.process_speed != figures.indexing_speed:
        speeds.append((figures.process_speed, owner + " whole"))
    first = top + (_ROW - _BAR * len(speeds)) / 2
    parts = [_text(_LEFT, top + _ROW / 2 + 5, outcome.title, "heading" if owner == "ours" else "")]
    for number, (speed, look) in enumerate(speeds):
        y = first + _BAR * number
        parts.append(_bar(_SPEED_X, y, speed.median * speed_scale, look))
        if speed.high > speed.low:
            parts.append(_range(y + _BAR / 2, speed.low * speed_scale, speed.high * speed_scale))
        end = _SPEED_X + speed.high * speed_scale
        parts.append(_text(end + 7, y + 12, f"{speed.median:.1f}", "value" if number == 0 else "value small"))
    size = figures.index_share * size_scale
    parts.append(_bar(_SIZE_X, top + (_ROW - _BAR) / 2, size, owner))
    parts.append(_text(_SIZE_X + size + 7, top + _ROW / 2 + 5, f"{figures.index_share:.2f}", "value"))
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
        _text(_SPEED_X + 17, 113, "indexing alone", "small"),
        f'<rect class="theirs whole" x="{_SPEED_X + 110}" y="103" width="11" height="11" rx="1.5"/>',
        _text(_SPEED_X + 127, 113, "whole process, with reading and decoding the corpus", "small"),
    ])


def _axis(x: float, bottom: float) -> str:
    return f'<line class="axis" x1="{x - 0.5}" y1="{_TOP}" x2="{x - 0.5}" y2="{bottom}"/>'


def _text(x: float, y: float, text: str, look: str = "") -> str:
    kind = f' class="{look}"' if look else ""
    return f'<text{kind} x="{x:.1f}" y="{y:.1f}">{escape(text)}</text>'


def _footer(results: Results) -> list[str]:
    both = any(outcome.key == "recoll" for outcome in results.measured)
    readers = "Lede and Recoll read" if both else "Lede reads"
    lines = [
        f"{readers} while indexing: one bar, the whole process. Marks on the bars: lowest and highest.",
        " · ".join(report.versions(results)) + (f" · Lede’s sources {results.commit}" if results.commit else ""),
        f"{report.machine_line(results)} · {results.date}",
        results.command,
    ]
    return [part for line in lines for part in textwrap.wrap(line, 125)]
