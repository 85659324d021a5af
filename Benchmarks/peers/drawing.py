"""What the charts are drawn with. Plain SVG, made without any library."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from html import escape

WIDTH = 940
LEFT = 24
_LINE = 17
# Told apart by shape as well as by colour; the first one is Lede's.
_SHAPES = (
    "M{x} {y}m-5.5 0a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0 -11 0z",
    "M{x} {y}m-1.2 -7h2.4v14h-2.4z",
    "M{x} {y}m-4.5 -4.5h9v9h-9z",
    "M{x} {y}m0 -6l5.5 10.5h-11z",
    "M{x} {y}m0 -6l6 6l-6 6l-6 -6z",
    "M{x} {y}m0 6l5.5 -10.5h-11z",
)

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
  .mark-0 { fill: #0b63c5; }
  .mark-1 { fill: #7d8894; }
  .mark-2 { fill: #c4620a; }
  .mark-3 { fill: #2c8a4b; }
  .mark-4 { fill: #8a4fbf; }
  .mark-5 { fill: #b3365b; }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3; }
    .background { fill: #0d1117; }
    .small { fill: #9198a1; }
    .axis { stroke: #3d444d; }
    .range { stroke: #e6edf3; }
    .ours { fill: #4c9bf5; }
    .theirs { fill: #8b949e; }
    .theirs.whole { fill: #4a525c; }
    .mark-0 { fill: #4c9bf5; }
    .mark-1 { fill: #8b949e; }
    .mark-2 { fill: #f0913f; }
    .mark-3 { fill: #57c27a; }
    .mark-4 { fill: #b98aec; }
    .mark-5 { fill: #ec7a9c; }
  }
"""


def document(title: str, bottom: float, parts: Sequence[str], footer: Sequence[str]) -> str:
    """A whole chart: its title above, `parts` down to `bottom`, and the footer's lines below, wrapped."""
    lines = [part for line in footer for part in textwrap.wrap(line, 125)]
    height = bottom + 26 + _LINE * len(lines)
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}"'
        f' role="img" aria-labelledby="title">',
        f"<style>{_STYLE}</style>",
        f'<title id="title">{escape(title)}</title>',
        f'<rect class="background" width="{WIDTH}" height="{height}" rx="8"/>',
        text(LEFT, 36, title, "title"),
        *parts,
        *(text(LEFT, bottom + 28 + _LINE * number, line, "small") for number, line in enumerate(lines)),
        "</svg>",
    ]) + "\n"


def text(x: float, y: float, words: str, look: str = "") -> str:
    kind = f' class="{look}"' if look else ""
    return f'<text{kind} x="{x:.1f}" y="{y:.1f}">{escape(words)}</text>'


def vertical(x: float, top: float, bottom: float) -> str:
    """A thin line that something begins at."""
    return f'<line class="axis" x1="{x:.1f}" y1="{top:.1f}" x2="{x:.1f}" y2="{bottom:.1f}"/>'


def mark(number: int, x: float, y: float) -> str:
    """The sign of one of several that are compared, by its number; there are six."""
    shape = _SHAPES[number % len(_SHAPES)].format(x=f"{x:.1f}", y=f"{y:.1f}")
    return f'<path class="mark-{number % len(_SHAPES)}" d="{shape}"/>'
