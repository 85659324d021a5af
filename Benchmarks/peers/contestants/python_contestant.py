"""The common ground of contestants that are libraries used from Python."""

from __future__ import annotations

import json
import sys
from abc import abstractmethod
from collections.abc import Sequence
from pathlib import Path
from typing import Optional

import process
from articles import Article
from contestants.contestant import Contestant, Tools, Work, answer
from errors import Missing, RunFailed

WORKER = Path(__file__).resolve().parent.parent / "worker.py"
# The worker's exit status where a module is missing, apart from all that Python itself uses.
MISSING_STATUS = 77


class PythonContestant(Contestant):
    """A library. One half of each subclass runs here; the other (`build`, `count_articles`, `library_version`) in
    the worker, a process of its own under an interpreter that has the library."""

    module: str
    """What has to be importable."""
    package: Optional[str] = None
    """The PyPI package that the harness may install into its environment."""
    how_to_get: str

    # In the worker.

    @abstractmethod
    def library_version(self) -> str:
        """The library's version. Raises `ImportError` or `Missing`."""

    @abstractmethod
    def build(self, articles: Sequence[Article], index: Path) -> None:
        """Indexes and stores all articles, from the first one to a closed index on disk."""

    @abstractmethod
    def count_articles(self, index: Path) -> int:
        """Opens the index anew and counts."""

    # In the harness.

    def version(self, tools: Tools, corpus: Path) -> str:
        finished = process.run(self.worker(tools, "version", self.key, str(corpus)), timeout=60)
        if finished.status == MISSING_STATUS:
            raise Missing(finished.reason())
        if finished.status != 0:
            raise RunFailed(finished.reason())
        return finished.output.strip()

    def command(self, tools: Tools, work: Work) -> list[str]:
        return self.worker(tools, "build", self.key, str(work.corpus), str(work.index))

    def count(self, tools: Tools, work: Work) -> int:
        return int(answer(self.worker(tools, "count", self.key, str(work.index))))

    def indexing_seconds(self, finished: process.Finished) -> float:
        return float(json.loads(finished.output)["indexingSeconds"])

    def worker(self, tools: Tools, *arguments: str) -> list[str]:
        """The command of a worker that has the library."""
        interpreter = tools.interpreters.with_module(self.module) or sys.executable
        return [interpreter, str(WORKER), *arguments]
