"""Who can take part, and the rounds in which all who can do."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import articles
import process
import scratch
from contestants.contestant import Contestant, Tools, Work
from contestants.python_contestant import WORKER, PythonContestant
from corpus import Corpus
from errors import Missing, RunFailed, UsageError
from results import Outcome, Run

# Long enough for a corpus of gigabytes to be read, whatever it is read for.
_READING_SECONDS = 3600


@dataclass(frozen=True)
class Match:
    """All that the rounds need to know."""

    tools: Tools
    path: Path
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
        for package, module in wanted.items():
            if not self.may_install or self.tools.interpreters.with_module(module):
                continue
            self.say(f"installing {package} into the harness’ own environment …")
            try:
                self.tools.interpreters.install(package)
            except Missing as error:
                failures[package] = str(error)
        return failures

    def survey(self, name: str) -> Corpus:
        """Counts the corpus. Raises `UsageError` where it cannot be read or holds no text."""
        try:
            found = json.loads(self._reader("survey"))
        except RunFailed as error:
            raise UsageError(f"the corpus cannot be read: {error}") from None
        if found["textBytes"] == 0:
            raise UsageError(f"{self.path}: there is no article in the corpus")
        return Corpus(self.path, name, found["articles"], found["textBytes"], self.path.stat().st_size)

    def entrants(self, contestants: Sequence[Contestant], failures: dict[str, str]) -> list[Outcome]:
        """An outcome for each contestant: with the version that will run, or the reason why none will."""
        outcomes = [Outcome(one.key, one.title) for one in contestants]
        for one, outcome in zip(contestants, outcomes):
            try:
                outcome.version = one.version(self.tools, self.path)
            except Missing as error:
                package = getattr(one, "package", None)
                why = f" ({failures[package]})" if package in failures else ""
                outcome.skipped = f"{error}{why}"
                self.say(f"{one.title}: skipped; {outcome.skipped}")
            except RunFailed as error:
                outcome.failed = str(error)
                self.say(f"{one.title}: failed; {error}")
        return outcomes

    def play(self, contestants: Sequence[Contestant], outcomes: list[Outcome], rounds: int, corpus: Corpus) -> None:
        """Adds the runs to the outcomes. One that fails is out for the rest."""
        texts = self.scratch / "texts"
        pairs = [(one, outcome) for one, outcome in zip(contestants, outcomes) if outcome.version]
        if any(one.needs_text_files for one, _ in pairs):
            self.say("writing the articles as text files …")
            texts.mkdir()
            self._reader("split", str(texts))
        for number in range(1, rounds + 1):
            # Back and forth, so that nobody always runs in the wake of the same one.
            for one, outcome in pairs if number % 2 else reversed(pairs):
                if outcome.failed:
                    continue
                try:
                    run = self._run(one, number, corpus, texts)
                except RunFailed as error:
                    outcome.failed = str(error)
                    self.say(f"round {number} of {rounds}: {one.title}: failed; {error}")
                else:
                    outcome.runs.append(run)
                    speed = corpus.text_bytes / 1e6 / run.seconds
                    self.say(f"round {number} of {rounds}: {one.title}: {run.seconds:.2f} s ({speed:.1f} MB/s)")

    def _run(self, one: Contestant, number: int, corpus: Corpus, texts: Path) -> Run:
        with scratch.directory(self.scratch, "index-") as index:
            work = Work(self.path, index, texts)
            one.prepare(work)
            # What the one before left to be written would be written at this one's cost.
            os.sync()
            finished = process.run(one.command(self.tools, work), self.timeout, one.environment(work))
            if finished.status != 0:
                raise RunFailed(finished.reason())
            articles_found = one.count(self.tools, work)
            if articles_found != corpus.articles:
                raise RunFailed(f"its index holds {articles_found:,} articles, the corpus {corpus.articles:,}")
            return Run(number, finished.seconds, one.indexing_seconds(finished), finished.peak_bytes,
                       one.index_bytes(work))

    def _reader(self, verb: str, *arguments: str) -> str:
        decoder = self.tools.interpreters.with_module("zstandard") if articles.is_zstd(self.path) else None
        python = decoder or sys.executable
        finished = process.run([python, str(WORKER), verb, str(self.path), *arguments], _READING_SECONDS)
        if finished.status != 0:
            raise RunFailed(finished.reason())
        return finished.output
