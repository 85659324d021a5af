"""The common ground of searchers that are commands: a process a query."""

from __future__ import annotations

import shutil
from abc import abstractmethod
from collections.abc import Sequence

import process
from contestants.contestant import Tools, Work
from query_classes import Query
from searchers.effort import Effort
from searchers.searcher import Answer, Kind, Searcher


class CommandSearcher(Searcher):
    """A command that is started anew for each query."""

    kind = Kind.COLD

    @abstractmethod
    def command(self, tools: Tools, work: Work, query: Query) -> list[str]:
        """The process that is measured."""

    @abstractmethod
    def hits(self, finished: process.Finished) -> int:
        """How many articles it printed. Raises `RunFailed` where it did not do its work."""

    def answers(
        self, tools: Tools, work: Work, queries: Sequence[Query], effort: Effort, timeout: float
    ) -> list[Answer]:
        base = base_command()

        def answer(query: Query) -> Answer:
            command = self.command(tools, work, query)
            hits = self.hits(process.run(command, timeout))
            seconds: list[float] = []
            base_seconds: list[float] = []
            for _ in effort.turns():
                if base:
                    base_seconds.append(process.run(base, timeout).seconds)
                seconds.append(process.run(command, timeout).seconds)
            return Answer(seconds, hits, base_seconds)

        return [answer(query) for query in queries]


def base_command() -> list[str]:
    """The least that a search in SQLite can cost: a process that opens nothing. Empty where it is not here."""
    sqlite3 = shutil.which("sqlite3")
    return [sqlite3, ":memory:", "select 1"] if sqlite3 else []
