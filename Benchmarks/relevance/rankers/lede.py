"""Lede's own commands."""

from __future__ import annotations

from pathlib import Path

import keeping
import process
from contestants.contestant import Tools, answer
from errors import RunFailed
from rankers.ranker import Ranker, Ranking, Task


class Lede(Ranker):
    """`lede-index`, then `lede-query --batch`, with all their defaults: the languages are guessed, and a query's
    text goes in as it stands."""

    key = "lede"
    title = "Lede"

    def version(self, tools: Tools) -> str:
        return "Lede " + answer([str(tools.lede_index), "--version"]).strip()

    def rank(self, tools: Tools, task: Task) -> list[Ranking]:
        index = task.folder / "index" / "documents.sqlite"
        self._build(tools, task, index)
        finished = process.run(
            [str(tools.lede_query), "--index", str(index), "--batch", str(task.batch), "--format", "trec",
             "-n", str(task.depth)], task.timeout)
        # As with grep, 1 says that nothing was found.
        if finished.status not in (0, 1):
            raise RunFailed(finished.reason())
        return _rankings(finished.output, task.query_count)

    def _build(self, tools: Tools, task: Task, index: Path) -> None:
        """Makes the index, but where the same command made it of the same documents."""
        state = task.documents.stat()
        stamp = keeping.stamp(keeping.content(tools.lede_index), f"{state.st_size} {state.st_mtime_ns}")
        if keeping.is_kept(index.parent, stamp):
            return
        keeping.clear(index.parent)
        finished = process.run(
            [str(tools.lede_index), "--index", str(index), "--quiet", str(task.documents)], task.timeout)
        if finished.status != 0:
            raise RunFailed(finished.reason())
        keeping.keep(index.parent, stamp)


def _rankings(run: str, query_count: int) -> list[Ranking]:
    """Those of a run's lines: query, Q0, document, rank, score, name."""
    rankings: list[Ranking] = [[] for _ in range(query_count)]
    for line in run.splitlines():
        try:
            query, _, document, rank, _, _ = line.split(" ")
            ranking = rankings[int(query)]
            ranking.append(int(document))
            in_order = len(ranking) == int(rank)
        except (ValueError, IndexError):
            raise RunFailed(f"this is no line of a run: {line[:80]}") from None
        if not in_order:
            raise RunFailed(f"query {query} has no rank {len(ranking)} in its place")
    return rankings
