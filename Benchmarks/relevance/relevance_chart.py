"""The report as a picture: a line a collection, and on it how much better or worse than the reference each one is."""

from __future__ import annotations

from typing import Optional

import relevance_report
import wording
from drawing import LEFT, document, mark, text, vertical
from relevance_results import OURS, REFERENCE, RelevanceResults

_TITLE = "Ranking: Lede and its peers"
_AXIS_X = 200
_AXIS_WIDTH = 560
_FIGURES_X = 800
_TOP = 122
_ROW = 26
# Those further away stand at the edge, so that what is close together can be told apart.
_EDGE = 0.15
_STEP = 0.05


def svg(results: RelevanceResults) -> str:
    """The chart of all that was measured; without the reference, Lede is what the others are compared with."""
    keys = [entry.key for entry in results.measured]
    base = next((key for key in (REFERENCE, OURS) if key in keys), keys[0])
    titles = {entry.key: entry.title for entry in results.measured}
    bottom = _TOP + _ROW * len(results.collections)
    parts = [
        text(LEFT, 58, relevance_report.size_line(results), "small"),
        text(_AXIS_X, 84, f"Better or worse than “{titles[base]}”, per cent", "heading"),
        text(_FIGURES_X, 84, titles.get(OURS, titles[base]), "heading"),
    ]
    for place, key in enumerate(keys):
        x = _AXIS_X + 92 * place
        parts += [mark(_number(key, keys), x + 6, 100), text(x + 18, 104, titles[key], "small")]
    steps = round(_EDGE / _STEP)
    for step in range(-steps, steps + 1):
        gain = step * _STEP
        parts.append(vertical(_x(gain), _TOP, bottom))
        label = relevance_report.percent(gain).partition(".")[0] if step else "0"
        parts.append(text(_x(gain) - 4 * len(label), bottom + 16, label, "small"))
    for row, one in enumerate(results.collections):
        y = _TOP + _ROW * (row + 0.5)
        parts.append(text(LEFT, y + 4, relevance_report.collection_name(one)))
        shown = one.mean(OURS if OURS in keys else base)
        if shown is not None:
            parts.append(text(_FIGURES_X, y + 4, f"{shown:.3f} {one.measure.value}", "value small"))
        # Lede's mark comes last, above those that it meets.
        for key in sorted(keys, key=lambda key: key == OURS):
            away = _gain(one.mean(key), one.mean(base))
            if away is not None:
                parts.append(mark(_number(key, keys), _x(max(-_EDGE, min(away, _EDGE))), y))
    footer = [f"What stands at an edge is further away than {_EDGE:.0%}.",
              *wording.colophon(results.circumstances, results.measured)]
    return document(_TITLE, bottom + 24, parts, footer)


def _number(key: str, keys: list[str]) -> int:
    """The first shape is Lede's, whoever else is there."""
    return 0 if key == OURS else 1 + [one for one in keys if one != OURS].index(key)


def _gain(mean: Optional[float], base: Optional[float]) -> Optional[float]:
    return None if mean is None or not base else mean / base - 1


def _x(gain: float) -> float:
    return _AXIS_X + _AXIS_WIDTH * (gain + _EDGE) / (2 * _EDGE)
