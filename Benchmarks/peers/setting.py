"""What every measurement needs before its clock starts: who can take part, and on which corpus."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import articles
import process
from contestants.contestant import Contestant, Tools, Work
from contestants.python_contestant import WORKER, PythonContestant
from corpus import Corpus
from entry import Entry
from errors import Missing, RunFailed, UsageError

# Long enough for a corpus of gigabytes to be read, whatever it is read for.
_READING_SECONDS = 3600


class Participant(Protocol):
    def version(self, tools: Tools, corpus: Path) -> str:
        """The version that would run. Raises `Missing`, saying how to get it, where none would."""


@dataclass(frozen=True)
class Setting:
    tools: Tools
    path: Path
    """The corpus."""
    scratch: Path
    timeout: float
    may_install: bool
    say: Callable[[str], None]

    def install_packages(self, contestants: Sequence[Contestant]) -> dict[str, str]:
        """Installs what is missing of PyPI; the reasons of what could not be, by package."""
        wanted = {one.package: one.module for one in contestants if isinstance(one, PythonContestant) and one.package}
        if articles.is_zstd(self.path):
            wanted["zstandard"] = "zstandard"
        failures: dict[str, str] = {}
        for package, module in wanted.items() if self.may_install else ():
            try:
                self.tools.interpreters.provide(module, package, self.say)
            except Missing as error:
                failures[package] = str(error)
        return failures

    def survey(self, name: str) -> Corpus:
        """Counts the corpus. Raises `UsageError` where it cannot be read or holds no text."""
        try:
            found = json.loads(self.read("survey"))
        except RunFailed as error:
            raise UsageError(f"the corpus cannot be read: {error}") from None
        if found["textBytes"] == 0:
            raise UsageError(f"{self.path}: there is no article in the corpus")
        return Corpus(self.path, name, found["articles"], found["textBytes"], self.path.stat().st_size,
                      found["busiestMonth"])

    def admit(self, one: Participant, entry: Entry, failures: dict[str, str]) -> None:
        """Notes the version that will run, or the reason why none will."""
        try:
            entry.version = one.version(self.tools, self.path)
        except Missing as error:
            package = getattr(one, "package", None)
            why = f" ({failures[package]})" if package in failures else ""
            entry.skipped = f"{error}{why}"
            self.say(f"{entry.title}: skipped; {entry.skipped}")
        except RunFailed as error:
            entry.failed = str(error)
            self.say(f"{entry.title}: failed; {error}")

    def write_texts(self, contestants: Sequence[Contestant]) -> Path:
        """The directory of the articles as text files, written where one of the contestants needs them."""
        texts = self.scratch / "texts"
        if any(one.needs_text_files for one in contestants):
            self.say("writing the articles as text files …")
            texts.mkdir()
            self.read("split", str(texts))
        return texts

    def build(self, one: Contestant, work: Work, corpus: Corpus) -> process.Finished:
        """The measured process of a build. Raises `RunFailed` where its index does not hold the whole corpus."""
        one.prepare(work)
        # What the one before left to be written would be written at this one's cost.
        os.sync()
        finished = process.run(one.command(self.tools, work), self.timeout, one.environment(work))
        if finished.status != 0:
            raise RunFailed(finished.reason())
        articles_found = one.count(self.tools, work)
        if articles_found != corpus.articles:
            raise RunFailed(f"its index holds {articles_found:,} articles, the corpus {corpus.articles:,}")
        return finished

    def read(self, verb: str, *arguments: str) -> str:
        """What the worker prints that reads the corpus in a process of its own. Raises `RunFailed`."""
        decoder = self.tools.interpreters.with_module("zstandard") if articles.is_zstd(self.path) else None
        python = decoder or sys.executable
        finished = process.run([python, str(WORKER), verb, str(self.path), *arguments], _READING_SECONDS)
        if finished.status != 0:
            raise RunFailed(finished.reason())
        return finished.output
