"""The rounds in which all who can take part answer queries."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass

import machine
from contestants.contestant import Contestant, Work
from corpus import Corpus
from errors import RunFailed, UsageError
from query_classes import QueryClass
from query_results import Asked, CorpusResults, QueryOutcome
from searchers.effort import Effort
from searchers.lede import LEDE
from searchers.searcher import Kind, Searcher
from setting import Setting


@dataclass(frozen=True)
class Plan:
    """What is asked, whom, and how often."""

    searchers: Sequence[Searcher]
    classes: Sequence[QueryClass]
    rounds: int
    efforts: dict[Kind, Effort]
    quick: bool = False


@dataclass(frozen=True)
class QueryMatch(Setting):
    def entrants(self, plan: Plan, failures: dict[str, str]) -> list[QueryOutcome]:
        """An outcome for each searcher: with the version that will run, or the reason why none will."""
        outcomes = [QueryOutcome(one.key, one.title, kind=one.kind) for one in plan.searchers]
        for one, outcome in zip(plan.searchers, outcomes):
            if plan.quick and not one.quick:
                outcome.skipped = "a quick run leaves it out"
            else:
                self.admit(one, outcome, failures)
        return outcomes

    def play(self, plan: Plan, outcomes: list[QueryOutcome], corpus: Corpus) -> CorpusResults:
        """Builds the indexes and asks in rounds. One that fails is out for the rest."""
        pairs = [(one, outcome) for one, outcome in zip(plan.searchers, outcomes) if outcome.version]
        builders: dict[str, Contestant] = {LEDE.key: LEDE, **{one.builder.key: one.builder for one, _ in pairs}}
        texts = self.write_texts(list(builders.values()))
        works = {key: Work(self.path, self.scratch / f"index-{key}", texts) for key in builders}
        for key, builder in builders.items():
            reason = self._build(builder, works[key], corpus)
            if reason and builder is LEDE:
                raise UsageError(f"Lede's index was not built: {reason}")
            for one, outcome in pairs:
                if reason and one.builder.key == key:
                    outcome.failed = reason
        classes = [one for one in plan.classes if corpus.busiest_month or not one.of_a_month]
        for number in range(1, plan.rounds + 1):
            # Back and forth, so that nobody always runs in the wake of the same one.
            for one, outcome in pairs if number % 2 else reversed(pairs):
                if not outcome.failed:
                    self._ask(one, outcome, plan, classes, corpus.busiest_month, works[one.builder.key], number)
        passages = int(LEDE.statistics(self.tools, works[LEDE.key])["passages"])
        return CorpusResults(corpus, passages, list(plan.classes), outcomes)

    def _build(self, builder: Contestant, work: Work, corpus: Corpus) -> str:
        """Why it has no index, if so."""
        self.say(f"building the index of {builder.title} …")
        work.index.mkdir()
        try:
            self.build(builder, work, corpus)
        except RunFailed as error:
            self.say(f"{builder.title}: failed; {error}")
            return str(error)
        return ""

    def _ask(
        self, one: Searcher, outcome: QueryOutcome, plan: Plan, classes: Sequence[QueryClass], month: str, work: Work,
        number: int
    ) -> None:
        wanted = []
        for query_class in classes:
            queries = query_class.asked(month)
            inability = next(filter(None, map(one.inability, queries)), None)
            if inability:
                outcome.left_out[query_class.key] = inability
            else:
                wanted += [(query_class.key, query) for query in queries]
        # A batch of Lede's takes all cores that it gets, a library one.
        held = machine.one_core() if one.kind is Kind.WARM else contextlib.nullcontext()
        round_name = f"round {number} of {plan.rounds}: {one.title}"
        try:
            with held:
                answers = one.answers(
                    self.tools, work, [query for _, query in wanted], plan.efforts[one.kind], self.timeout)
        except RunFailed as error:
            outcome.failed = str(error)
            self.say(f"{round_name}: failed; {error}")
            return
        outcome.asked += [Asked(number, key, query, answer) for (key, query), answer in zip(wanted, answers)]
        self.say(f"{round_name}: {len(answers)} queries")
