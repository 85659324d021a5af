"""What both commands of this harness are told: which collections, and which of Lede's commands."""

from __future__ import annotations

import argparse
import contextlib
import os
import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Optional

import command_line
import layouts
import scratch
from collection import Source
from command_line import BENCHMARKS, REPOSITORY
from contestants.contestant import Tools
from errors import UsageError
from harness import HERE
from interpreters import Interpreters
from known_item import KnownItemSource
from seed_archive import SeedArchive

DEPTH = 100
_KEPT = "relevance"


def parser(program: str, description: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=program, description=description)
    parser.add_argument("--lede-index", type=Path, metavar="FILE", help="Lede's built command")
    parser.add_argument("--lede-query", type=Path, metavar="FILE", help="Lede's other built command")
    parser.add_argument("--folder", type=Path, metavar="DIRECTORY", default=_variable("LEDE_COLLECTIONS"),
                        help="has a directory for each collection (default: $LEDE_COLLECTIONS)")
    parser.add_argument("--corpus", type=Path, metavar="FILE", default=_variable("LEDE_CORPUS"),
                        help="news for the known-item test, JSON Lines (default: $LEDE_CORPUS)")
    parser.add_argument("--collections", type=_names, metavar="NAME,…",
                        help="evaluate only these (default: all there are; without any, “seeds”)")
    parser.add_argument("--depth", type=command_line.positive, default=DEPTH, metavar="N",
                        help=f"how many documents of a ranking are evaluated (default: {DEPTH})")
    parser.add_argument("--reuse", action="store_true",
                        help=f"keep collections, indexes and the peers' rankings in the results' {_KEPT}/, and take "
                        "from there what would come out the same")
    parser.add_argument("--timeout", type=command_line.positive, default=3600, metavar="SECONDS",
                        help="how long one contestant may take for a collection (default: 3600)")
    parser.add_argument("--results", type=lambda text: Path(text).resolve(), default=BENCHMARKS / "results",
                        metavar="DIRECTORY", help="where the report goes (default: Benchmarks/results)")
    return parser


def tools(options: argparse.Namespace, target: str) -> Tools:
    """Lede's commands and the Pythons. Raises `UsageError` where the commands are not there."""
    return Tools(
        command_line.executable(options.lede_index, "lede-index", target),
        Interpreters(options.results / "environment"),
        command_line.executable(options.lede_query, "lede-query", target))


def sources(options: argparse.Namespace) -> list[Source]:
    """The collections that are there and wanted. Raises `UsageError` where one that is wanted is not there."""
    found: list[Source] = []
    if options.folder:
        if not options.folder.is_dir():
            raise UsageError(f"{options.folder}: there is no such folder of collections")
        found += layouts.found(options.folder.resolve())
        if not found:
            raise UsageError(f"{options.folder}: there is no collection in it; each has to be a directory of its own")
    if options.corpus:
        found.append(KnownItemSource(options.corpus.resolve()))
    if not options.collections:
        return found or with_seeds([])
    by_name = {one.name: one for one in with_seeds(found)}
    for name in options.collections:
        if name not in by_name:
            raise UsageError(f"there is no collection {name}; there are {', '.join(by_name)}")
    return [by_name[name] for name in options.collections]


def with_seeds(others: Sequence[Source]) -> list[Source]:
    """The project's own collection before the others."""
    seeds = SeedArchive(HERE / "seeds", REPOSITORY / "seeds")
    return [seeds, *(one for one in others if one.name != seeds.name)]


@contextlib.contextmanager
def root(options: argparse.Namespace) -> Iterator[Path]:
    """The directory of all that the run makes: gone behind it, or kept for the next one."""
    options.results.mkdir(parents=True, exist_ok=True)
    with scratch.directory(options.results, "run-") as directory:
        # What a killed child (pip, say) leaves in its temporary directory then goes with ours.
        os.environ["TMPDIR"] = str(directory)
        yield options.results / _KEPT if options.reuse else directory


def call(options: argparse.Namespace, target: str, more: Sequence[str] = ()) -> str:
    """How to do it again. Files are named, not located: where they lie is their owner's business."""
    words = [f"make {target}"]
    if options.corpus:
        words.insert(0, f"LEDE_CORPUS={shlex.quote(options.corpus.name)}")
    if options.folder:
        words.insert(0, f"LEDE_COLLECTIONS={shlex.quote(options.folder.name)}")
    given = [f"--collections {','.join(options.collections)}"] if options.collections else []
    given += [f"--depth {options.depth}"] if options.depth != DEPTH else []
    given += ["--reuse"] if options.reuse else []
    if given or more:
        words.append(f"RELEVANCE_OPTIONS={shlex.quote(' '.join([*given, *more]))}")
    return " ".join(words)


def _variable(name: str) -> Optional[Path]:
    value = os.environ.get(name)
    return Path(value) if value else None


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]
