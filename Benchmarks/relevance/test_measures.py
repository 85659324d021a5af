"""Tests of measures and of what is made of them: python3 Benchmarks/relevance/test_measures.py"""

from __future__ import annotations

import itertools
import json
import math
import random
import subprocess
import unittest

import harness  # noqa: F401  The path to all below.
import measures
import significance
from command_line import BENCHMARKS
from interpreters import Interpreters
from measures import Measure

# Scores by ir-measures, in a Python that has it. Its nearest to MRR@10 breaks ties in another way than `trec_eval`,
# so it is asked for the reciprocal rank without a cutoff.
REFEREE = """
import json, sys
import ir_measures
from ir_measures import AP, R, RR, nDCG
qrels, run = json.load(sys.stdin)
print(json.dumps([[one.query_id, str(one.measure), one.value]
                  for one in ir_measures.iter_calc([nDCG @ 10, AP @ 100, RR, R @ 100], qrels, run)]))
"""


class MeasureTests(unittest.TestCase):
    """Each figure worked out by hand."""

    def test_ndcg_has_linear_gains(self) -> None:
        found = measures.ndcg(["x", "a", "b"], {"a": 3, "b": 1, "c": 2, "x": 0})
        gained = 3 / math.log2(3) + 1 / math.log2(4)
        ideal = 3 / math.log2(2) + 2 / math.log2(3) + 1 / math.log2(4)
        self.assertAlmostEqual(found, gained / ideal)
        self.assertAlmostEqual(found, 0.5024905, places=6)

    def test_average_precision_counts_what_was_not_found(self) -> None:
        self.assertAlmostEqual(measures.average_precision(["a", "x", "b"], {"a": 1, "b": 2, "c": 1}), (1 + 2 / 3) / 3)

    def test_reciprocal_rank_ends_at_ten(self) -> None:
        others = [f"x{number}" for number in range(10)]
        self.assertEqual(measures.reciprocal_rank(["x", "y", "z", "a", "b"], {"a": 1, "b": 1}), 0.25)
        self.assertEqual(measures.reciprocal_rank([*others[:9], "a"], {"a": 1}), 0.1)
        self.assertEqual(measures.reciprocal_rank([*others, "a"], {"a": 1}), 0)

    def test_recall_ends_at_a_hundred(self) -> None:
        others = [f"x{number}" for number in range(99)]
        self.assertEqual(measures.recall([*others, "a", "b"], {"a": 1, "b": 1, "x0": 0}), 0.5)

    def test_nothing_found_or_nothing_relevant_is_0(self) -> None:
        for measure in Measure:
            self.assertEqual(measure.of([], {"a": 1}), 0)
            self.assertEqual(measure.of(["a"], {"a": 0, "b": -1}), 0)
            self.assertEqual(measure.of(["a"], {}), 0)

    def test_a_negative_judgement_takes_nothing_away(self) -> None:
        self.assertEqual(measures.ndcg(["b", "a"], {"a": 1, "b": -2}), 1 / math.log2(3))

    def test_judged_only_keeps_the_order(self) -> None:
        self.assertEqual(measures.judged_only(["x", "b", "y", "a"], {"a": 1, "b": 0}), ["b", "a"])


class RefereeTests(unittest.TestCase):
    def test_measures_are_those_of_trec_eval(self) -> None:
        python = Interpreters(BENCHMARKS / "results" / "environment").with_module("ir_measures")
        if python is None:
            self.skipTest("ir-measures is not here; `make relevance` installs it into Benchmarks/results/environment")
        qrels, run = self.random_runs(queries=200)
        asked = subprocess.run([python, "-c", REFEREE], input=json.dumps([qrels, run]), capture_output=True,
                               encoding="utf-8", check=True)
        theirs = {(query, measure): value for query, measure, value in json.loads(asked.stdout)}
        for query, judged in qrels.items():
            # By score; where that is the same, `trec_eval` has the greater id first.
            ranking = sorted(run[query], key=lambda document: (run[query][document], document), reverse=True)
            reciprocal = theirs[query, "RR"]
            for measure, value in [
                (Measure.NDCG, theirs[query, "nDCG@10"]), (Measure.AVERAGE_PRECISION, theirs[query, "AP@100"]),
                (Measure.RECIPROCAL_RANK, reciprocal if reciprocal >= 0.1 else 0),
                (Measure.RECALL, theirs[query, "R@100"]),
            ]:
                self.assertAlmostEqual(measure.of(ranking[:100], judged), value, places=6, msg=f"{query} {measure}")

    def random_runs(self, queries: int) -> tuple[dict[str, dict[str, int]], dict[str, dict[str, float]]]:
        """Judgements from 0 to 4 and runs of up to 150 documents, with many ties."""
        source = random.Random(5)
        documents = [f"d{number}" for number in range(200)]
        qrels: dict[str, dict[str, int]] = {}
        run: dict[str, dict[str, float]] = {}
        for query in (f"q{number}" for number in range(queries)):
            judged = source.sample(documents, source.randint(1, 40))
            qrels[query] = {document: source.randint(0, 4) for document in judged}
            found = source.sample(documents, source.randint(1, 150))
            run[query] = {document: source.randint(0, 20) / 4 for document in found}
        return qrels, run


class SignificanceTests(unittest.TestCase):
    def test_no_difference_is_chance(self) -> None:
        self.assertEqual(significance.permutation_test([0.0, 0.0], ""), 1)
        self.assertEqual(significance.interval(significance.resampled_means([0.0, 0.0], "")), (0, 0))

    def test_p_is_the_share_of_all_signs(self) -> None:
        for differences in ([0.5, 0.25, 0.125, -0.0625], [0.1] * 7 + [-0.3, 0.0, 0.2], [1.0] * 12):
            signs = list(itertools.product([-1, 1], repeat=len(differences)))
            measured = abs(sum(differences)) - 1e-9
            exact = sum(abs(sum(map(lambda a, b: a * b, signed, differences))) >= measured
                        for signed in signs) / len(signs)
            self.assertAlmostEqual(significance.permutation_test(differences, "a"), exact, delta=0.02)

    def test_a_clear_difference_is_none(self) -> None:
        self.assertLess(significance.permutation_test([0.1] * 30, ""), 0.001)
        low, high = significance.interval(significance.resampled_means([0.1, 0.2, 0.3] * 20, ""))
        self.assertTrue(0.15 < low < 0.2 < high < 0.25, (low, high))

    def test_chance_is_the_same_each_time(self) -> None:
        differences = [0.3, -0.2, 0.1, 0.05]
        self.assertEqual(*(significance.permutation_test(differences, "a") for _ in range(2)))
        self.assertEqual(*(significance.resampled_means(differences, "a") for _ in range(2)))
        self.assertNotEqual(*(significance.resampled_means(differences, seed) for seed in "ab"))


if __name__ == "__main__":
    unittest.main()
