"""The rounds in which all who can take part build their indexes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import scratch
from contestants.contestant import Contestant, Work
from corpus import Corpus
from errors import RunFailed
from results import Outcome, Run
from setting import Setting


@dataclass(frozen=True)
class Match(Setting):
    def entrants(self, contestants: Sequence[Contestant], failures: dict[str, str]) -> list[Outcome]:
        """An outcome for each contestant: with the version that will run, or the reason why none will."""
        outcomes = [Outcome(one.key, one.title) for one in contestants]
        for one, outcome in zip(contestants, outcomes):
            self.admit(one, outcome, failures)
        return outcomes

    def play(self, contestants: Sequence[Contestant], outcomes: list[Outcome], rounds: int, corpus: Corpus) -> None:
        """Adds the runs to the outcomes. One that fails is out for the rest."""
        pairs = [(one, outcome) for one, outcome in zip(contestants, outcomes) if outcome.version]
        texts = self.write_texts([one for one, _ in pairs])
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
            finished = self.build(one, work, corpus)
            return Run(number, finished.seconds, one.indexing_seconds(finished), finished.peak_bytes,
                       one.index_bytes(work))
