"""Measures how Lede and its peers index, side by side; `make bench-peers` calls it. See Benchmarks/README.md."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Sequence
from pathlib import Path

import chart
import command_line
import readme
import report
import scratch
from circumstances import Circumstances
from command_line import BENCHMARKS, REPOSITORY, say
from contestants import CONTESTANTS
from contestants.contestant import Contestant, Tools
from interpreters import Interpreters
from results import Results
from rounds import Match

TARGET = "bench-peers"
ROUNDS = 3


def main(arguments: Sequence[str]) -> int:
    options = command_line.parser(
        "run.py", "Measure how Lede and its peers index, side by side.", [one.key for one in CONTESTANTS], ROUNDS,
    ).parse_args(arguments)
    if options.list:
        for one in CONTESTANTS:
            print(f"{one.key:16}{one.title}")
        return 0
    if options.update_readme:
        readme.update(BENCHMARKS / "README.md", options.results / "peers.md", TARGET)
        return 0
    contestants = [one for one in CONTESTANTS if not options.only or one.key in options.only]
    lede_index = Path()
    if any(one.key.startswith("lede-") for one in contestants):
        lede_index = command_line.executable(options.lede_index, "lede-index", TARGET)
    options.results.mkdir(parents=True, exist_ok=True)
    with scratch.directory(options.results, "run-") as directory:
        # What a killed child (pip, say) leaves in its temporary directory then goes with ours.
        os.environ["TMPDIR"] = str(directory)
        results = _measure(options, contestants, lede_index, directory)
    if not results.measured:
        say("nothing was measured")
        return 1
    command_line.leave(options.results, "peers", report.markdown(results),
                       json.dumps(results.raw(), indent=2, ensure_ascii=False), chart.svg(results))
    return 1 if any(outcome.failed for outcome in results.outcomes) else 0


def _measure(
    options: argparse.Namespace, contestants: Sequence[Contestant], lede_index: Path, directory: Path
) -> Results:
    path, name = command_line.named_corpus(options, directory)
    tools = Tools(lede_index, Interpreters(options.results / "environment"))
    match = Match(tools, path, directory, options.timeout, not options.no_install, say)
    failures = match.install_packages(contestants)
    corpus = match.survey(name)
    circumstances = Circumstances.now(_command(options), REPOSITORY)
    outcomes = match.entrants(contestants, failures)
    match.play(contestants, outcomes, options.rounds, corpus)
    return Results(corpus, circumstances, options.rounds, outcomes)


def _command(options: argparse.Namespace) -> str:
    given = [f"--rounds {options.rounds}"] if options.rounds != ROUNDS else []
    return command_line.call(options, TARGET, given + [f"--only {key}" for key in options.only])


if __name__ == "__main__":
    command_line.end_with(main)
