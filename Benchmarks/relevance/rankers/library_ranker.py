"""The common ground of contestants that are libraries used from Python."""

from __future__ import annotations

import json
import sys
from abc import abstractmethod
from collections.abc import Iterator, Sequence
from pathlib import Path

import process
from articles import Article
from contestants.contestant import Tools, answer
from contestants.python_contestant import MISSING_STATUS
from errors import Missing, RunFailed
from rankers.ranker import Ranker, Ranking, Task

WORKER = Path(__file__).resolve().parent.parent / "rank_worker.py"


class LibraryRanker(Ranker):
    """A library. One half of each subclass runs here; the other (`rankings`, `library_version`) in the worker, a
    process of its own under an interpreter that has the library."""

    packages: dict[str, str] = {}
    """The PyPI packages that the harness may install into its environment, by what is imported of them."""
    modules: tuple[str, ...] = ()
    """What else has to be importable."""
    how_to_get: str

    # In the worker.

    @abstractmethod
    def library_version(self) -> str:
        """The library's version. Raises `ImportError` or `Missing`."""

    @abstractmethod
    def rankings(
        self, documents: Sequence[Article], queries: Sequence[str], language: str, depth: int, folder: Path
    ) -> Iterator[Sequence[int]]:
        """Indexes all documents, in `folder` where this needs files, and ranks them for each query, by their places."""

    # In the harness.

    def version(self, tools: Tools) -> str:
        finished = process.run(self._worker(tools, "version", self.key), timeout=60)
        if finished.status == MISSING_STATUS:
            raise Missing(finished.reason())
        if finished.status != 0:
            raise RunFailed(finished.reason())
        return finished.output.strip()

    def rank(self, tools: Tools, task: Task) -> list[Ranking]:
        command = self._worker(tools, "rank", self.key, str(task.documents), str(task.batch), task.language,
                               str(task.depth), str(task.folder))
        rankings: list[Ranking] = [json.loads(line) for line in answer(command, task.timeout).splitlines()]
        if len(rankings) != task.query_count:
            raise RunFailed(f"it answered {len(rankings):,} of {task.query_count:,} queries")
        return rankings

    def _worker(self, tools: Tools, *arguments: str) -> list[str]:
        wanted = ", ".join([*self.packages, *self.modules])
        interpreter = (tools.interpreters.with_module(wanted) if wanted else None) or sys.executable
        return [interpreter, str(WORKER), *arguments]
