"""The common ground of searchers that are libraries used from Python."""

from __future__ import annotations

import dataclasses
import json
import time
from abc import abstractmethod
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import process
from contestants.contestant import Tools, Work
from contestants.python_contestant import PythonContestant
from errors import RunFailed
from query_classes import Query
from searchers.effort import Effort
from searchers.searcher import Answer, Kind, Searcher


class LibrarySearcher(Searcher):
    """A library. As with those that build, one half runs here and the other (`opened`, `titles`) in the worker."""

    kind = Kind.WARM
    builder: PythonContestant

    # In the worker.

    @abstractmethod
    def opened(self, index: Path) -> Any:
        """All that stays from one query to the next."""

    @abstractmethod
    def titles(self, opened: Any, query: Query) -> list[str]:
        """The stored titles of the best articles. What is measured: from the words on, with all parsing."""

    def timed(self, index: Path, queries: Sequence[Query], effort: Effort) -> list[Answer]:
        opened = self.opened(index)

        def answer(query: Query) -> Answer:
            hits = len(self.titles(opened, query))
            seconds: list[float] = []
            for _ in effort.turns():
                start = time.perf_counter()
                self.titles(opened, query)
                seconds.append(time.perf_counter() - start)
            return Answer(seconds, hits)

        return [answer(query) for query in queries]

    # In the harness.

    def answers(
        self, tools: Tools, work: Work, queries: Sequence[Query], effort: Effort, timeout: float
    ) -> list[Answer]:
        asked = json.dumps({
            "queries": [query.raw() for query in queries],
            "effort": dataclasses.asdict(effort),
        })
        finished = process.run(self.builder.worker(tools, "search", self.key, str(work.index), asked), timeout)
        if finished.status != 0:
            raise RunFailed(finished.reason())
        return [Answer(**answer) for answer in json.loads(finished.output)]
