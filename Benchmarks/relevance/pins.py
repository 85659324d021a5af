"""Lede's pinned figures: what a later ranking must not fall below."""

from __future__ import annotations

import json
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from errors import UsageError
from measures import Measure
from relevance_results import OURS, CollectionResults

# How much of its figure a collection, and the mean of all, may lose.
COLLECTION_TOLERANCE = 0.01
MEAN_TOLERANCE = 0.005


@dataclass(frozen=True)
class Pin:
    """Lede's figures for a collection."""

    measure: str
    """The name of the one that counts."""
    queries: int
    fingerprint: str
    """Of the queries and judgements that the figures are of."""
    means: dict[str, float]
    """By all measures."""

    @property
    def figure(self) -> float:
        return self.means[self.measure]

    @staticmethod
    def of(results: CollectionResults) -> Pin:
        means = {one.value: round(statistics.fmean(results.scores[OURS][one]), 6) for one in Measure}
        return Pin(results.measure.value, len(results.collection.queries), results.collection.fingerprint, means)

    def raw(self) -> dict[str, Any]:
        return {"measure": self.measure, "queries": self.queries, "fingerprint": self.fingerprint, **self.means}


def read(path: Path) -> dict[str, Pin]:
    """The pins by collection; none where there is no file yet. Raises `UsageError` for what is no such file."""
    if not path.exists():
        return {}
    try:
        return {
            name: Pin(raw["measure"], raw["queries"], raw["fingerprint"],
                      {one.value: float(raw[one.value]) for one in Measure})
            for name, raw in json.loads(path.read_text(encoding="utf-8"))["collections"].items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        raise UsageError(f"{path}: these are no pinned figures; write them anew with --pin") from None


def write(path: Path, pins: Mapping[str, Pin]) -> None:
    """All of them, each on a line of its own, so that a change shows whose figure it is."""
    lines = [f'  {json.dumps(name)}: {json.dumps(pins[name].raw())}' for name in sorted(pins)]
    path.write_text('{"schema": 1, "collections": {\n' + ",\n".join(lines) + "\n}}\n", encoding="utf-8")


def falls(pins: Mapping[str, Pin], measured: Mapping[str, Pin]) -> list[str]:
    """A sentence for each collection that lost too much, and one for the mean of all that are in both.

    A collection with other queries or judgements than were pinned can neither pass nor fall, and has one, too.
    """
    sentences: list[str] = []
    comparable = [name for name in measured if name in pins]
    for name in comparable:
        pin, now = pins[name], measured[name]
        if (pin.fingerprint, pin.measure) != (now.fingerprint, now.measure):
            sentences.append(f"{name}: it has other queries, judgements or another measure than were pinned; pin it "
                             "anew with --pin")
        elif _has_fallen(pin.figure, now.figure, COLLECTION_TOLERANCE):
            sentences.append(f"{name}: {pin.measure} fell {_from_to(pin.figure, now.figure, COLLECTION_TOLERANCE)}")
    same = [name for name in comparable if pins[name].fingerprint == measured[name].fingerprint]
    if len(same) > 1:
        before = statistics.fmean(pins[name].figure for name in same)
        after = statistics.fmean(measured[name].means[pins[name].measure] for name in same)
        if _has_fallen(before, after, MEAN_TOLERANCE):
            sentences.append(f"the mean of {len(same)} collections fell {_from_to(before, after, MEAN_TOLERANCE)}")
    return sentences


def _has_fallen(before: float, after: float, tolerance: float) -> bool:
    # Pinned figures have six digits.
    return after < before * (1 - tolerance) - 1e-6


def _from_to(before: float, after: float, tolerance: float) -> str:
    return f"from {before:.4f} to {after:.4f}, by {1 - after / before:.1%}; {tolerance:.1%} are allowed"


def rows(pins: Mapping[str, Pin], measured: Mapping[str, Pin]) -> Sequence[Sequence[str]]:
    """For each measured collection: its name, its measure, what was pinned, what it is now, and the change."""
    found = []
    for name, now in measured.items():
        pin = pins.get(name)
        before = pin.means.get(now.measure) if pin else None
        change = f"{(now.figure / before - 1) * 100:+.2f}".replace("-", "−") if before else "–"
        found.append([name, now.measure, f"{before:.4f}" if before is not None else "–", f"{now.figure:.4f}", change])
    return found
