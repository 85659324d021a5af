"""Measures Lede and its peers side by side; `make bench-peers` calls it. See Benchmarks/README.md."""

from __future__ import annotations

import argparse
import datetime
import json
import os
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Optional

import chart
import corpus as corpora
import machine
import readme
import report
import scratch
import signals
from contestants import CONTESTANTS
from contestants.contestant import Contestant, Tools
from errors import Interrupted, UsageError
from interpreters import Interpreters
from results import Results
from rounds import Match

HERE = Path(__file__).resolve().parent
BENCHMARKS = HERE.parent
REPOSITORY = BENCHMARKS.parent


def main(arguments: Sequence[str]) -> int:
    options = _parser().parse_args(arguments)
    if options.list:
        for one in CONTESTANTS:
            print(f"{one.key:16}{one.title}")
        return 0
    if options.update_readme:
        readme.update(BENCHMARKS / "README.md", options.results / "peers.md")
        return 0
    contestants = [one for one in CONTESTANTS if not options.only or one.key in options.only]
    lede_index = _lede_index(options.lede_index) if any(one.key.startswith("lede-") for one in contestants) else Path()
    options.results.mkdir(parents=True, exist_ok=True)
    with scratch.directory(options.results, "run-") as directory:
        # What a killed child (pip, say) leaves in its temporary directory then goes with ours.
        os.environ["TMPDIR"] = str(directory)
        results = _measure(options, contestants, lede_index, directory)
    if not results.measured:
        _say("nothing was measured")
        return 1
    _write(results, options.results)
    return 1 if any(outcome.failed for outcome in results.outcomes) else 0


def _measure(
    options: argparse.Namespace, contestants: Sequence[Contestant], lede_index: Path, directory: Path
) -> Results:
    if options.corpus:
        path = corpora.checked(options.corpus.resolve())
        name = options.corpus_name or path.name
    else:
        path = directory / "corpus.jsonl"
        corpora.generate(path, REPOSITORY / "seeds" / "world")
        name = corpora.GENERATED_NAME
    tools = Tools(lede_index, Interpreters(options.results / "environment"))
    match = Match(tools, path, directory, options.timeout, not options.no_install, _say)
    failures = match.install_packages(contestants)
    corpus = match.survey(name)
    here = machine.Machine.here()
    outcomes = match.entrants(contestants, failures)
    match.play(contestants, outcomes, options.rounds, corpus)
    date = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d")
    return Results(corpus, here, machine.commit(REPOSITORY), date, _command(options), options.rounds, outcomes)


def _write(results: Results, directory: Path) -> None:
    text = report.markdown(results)
    (directory / "peers.md").write_text(text, encoding="utf-8")
    raw = json.dumps(results.raw(), indent=2, ensure_ascii=False)
    (directory / "peers.json").write_text(raw + "\n", encoding="utf-8")
    (directory / "peers.svg").write_text(chart.svg(results), encoding="utf-8")
    print(f"\n{text}", flush=True)
    _say(f"peers.md, peers.json and peers.svg are in {os.path.relpath(directory)}")


def _command(options: argparse.Namespace) -> str:
    """How to do it again. A corpus is named, not located: where it lies is its owner's business."""
    given = [f"--rounds {options.rounds}"] if options.rounds != 3 else []
    given += [f"--only {key}" for key in options.only]
    words = ["make bench-peers"]
    if options.corpus:
        words.insert(0, f"LEDE_CORPUS={shlex.quote(options.corpus.name)}")
    if given:
        words.append(f"PEERS_OPTIONS={shlex.quote(' '.join(given))}")
    return " ".join(words)


def _lede_index(given: Optional[Path]) -> Path:
    if given is None:
        raise UsageError("name Lede's command with --lede-index FILE, or run this by: make bench-peers")
    if not given.is_file() or not os.access(given, os.X_OK):
        raise UsageError(f"{given}: lede-index is not built; build it with: make build")
    return given.resolve()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="run.py", description="Measure Lede and its peers side by side.")
    environment_corpus = os.environ.get("LEDE_CORPUS")
    parser.add_argument("--lede-index", type=Path, metavar="FILE", help="Lede's built command")
    parser.add_argument(
        "--corpus", type=Path, metavar="FILE", default=Path(environment_corpus) if environment_corpus else None,
        help="JSON Lines, plain or compressed by zstd (default: $LEDE_CORPUS, else one that is generated)")
    parser.add_argument("--corpus-name", metavar="TEXT",
                        help="what the report calls the corpus (default: its file's name)")
    parser.add_argument("--rounds", type=_positive, default=3, metavar="N", help="how often each one runs (default: 3)")
    parser.add_argument("--only", action="append", default=[], metavar="KEY", choices=[one.key for one in CONTESTANTS],
                        help="run this contestant; give it again for more (default: all; see --list)")
    parser.add_argument("--list", action="store_true", help="list the contestants' keys")
    parser.add_argument("--timeout", type=_positive, default=3600, metavar="SECONDS",
                        help="how long one run may take (default: 3600)")
    parser.add_argument("--results", type=_directory, default=BENCHMARKS / "results", metavar="DIRECTORY",
                        help="where the report goes (default: Benchmarks/results)")
    parser.add_argument("--no-install", action="store_true", help="install nothing from PyPI, skip what is missing")
    parser.add_argument("--update-readme", action="store_true",
                        help="measure nothing; copy the last report into Benchmarks/README.md")
    return parser


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("it has to be 1 or more")
    return number


def _directory(text: str) -> Path:
    return Path(text).resolve()


def _say(text: str) -> None:
    print(f"peers: {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    signals.install()
    try:
        sys.exit(main(sys.argv[1:]))
    except UsageError as error:
        _say(str(error))
        sys.exit(2)
    except Interrupted as interruption:
        _say("interrupted; no report was written")
        sys.exit(128 + interruption.signal_number)
