"""What the harness' commands share: their common options, their messages, and how they end."""

from __future__ import annotations

import argparse
import os
import shlex
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Optional

import corpus as corpora
import signals
from errors import Interrupted, UsageError

BENCHMARKS = Path(__file__).resolve().parent.parent
REPOSITORY = BENCHMARKS.parent


def parser(program: str, description: str, keys: Sequence[str], rounds: int) -> argparse.ArgumentParser:
    """A parser with the options that all commands have; `keys` are those of the contestants."""
    parser = argparse.ArgumentParser(prog=program, description=description)
    environment_corpus = os.environ.get("LEDE_CORPUS")
    parser.add_argument("--lede-index", type=Path, metavar="FILE", help="Lede's built command")
    parser.add_argument(
        "--corpus", type=Path, metavar="FILE", default=Path(environment_corpus) if environment_corpus else None,
        help="JSON Lines, plain or compressed by zstd or gzip (default: $LEDE_CORPUS, else one that is generated)")
    parser.add_argument("--corpus-name", metavar="TEXT",
                        help="what the report calls the corpus (default: its file's name)")
    parser.add_argument("--rounds", type=positive, default=rounds, metavar="N",
                        help=f"how often each one runs (default: {rounds})")
    parser.add_argument("--only", action="append", default=[], metavar="KEY", choices=keys,
                        help="run this contestant; give it again for more (default: all; see --list)")
    parser.add_argument("--list", action="store_true", help="list the keys")
    parser.add_argument("--timeout", type=positive, default=3600, metavar="SECONDS",
                        help="how long one run may take (default: 3600)")
    parser.add_argument("--results", type=_directory, default=BENCHMARKS / "results", metavar="DIRECTORY",
                        help="where the report goes (default: Benchmarks/results)")
    parser.add_argument("--no-install", action="store_true", help="install nothing from PyPI, skip what is missing")
    parser.add_argument("--update-readme", action="store_true",
                        help="measure nothing; copy the last report into Benchmarks/README.md")
    return parser


def positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("it has to be 1 or more")
    return number


def named_corpus(options: argparse.Namespace, directory: Path) -> tuple[Path, str]:
    """The corpus that was given, else one that is made in `directory`; and what to call it."""
    if options.corpus:
        path = corpora.checked(options.corpus.resolve())
        return path, options.corpus_name or path.name
    path = directory / "corpus.jsonl"
    corpora.generate(path, REPOSITORY / "seeds" / "world")
    return path, corpora.GENERATED_NAME


def executable(given: Optional[Path], name: str, target: str) -> Path:
    """Lede's command `name`. Raises `UsageError` where it was not given or cannot be run."""
    if given is None:
        raise UsageError(f"name Lede's command with --{name} FILE, or run this by: make {target}")
    if not given.is_file() or not os.access(given, os.X_OK):
        raise UsageError(f"{given}: {name} is not built; build it with: make build")
    return given.resolve()


def call(options: argparse.Namespace, target: str, given: Sequence[str]) -> str:
    """How to do it again. A corpus is named, not located: where it lies is its owner's business."""
    words = [f"make {target}"]
    if options.corpus:
        words.insert(0, f"LEDE_CORPUS={shlex.quote(options.corpus.name)}")
    if given:
        words.append(f"PEERS_OPTIONS={shlex.quote(' '.join(given))}")
    return " ".join(words)


def leave(directory: Path, name: str, report: str, raw: str, chart: str) -> None:
    """Prints the report, and leaves it in `directory` in its three forms."""
    for suffix, text in (("md", report), ("json", raw + "\n"), ("svg", chart)):
        (directory / f"{name}.{suffix}").write_text(text, encoding="utf-8")
    print(f"\n{report}", flush=True)
    say(f"{name}.md, {name}.json and {name}.svg are in {os.path.relpath(directory)}")


def say(text: str) -> None:
    # The harness that speaks is named as its folder is.
    print(f"{Path(sys.argv[0]).resolve().parent.name}: {text}", file=sys.stderr, flush=True)


def end_with(main: Callable[[Sequence[str]], int]) -> None:
    """Runs a command to its exit status."""
    signals.install()
    try:
        sys.exit(main(sys.argv[1:]))
    except UsageError as error:
        say(str(error))
        sys.exit(2)
    except Interrupted as interruption:
        say("interrupted; no report was written")
        sys.exit(128 + interruption.signal_number)


def _directory(text: str) -> Path:
    return Path(text).resolve()
