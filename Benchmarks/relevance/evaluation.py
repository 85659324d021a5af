"""Asks all contestants for their rankings of all collections, and judges these."""

from __future__ import annotations

import concurrent.futures
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import keeping
import measures
import preparation
import process
from collection import Collection, Query, Source
from contestants.contestant import Tools
from entry import Entry
from errors import Missing, RunFailed
from measures import Measure
from rankers.library_ranker import LibraryRanker
from rankers.ranker import Ranker, Ranking, Task
from relevance_results import CollectionResults, Scores

# A ranking that is judged by a sample is asked for whole, but for no more than this.
_DEEPEST = 10_000
# Nobody is timed here. Two workers hold the largest collection in memory twice.
_AT_ONCE = 2
# Nobody's, but the tests compare the measures with it where it is.
_REFEREE = ("ir_measures", "ir-measures")


@dataclass(frozen=True)
class Evaluation:
    tools: Tools
    root: Path
    """Where collections and rankings go, a folder each."""
    depth: int
    timeout: float
    may_install: bool
    say: Callable[[str], None]

    def entrants(self, rankers: Sequence[Ranker]) -> list[Entry]:
        """For each an entry: with the version that will run, or the reason why none will."""
        failures = self._install_packages(rankers)
        entries = []
        for one in rankers:
            entry = Entry(one.key, one.title)
            entries.append(entry)
            try:
                entry.version = one.version(self.tools)
            except Missing as error:
                entry.skipped = f"{error}{failures.get(one.key, '')}"
                self.say(f"{entry.title}: skipped; {entry.skipped}")
            except RunFailed as error:
                entry.failed = str(error)
                self.say(f"{entry.title}: failed; {error}")
        return entries

    def prepare(self, source: Source) -> Collection:
        """The collection, ready to be asked. Raises `Unusable`."""
        return preparation.prepare(source, self.root / source.name / "collection")

    def evaluate(
        self, collection: Collection, rankers: Sequence[Ranker], entries: Sequence[Entry]
    ) -> CollectionResults:
        """Everybody's scores. One that fails has none of this collection, and the reason stands in its place."""
        results = CollectionResults(collection)
        present = [(one, entry.version) for one, entry in zip(rankers, entries) if entry.version]
        with concurrent.futures.ThreadPoolExecutor(_AT_ONCE) as pool:
            try:
                asked = [pool.submit(self._rankings, one, version, collection) for one, version in present]
                for (one, _), answer in zip(present, asked):
                    self._judge(one, answer, results)
            except BaseException:
                # The pool is left when its threads are done.
                process.stop_all()
                raise
        return results

    def _judge(
        self, ranker: Ranker, answer: concurrent.futures.Future[list[Ranking]], results: CollectionResults
    ) -> None:
        name = f"{results.collection.name}: {ranker.title}"
        try:
            results.scores[ranker.key] = scores(answer.result(), results.collection)
        except RunFailed as error:
            results.failures[ranker.key] = str(error)
            self.say(f"{name}: failed; {error}")
        else:
            self.say(f"{name}: {results.measure.value} {results.mean(ranker.key):.4f}")

    def _rankings(self, ranker: Ranker, version: str, collection: Collection) -> list[Ranking]:
        folder = self.root / collection.name / ranker.key
        depth = self.depth
        if collection.profile.judged_only:
            depth = min(len(collection.document_ids), _DEEPEST)
        task = Task(collection.documents, collection.batch, len(collection.queries), collection.profile.language,
                    depth, folder, self.timeout)
        if not isinstance(ranker, LibraryRanker):
            folder.mkdir(parents=True, exist_ok=True)
            return ranker.rank(self.tools, task)
        # A library ranks as before while it is the same; Lede is what changes between two runs.
        kept = folder / "rankings.json"
        state = collection.documents.stat()
        stamp = keeping.stamp(version, collection.fingerprint, f"{state.st_size} {state.st_mtime_ns}", str(depth))
        if keeping.is_kept(folder, stamp):
            rankings: list[Ranking] = json.loads(kept.read_text(encoding="utf-8"))
            return rankings
        keeping.clear(folder)
        rankings = ranker.rank(self.tools, task)
        kept.write_text(json.dumps(rankings), encoding="utf-8")
        keeping.keep(folder, stamp)
        return rankings

    def _install_packages(self, rankers: Sequence[Ranker]) -> dict[str, str]:
        """Installs what is missing of PyPI; the reasons of what could not be, by the contestants' keys."""
        failures: dict[str, str] = {}
        wanted = [(one.key, *names) for one in rankers if isinstance(one, LibraryRanker)
                  for names in one.packages.items()]
        for key, module, package in [*wanted, ("", *_REFEREE)] if wanted and self.may_install else ():
            try:
                self.tools.interpreters.provide(module, package, self.say)
            except Missing as error:
                failures[key] = f" ({error})"
        return failures


def scores(rankings: Sequence[Ranking], collection: Collection) -> Scores:
    """Each query's scores by all measures."""
    judged = [_judged(ranking, query, collection.profile.judged_only)
              for ranking, query in zip(rankings, collection.queries)]
    return {measure: [measure.of(ranking, query.judgements) for ranking, query in zip(judged, collection.queries)]
            for measure in Measure}


def _judged(ranking: Ranking, query: Query, judged_only: bool) -> Ranking:
    return measures.judged_only(ranking, query.judgements) if judged_only else ranking
