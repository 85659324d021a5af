"""Fails when Lede's rankings are worse than the pinned figures; `make relevance-check` calls it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import harness  # noqa: F401  The path to all below.
import command_line
import markdown
import pins
import relevance_options
from collection import Source, Unusable
from command_line import say
from errors import UsageError
from evaluation import Evaluation
from pins import Pin
from rankers import LEDE

TARGET = "relevance-check"


def main(arguments: Sequence[str]) -> int:
    parser = relevance_options.parser(
        "check_relevance.py", "Fail when Lede's rankings are worse than the pinned figures.")
    parser.add_argument("--pinned", type=Path, default=harness.HERE / "pinned.json", metavar="FILE",
                        help="the pinned figures (default: Benchmarks/relevance/pinned.json)")
    parser.add_argument("--pin", action="store_true",
                        help="pin the figures as they are now; those of collections that are not here stay")
    options = parser.parse_args(arguments)
    tools = relevance_options.tools(options, TARGET)
    pinned = pins.read(options.pinned)
    sources = relevance_options.sources(options)
    if not options.collections:
        # The project's own collection is always there.
        sources = relevance_options.with_seeds(sources)
    if not options.pin:
        sources = _pinned_ones(sources, pinned)
    measured: dict[str, Pin] = {}
    with relevance_options.root(options) as root:
        evaluation = Evaluation(tools, root, options.depth, options.timeout, False, say)
        failed = _measure(evaluation, sources, measured)
    if not measured:
        say("nothing was measured")
        return 1
    print(markdown.table(["collection", "measure", "pinned", "now", "change %"], pins.rows(pinned, measured)))
    if options.pin:
        pins.write(options.pinned, {**pinned, **measured})
        say(f"pinned {len(measured)} of the collections in {options.pinned.name}")
        return 1 if failed else 0
    sentences = pins.falls(pinned, measured)
    for sentence in sentences:
        say(sentence)
    return 1 if sentences or failed else 0


def _measure(evaluation: Evaluation, sources: Sequence[Source], measured: dict[str, Pin]) -> bool:
    """Fills `measured`; whether there was a collection that could not be."""
    failed = False
    entries = evaluation.entrants([LEDE])
    for source in sources:
        try:
            results = evaluation.evaluate(evaluation.prepare(source), [LEDE], entries)
        except Unusable as error:
            say(f"{source.name}: left out; {error}")
            failed = True
            continue
        if LEDE.key in results.scores:
            measured[source.name] = Pin.of(results)
        else:
            failed = True
    return failed


def _pinned_ones(sources: Sequence[Source], pinned: Mapping[str, Pin]) -> list[Source]:
    """Names what is not in both. Raises `UsageError` where nothing is."""
    here = {source.name for source in sources}
    found = [source for source in sources if source.name in pinned]
    if not found:
        raise UsageError("none of the pinned collections is here; they are " + (", ".join(pinned) or "none yet: --pin"))
    for name in sorted(here - pinned.keys()):
        say(f"{name}: skipped; it is not pinned")
    absent = sorted(pinned.keys() - here)
    if absent:
        say(f"skipped, as they are not here: {', '.join(absent)}")
    return found


if __name__ == "__main__":
    command_line.end_with(main)
