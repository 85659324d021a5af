"""Measures how Lede and its peers answer, side by side; `make bench-peers-queries` calls it."""

from __future__ import annotations

import argparse
import dataclasses
import json
import math
import os
from collections.abc import Sequence
from pathlib import Path

import command_line
import machine
import query_chart
import query_report
import readme
import scratch
from circumstances import Circumstances
from command_line import BENCHMARKS, REPOSITORY, say
from contestants.contestant import Tools
from errors import RunFailed, UsageError
from interpreters import Interpreters
from query_classes import CLASSES, QueryClass
from query_results import CorpusResults, QueryOutcome, QueryResults
from query_rounds import Plan, QueryMatch
from searchers import SEARCHERS
from searchers.effort import Effort
from searchers.searcher import Kind

TARGET = "bench-peers-queries"
ROUNDS = 5
QUICK_ROUNDS = 2
LARGE_PASSAGES = 1_000_000
EFFORTS = {Kind.COLD: Effort(3, seconds=2), Kind.WARM: Effort(10, seconds=1)}
QUICK_EFFORTS = {Kind.COLD: Effort(2, seconds=1), Kind.WARM: Effort(3, seconds=0.5)}


def main(arguments: Sequence[str]) -> int:
    options = _options(arguments)
    if options.list:
        for key, title in [*((one.key, one.title) for one in SEARCHERS), *((one.key, one.title) for one in CLASSES)]:
            print(f"{key:16}{title}")
        return 0
    if options.update_readme:
        readme.update(BENCHMARKS / "README.md", options.results / "queries.md", TARGET)
        return 0
    lede_index = command_line.executable(options.lede_index, "lede-index", TARGET)
    lede_query = command_line.executable(options.lede_query, "lede-query", TARGET)
    options.results.mkdir(parents=True, exist_ok=True)
    tools = Tools(lede_index, Interpreters(options.results / "environment"), lede_query)
    with scratch.directory(options.results, "run-") as directory:
        # What a killed child (pip, say) leaves in its temporary directory then goes with ours.
        os.environ["TMPDIR"] = str(directory)
        results = _measure(options, tools, directory)
    if not results.measured:
        say("nothing was measured")
        return 1
    command_line.leave(options.results, "queries", query_report.markdown(results),
                       json.dumps(results.raw(), indent=1, ensure_ascii=False), query_chart.svg(results))
    return 1 if any(outcome.failed for corpus in results.corpora for outcome in corpus.outcomes) else 0


def _measure(options: argparse.Namespace, tools: Tools, directory: Path) -> QueryResults:
    path, name = command_line.named_corpus(options, directory)
    plan = Plan(
        searchers=[one for one in SEARCHERS if not options.only or one.key in options.only],
        classes=options.classes,
        rounds=options.rounds,
        efforts=QUICK_EFFORTS if options.quick else EFFORTS,
        quick=options.quick)
    with scratch.directory(directory, "given-") as given:
        match = QueryMatch(tools, path, given, options.timeout, not options.no_install, say)
        failures = match.install_packages([one.builder for one in plan.searchers])
        corpus = match.survey(name)
        circumstances = Circumstances.now(_command(options), REPOSITORY)
        outcomes = match.entrants(plan, failures)
        corpora = [match.play(plan, outcomes, corpus)]
    if options.passages:
        repetitions = math.ceil(options.passages / max(corpora[0].passages, 1))
        if repetitions > 1:
            corpora.append(_enlarged(match, plan, corpora[0], repetitions, directory))
        else:
            say(f"no larger corpus is made: this one has {corpora[0].passages:,} passages")
    return QueryResults(circumstances, options.rounds, corpora, machine.has_one_core())


def _enlarged(
    match: QueryMatch, plan: Plan, given: CorpusResults, repetitions: int, directory: Path
) -> CorpusResults:
    """The same from the corpus many times over, by all who are still there."""
    path = directory / "large.jsonl"
    say(f"writing the corpus {repetitions} times over, with changed words …")
    try:
        match.read("enlarge", str(path), str(repetitions))
    except RunFailed as error:
        raise UsageError(f"the large corpus was not made: {error}") from None
    with scratch.directory(directory, "large-") as large:
        match = dataclasses.replace(match, path=path, scratch=large)
        corpus = match.survey(f"{given.corpus.name}, {repetitions} times over with changed words")
        outcomes = [
            QueryOutcome(one.key, one.title, one.version if one.measured else "", one.skipped, one.failed, one.kind)
            for one in given.outcomes]
        return match.play(plan, outcomes, corpus)


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = command_line.parser(
        "run_queries.py", "Measure how Lede and its peers answer, side by side.", [one.key for one in SEARCHERS],
        ROUNDS)
    parser.add_argument("--lede-query", type=Path, metavar="FILE", help="Lede's other built command")
    parser.add_argument("--classes", type=_classes, default=list(CLASSES), metavar="KEY,…",
                        help="ask only the queries of these classes (default: all; see --list)")
    parser.add_argument("--quick", action="store_true",
                        help=f"{QUICK_ROUNDS} rounds of few repetitions, and only of those whose index is soon built")
    parser.add_argument("--passages", type=command_line.positive, metavar="N",
                        help="ask again in a larger corpus, made of the given one, of so many passages")
    parser.add_argument("--large", action="store_const", dest="passages", const=LARGE_PASSAGES,
                        help=f"the same as --passages {LARGE_PASSAGES}")
    # Only where the number of rounds is not given does --quick decide it.
    parser.set_defaults(rounds=None)
    options = parser.parse_args(arguments)
    if options.rounds is None:
        options.rounds = QUICK_ROUNDS if options.quick else ROUNDS
    return options


def _classes(text: str) -> list[QueryClass]:
    keys = [key.strip() for key in text.split(",")]
    unknown = [key for key in keys if key not in {one.key for one in CLASSES}]
    if unknown:
        raise argparse.ArgumentTypeError(f"there is no class {unknown[0]}; there are "
                                         + ", ".join(one.key for one in CLASSES))
    return [one for one in CLASSES if one.key in keys]


def _command(options: argparse.Namespace) -> str:
    given = ["--quick"] if options.quick else []
    if options.rounds != (QUICK_ROUNDS if options.quick else ROUNDS):
        given.append(f"--rounds {options.rounds}")
    if options.passages:
        given.append(f"--passages {options.passages}")
    if len(options.classes) < len(CLASSES):
        given.append("--classes " + ",".join(one.key for one in options.classes))
    return command_line.call(options, TARGET, given + [f"--only {key}" for key in options.only])


if __name__ == "__main__":
    command_line.end_with(main)
