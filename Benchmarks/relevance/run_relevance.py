"""Measures how good the rankings of Lede and its peers are; `make relevance` calls it. See Benchmarks/README.md."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence

import harness  # noqa: F401  The path to all below.
import command_line
import query_differences
import readme
import relevance_chart
import relevance_options
import relevance_report
from circumstances import Circumstances
from collection import Unusable
from command_line import BENCHMARKS, REPOSITORY, say
from contestants.contestant import Tools
from errors import UsageError
from evaluation import Evaluation
from rankers import LEDE, RANKERS
from relevance_results import RelevanceResults

TARGET = "relevance"


def main(arguments: Sequence[str]) -> int:
    options = _options(arguments)
    if options.list:
        for one in RANKERS:
            print(f"{one.key:16}{one.title}")
        for source in relevance_options.sources(options):
            print(source.name)
        return 0
    if options.update_readme:
        readme.update(BENCHMARKS / "README.md", options.results / "relevance.md", TARGET)
        return 0
    tools = relevance_options.tools(options, TARGET)
    results = _measure(options, tools)
    if not results.measured:
        say("nothing was measured")
        return 1
    command_line.leave(options.results, "relevance", relevance_report.markdown(results),
                       json.dumps(results.raw(), indent=1, ensure_ascii=False), relevance_chart.svg(results))
    (options.results / "relevance.tsv").write_text(query_differences.table_of_all(results), encoding="utf-8")
    for name in options.queries:
        print(query_differences.report(results, name), end="")
    broken = results.unusable or any(one.failures for one in results.collections)
    return 1 if broken or any(entry.failed for entry in results.entries) else 0


def _measure(options: argparse.Namespace, tools: Tools) -> RelevanceResults:
    sources = relevance_options.sources(options)
    for name in options.queries:
        if name not in {source.name for source in sources}:
            raise UsageError(f"--queries {name}: this collection is not evaluated")
    rankers = [one for one in RANKERS if not options.only or one.key in options.only]
    with relevance_options.root(options) as root:
        evaluation = Evaluation(tools, root, options.depth, options.timeout, not options.no_install, say)
        circumstances = Circumstances.now(_command(options), REPOSITORY)
        results = RelevanceResults(circumstances, options.depth, evaluation.entrants(rankers), [], {})
        for source in sources:
            try:
                collection = evaluation.prepare(source)
            except Unusable as error:
                results.unusable[source.name] = str(error)
                say(f"{source.name}: left out; {error}")
                continue
            for remark in collection.remarks:
                say(f"{collection.name}: {remark}")
            results.collections.append(evaluation.evaluate(collection, rankers, results.entries))
    return results


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = relevance_options.parser(
        "run_relevance.py", "Measure how good the rankings of Lede and its peers are.")
    parser.add_argument("--only", action="append", default=[], metavar="KEY", choices=[one.key for one in RANKERS],
                        help="ask this contestant; give it again for more (default: all; see --list)")
    parser.add_argument("--only-lede", action="append_const", dest="only", const=LEDE.key,
                        help=f"the same as --only {LEDE.key}")
    parser.add_argument("--queries", action="append", default=[], metavar="NAME",
                        help="also print the queries of this collection that differ most; all are in relevance.tsv")
    parser.add_argument("--list", action="store_true", help="list the contestants' keys and the collections")
    parser.add_argument("--no-install", action="store_true", help="install nothing from PyPI, skip what is missing")
    parser.add_argument("--update-readme", action="store_true",
                        help="measure nothing; copy the last report into Benchmarks/README.md")
    return parser.parse_args(arguments)


def _command(options: argparse.Namespace) -> str:
    return relevance_options.call(options, TARGET, [f"--only {key}" for key in options.only])


if __name__ == "__main__":
    command_line.end_with(main)
