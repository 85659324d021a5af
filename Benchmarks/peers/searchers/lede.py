"""Lede's own command, in both ways to use it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import process
from contestants.contestant import Contestant, Tools, Work, answer
from contestants.lede import Lede
from errors import Missing, RunFailed
from query_classes import Form, Query
from searchers.command_searcher import CommandSearcher
from searchers.effort import Effort
from searchers.searcher import LIMIT, Answer, Kind, Searcher

LEDE = Lede(jobs=2)
# What every hit has in JSON.
_HIT = '"rank":'


class LedeCold(CommandSearcher):
    """`lede-query`, a process a query, with passages and highlights as JSON."""

    key = "lede-cold"
    title = "Lede cold"
    builder: Contestant = LEDE

    def command(self, tools: Tools, work: Work, query: Query) -> list[str]:
        return [*_command(tools, work, query), "--", query.spelled]

    def hits(self, finished: process.Finished) -> int:
        return _hits(finished)


class LedeWarm(Searcher):
    """`lede-query --batch`, which answers one query a line.

    A short batch asks once and a long one many times more, by turns: the difference of their times, by the number
    of lines that they differ by, is what a query takes without the process' start and without its first answer.
    """

    key = "lede-warm"
    title = "Lede warm"
    kind = Kind.WARM
    builder: Contestant = LEDE

    # The further lines take about so many seconds, as far as these numbers of them allow: enough to stand out from
    # the noise of two processes.
    further_seconds = 0.1
    further_lines = range(10, 301)

    def version(self, tools: Tools, corpus: Path) -> str:
        if "--batch" not in answer([str(tools.lede_query), "--help"]):
            raise Missing("this lede-query has no --batch")
        return super().version(tools, corpus)

    def answers(
        self, tools: Tools, work: Work, queries: Sequence[Query], effort: Effort, timeout: float
    ) -> list[Answer]:
        def run(query: Query, batch: Path) -> process.Finished:
            return process.run([*_command(tools, work, query), "--batch", str(batch)], timeout)

        def answered(query: Query) -> Answer:
            short = _batch(work.index, query, 1)
            trial = _batch(work.index, query, 1 + self.further_lines[0])
            hits = _hits(run(query, short))
            trial_hits = _hits(run(query, trial))
            if trial_hits != hits * (1 + self.further_lines[0]):
                raise RunFailed(f"one line brought {hits} articles, {1 + self.further_lines[0]} lines {trial_hits}")

            def difference(long: Path) -> float:
                start = run(query, short).seconds
                return run(query, long).seconds - start

            per_line = max(difference(trial), 1e-6) / self.further_lines[0]
            further = _within(int(self.further_seconds / per_line), self.further_lines)
            long = _batch(work.index, query, 1 + further)
            return Answer([difference(long) / further for _ in effort.turns()], hits)

        return [answered(query) for query in queries]


def _command(tools: Tools, work: Work, query: Query) -> list[str]:
    command = [str(tools.lede_query), "--index", LEDE.file(work), "-n", str(LIMIT), "--format", "jsonl"]
    if query.form is Form.ALL:
        command.append("--all")
    if query.month:
        command += ["--since", query.month, "--until", query.month]
    return command


def _batch(directory: Path, query: Query, lines: int) -> Path:
    """A file of so many lines, all with the same query."""
    path = directory / f"batch-{lines}.tsv"
    path.write_text("".join(f"{number}\t{query.spelled}\n" for number in range(lines)), encoding="utf-8")
    return path


def _hits(finished: process.Finished) -> int:
    # As with grep, 1 says that nothing was found.
    if finished.status not in (0, 1):
        raise RunFailed(finished.reason())
    return finished.output.count(_HIT)


def _within(number: int, bounds: range) -> int:
    return min(max(number, bounds[0]), bounds[-1])
