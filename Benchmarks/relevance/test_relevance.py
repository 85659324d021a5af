"""Tests of both commands, their reports and the pinned figures: python3 Benchmarks/relevance/test_relevance.py"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path
from xml.etree import ElementTree

import harness
import markdown
import pins
import query_differences
import readme
import relevance_chart
import relevance_report
from circumstances import Circumstances
from collection import Collection, Profile, Query
from command_line import BENCHMARKS
from entry import Entry
from errors import UsageError
from machine import Machine
from measures import Measure
from pins import Pin
from rankers import RANKERS
from relevance_results import CollectionResults, RelevanceResults, group_gain

# Stands for `lede-index`: its index is a copy of the documents, or it sleeps over it with a child of its own.
FAKE_INDEX = """#!/bin/sh
case $1 in
--version) echo 9.9.9 ;;
*) if [ -n "$FAKE_SLEEP" ]; then sleep 60 & echo $! > "$FAKE_SLEEP"; wait; fi; cp "$4" "$2"; echo built >> "$BUILT" ;;
esac
"""
# Stands for `lede-query`: documents by how many of the query's words they have; of two such the first one first.
FAKE_QUERY = """#!/usr/bin/env python3
import json, os, sys
options = dict(zip(sys.argv[1::2], sys.argv[2::2]))
documents = [json.loads(line) for line in open(options["--index"])]
for line in open(options["--batch"]):
    number, text = line.rstrip("\\n").split("\\t")
    words = set(text.lower().split())
    scores = {one["id"]: len(words & set((one["title"] + " " + one["text"]).lower().split())) for one in documents}
    if os.environ.get("WORSE"):
        scores = {key: -score for key, score in scores.items()}
    found = sorted((key for key in scores if scores[key]), key=lambda key: -scores[key])[:int(options["-n"])]
    for rank, key in enumerate(found, start=1):
        print(number, "Q0", key, rank, scores[key], "lede")
"""


class ReportTests(unittest.TestCase):
    def results(self) -> RelevanceResults:
        rail = collection_results("rail", "en", Measure.NDCG, lede=[0.5, 1, 0.75], reference=[0.5, 0.5, 0.5],
                                  fts5=[1, 0.5, 1])
        bells = collection_results("bells", "en", Measure.RECIPROCAL_RANK, lede=[1, 0.5], reference=[1, 1],
                                   fts5=[0, 0.5])
        todai = collection_results("todai", "ja", Measure.NDCG, lede=[0.25], reference=[0.25])
        todai.failures["fts5"] = "it fell over"
        todai.collection.remarks.append("1 query has no words, such as c, and is left out")
        return RelevanceResults(circumstances(), 100, [
            Entry("lede", "Lede", "Lede 9"), Entry("reference", "reference", "bm25s 1"),
            Entry("fts5", "FTS5", "SQLite 3"),
            Entry("xapian", "Xapian", skipped="install it with: apt-get install python3-xapian"),
        ], [rail, bells, todai], {"odd": "there is no corpus.jsonl in it"})

    def test_gains_and_all_that_is_not_in_them(self) -> None:
        text = relevance_report.markdown(self.results())
        self.assertLessEqual(max(map(len, text.splitlines())), markdown.WIDTH)
        rows = {line.split("|")[1].strip(): line.split("|")[2:-1] for line in text.split("nDCG@10:\n")[0].splitlines()
                if line.startswith("|")}
        self.assertEqual([cell.strip() for cell in rows["rail"]][:2], ["0.750", "+50.0"])
        self.assertEqual([cell.strip() for cell in rows["rail"]][-4:-1], ["−10.0", "FTS5", "−10.0"])
        self.assertEqual([cell.strip() for cell in rows["bells†"]][-4:-1], ["+200.0", "reference", "−25.0"])
        self.assertEqual([cell.strip() for cell in rows["todai"]][-4:-1], ["–", "reference", "+0.0"])
        self.assertEqual(rows["mean, English (2)"][1].strip(), "+12.5")
        self.assertEqual(rows["mean, all (3)"][1].strip(), "+8.3")
        for line in [
            "- Xapian: skipped; install it with: apt-get install python3-xapian",
            "- odd: left out; there is no corpus.jsonl in it",
            "- todai: FTS5 failed; it fell over",
            "- todai: 1 query has no words, such as c, and is left out",
        ]:
            self.assertIn(line, text)

    def test_each_measure_has_a_table_with_the_best_peer_marked(self) -> None:
        text = relevance_report.markdown(self.results())
        for measure in ("nDCG@10", "MAP@100", "MRR@10", "Recall@100"):
            self.assertIn(f"\n{measure}:\n", text)
        self.assertIn("| rail              |       3 | 0.750 |     0.500 | • 0.833 |", text)
        self.assertIn("| todai             |       1 | 0.250 |   • 0.250 |       – |", text)
        # A mean that one of the collections is missing from would be that of other collections.
        self.assertIn("| mean, all (3)     |         | 0.583 |     0.583 |       – |", text)

    def test_one_contestant_alone_has_one_table(self) -> None:
        results = self.results()
        for one in results.collections:
            one.scores = {"lede": one.scores["lede"]}
        text = relevance_report.markdown(results)
        self.assertIn("| collection        | queries | nDCG@10 | MAP@100 | MRR@10 | Recall@100 |", text)
        self.assertEqual(text.count("| rail "), 1)
        self.assertNotIn("gain", text)

    def test_the_mean_gain_is_over_the_best_of_each_collection(self) -> None:
        gain = group_gain(self.results().collections, None)
        assert gain
        self.assertAlmostEqual(gain.mean, (-0.1 - 0.25 + 0) / 3)
        self.assertLessEqual(gain.interval[0], gain.mean)
        self.assertGreaterEqual(gain.interval[1], gain.mean)

    def test_chart_is_well_formed_and_keeps_its_edges(self) -> None:
        drawn = relevance_chart.svg(self.results())
        root = ElementTree.fromstring(drawn)
        texts = [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]
        for title in ("Lede", "reference", "FTS5", "rail", "bells†", "0.750 nDCG@10"):
            self.assertIn(title, texts)
        self.assertNotIn("Xapian", texts)
        marks = [element.get("class") for element in root.iter("{http://www.w3.org/2000/svg}path")]
        self.assertEqual({mark: marks.count(mark) for mark in marks}, {"mark-0": 4, "mark-1": 4, "mark-2": 3})
        # 50 per cent better and 67 worse, at either edge.
        self.assertIn('d="M760.0 ', drawn)
        self.assertIn('d="M200.0 ', drawn)

    def test_queries_that_differ_most(self) -> None:
        results = self.results()
        self.assertEqual(query_differences.report(results, "bells").splitlines(),
                         ["bells, MRR@10 without that of “reference”:", "-0.500 0.500 q1 text of 1"])
        rows = query_differences.table_of_all(results).splitlines()
        self.assertEqual(rows[0], "collection\tquery\tmeasure\tlede\treference\tfts5\ttext")
        self.assertEqual(rows[-1], "todai\tq0\tnDCG@10\t0.2500\t0.2500\t\ttext of 0")
        with self.assertRaises(UsageError):
            query_differences.report(results, "odd")

    def test_raw_data_is_json_and_names_no_path(self) -> None:
        raw = json.loads(json.dumps(self.results().raw()))
        rail = raw["collections"][0]
        self.assertEqual(rail["means"]["fts5"]["nDCG@10"], 0.833333)
        self.assertEqual((rail["gains"]["reference"]["gain"], rail["gains"]["reference"]["won"]), (0.5, 2))
        self.assertEqual(rail["bestOther"], "fts5")
        self.assertNotIn("/nowhere", json.dumps(raw))

    def test_keys_are_distinct_and_titles_fit(self) -> None:
        self.assertEqual(len({one.key for one in RANKERS}), len(RANKERS))
        for one in RANKERS:
            self.assertLessEqual(len(one.title), 9, one.title)

    def test_the_readme_has_the_marks(self) -> None:
        text = (BENCHMARKS / "README.md").read_text(encoding="utf-8")
        self.assertIn("new", readme.with_report(text, "new", "relevance"))


class PinTests(unittest.TestCase):
    pinned = {"rail": Pin("nDCG@10", 3, "1", {"nDCG@10": 0.5, "MAP": 0.4, "MRR@10": 0.6, "Recall@100": 0.7}),
              "bells": Pin("MRR@10", 2, "2", {"nDCG@10": 0.5, "MAP": 0.4, "MRR@10": 0.5, "Recall@100": 0.7})}

    def falls(self, rail: float, bells: float) -> list[str]:
        now = {"rail": self.changed("rail", rail), "bells": self.changed("bells", bells)}
        return pins.falls(self.pinned, now)

    def changed(self, name: str, figure: float) -> Pin:
        pin = self.pinned[name]
        return dataclasses.replace(pin, means={**pin.means, pin.measure: figure})

    def test_a_collection_may_lose_one_per_cent(self) -> None:
        self.assertEqual(self.falls(0.495, 0.505), [])
        self.assertEqual(self.falls(0.4949, 0.51),
                         ["rail: nDCG@10 fell from 0.5000 to 0.4949, by 1.0%; 1.0% are allowed"])

    def test_the_mean_may_lose_half_of_that(self) -> None:
        self.assertEqual(self.falls(0.4975, 0.4975), [])
        self.assertEqual(self.falls(0.4972, 0.4972),
                         ["the mean of 2 collections fell from 0.5000 to 0.4972, by 0.6%; 0.5% are allowed"])

    def test_other_measures_do_not_count(self) -> None:
        now = dataclasses.replace(self.pinned["rail"], means={**self.pinned["rail"].means, "Recall@100": 0.1})
        self.assertEqual(pins.falls(self.pinned, {"rail": now}), [])

    def test_other_judgements_are_no_comparison(self) -> None:
        now = dataclasses.replace(self.pinned["rail"], fingerprint="3")
        sentence, = pins.falls(self.pinned, {"rail": now})
        self.assertIn("rail: it has other queries, judgements", sentence)

    def test_written_and_read_again(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "pinned.json"
            self.assertEqual(pins.read(path), {})
            pins.write(path, self.pinned)
            self.assertEqual(pins.read(path), self.pinned)
            path.write_text('{"collections": {"rail": {}}}')
            with self.assertRaisesRegex(UsageError, "no pinned figures"):
                pins.read(path)

    def test_the_pinned_figures_can_be_read(self) -> None:
        self.assertIn("seeds", pins.read(harness.HERE / "pinned.json"))


class CommandTests(unittest.TestCase):
    """Both command lines as processes, with stand-ins for Lede's commands."""

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.results = self.folder / "results"
        for name, script in (("lede-index", FAKE_INDEX), ("lede-query", FAKE_QUERY)):
            (self.folder / name).write_text(script)
            (self.folder / name).chmod(0o755)
        self.collections = self.folder / "collections"
        for name in ("alpha", "beta"):
            self.write(name, "red rose", "red wine")

    def write(self, name: str, *texts: str) -> None:
        given = self.collections / name
        given.mkdir(parents=True, exist_ok=True)
        (given / "corpus.jsonl").write_text("".join(
            json.dumps({"id": f"d{number}", "title": "", "text": text}) + "\n" for number, text in enumerate(texts)))
        (given / "queries.jsonl").write_text(
            '{"id": "q", "text": "red wine"}\n{"id": "r", "text": "rose"}\n{"id": "s", "text": "?"}\n')
        judgements = ["query document relevance", "q d1 2", "q d0 1", "r d0 1", "s d0 1", "r d7 1"]
        (given / "qrels.tsv").write_text("".join(line.replace(" ", "\t") + "\n" for line in judgements))

    def run_command(self, script: str, *more: str, **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(self.arguments(script, *more), capture_output=True, encoding="utf-8",
                              env=self.environment(**variables))

    def arguments(self, script: str, *more: str) -> list[str]:
        return [sys.executable, str(harness.HERE / script), "--lede-index", str(self.folder / "lede-index"),
                "--lede-query", str(self.folder / "lede-query"), "--results", str(self.results), *more]

    def environment(self, **variables: str) -> dict[str, str]:
        """None of the caller's own collections are in it."""
        others = {key: value for key, value in os.environ.items() if not key.startswith("LEDE_")}
        return {**others, "LEDE_COLLECTIONS": str(self.collections), "BUILT": str(self.folder / "built"), **variables}

    def measure(self, *more: str, **variables: str) -> subprocess.CompletedProcess[str]:
        return self.run_command("run_relevance.py", "--no-install", "--only", "lede", "--only", "fts5", *more,
                                **variables)

    def check(self, *more: str, **variables: str) -> subprocess.CompletedProcess[str]:
        return self.run_command("check_relevance.py", "--pinned", str(self.folder / "pinned.json"), *more, **variables)

    def test_a_run_leaves_the_report_alone(self) -> None:
        done = self.measure("--queries", "alpha")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(sorted(os.listdir(self.results)),
                         ["relevance.json", "relevance.md", "relevance.svg", "relevance.tsv"])
        self.assertIn("| alpha ", done.stdout)
        self.assertIn("- beta: 1 query has no words, such as s, and is left out", done.stdout)
        self.assertIn("- beta: 1 judgement is of documents that are not in the corpus, such as d7, and is left out",
                      done.stdout)
        self.assertIn("`LEDE_COLLECTIONS=collections make relevance RELEVANCE_OPTIONS='--only lede --only fts5'`",
                      done.stdout)
        raw = json.loads((self.results / "relevance.json").read_text(encoding="utf-8"))
        self.assertEqual([one["means"]["lede"]["nDCG@10"] for one in raw["collections"]], [1, 1])

    def test_the_rest_runs_where_a_collection_is_broken(self) -> None:
        (self.collections / "alpha" / "qrels.tsv").unlink()
        done = self.measure()
        self.assertEqual(done.returncode, 1)
        self.assertIn("relevance: alpha: left out; there is no qrels.tsv or qrels/test.tsv in it\n", done.stderr)
        self.assertIn("| beta ", done.stdout)

    def test_one_that_is_missing_is_skipped_by_name(self) -> None:
        # What shadows the library cannot be imported.
        (self.folder / "bm25s.py").write_text("raise ImportError\n")
        done = self.measure("--only", "bm25s", PYTHONPATH=str(self.folder))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("- bm25s: skipped; install it with: pip install bm25s PyStemmer", done.stdout)

    def test_what_stays_the_same_is_reused(self) -> None:
        for _ in range(2):
            done = self.measure("--reuse")
            self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual((self.folder / "built").read_text().count("built"), 2)
        self.write("beta", "red rose", "red wine", "white wine")
        self.assertEqual(self.measure("--reuse").returncode, 0)
        self.assertEqual((self.folder / "built").read_text().count("built"), 3)
        (self.folder / "lede-index").write_text(FAKE_INDEX + "# another build\n")
        self.assertEqual(self.measure("--reuse").returncode, 0)
        self.assertEqual((self.folder / "built").read_text().count("built"), 5)

    def test_without_any_the_own_collection_is_measured(self) -> None:
        done = self.measure("--no-install", LEDE_COLLECTIONS="")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("| seeds ", done.stdout)

    def test_news_are_one_of_the_collections(self) -> None:
        corpus = self.folder / "wire.jsonl"
        corpus.write_text('{"title": "wine", "text": "red wine"}\n{"title": "rose", "text": "red rose"}\n')
        done = self.measure(LEDE_CORPUS=str(corpus))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("| wire-titles† ", done.stdout)
        self.assertIn("LEDE_COLLECTIONS=collections LEDE_CORPUS=wire.jsonl make relevance", done.stdout)

    def test_bad_input_is_one_sentence(self) -> None:
        for more, sentence in [
            (["--folder", str(self.folder / "none")], "there is no such folder of collections"),
            (["--folder", str(self.collections / "alpha")], "there is no collection in it"),
            (["--collections", "alpha,odd"], "there is no collection odd; there are seeds, alpha, beta"),
            (["--queries", "odd"], "--queries odd: this collection is not evaluated"),
            (["--lede-query", str(self.folder / "none")], "lede-query is not built"),
        ]:
            done = self.measure(*more)
            self.assertEqual((done.returncode, done.stderr.count("\n")), (2, 1), done.stderr)
            self.assertIn(sentence, done.stderr)

    def test_a_command_that_fails_is_named(self) -> None:
        (self.folder / "lede-query").write_text("#!/bin/sh\necho no index >&2; exit 2\n")
        done = self.measure()
        self.assertEqual(done.returncode, 1)
        self.assertIn("- alpha: Lede failed; no index", done.stdout)
        (self.folder / "lede-query").write_text("#!/bin/sh\necho 0 Q0 0 2 1.0 lede\n")
        self.assertIn("- alpha: Lede failed; query 0 has no rank 1 in its place", self.measure().stdout)

    def test_an_interruption_leaves_nothing_behind(self) -> None:
        child = self.folder / "child"
        command = subprocess.Popen(
            self.arguments("run_relevance.py", "--no-install", "--only-lede"), stderr=subprocess.PIPE,
            env=self.environment(FAKE_SLEEP=str(child)))
        number = self.awaited(child)
        command.send_signal(signal.SIGINT)
        _, errors = command.communicate(timeout=20)
        self.assertEqual(command.returncode, 130, errors)
        self.assertEqual(os.listdir(self.results), [])
        with self.assertRaises(ProcessLookupError):
            # An orphan stays in the list of processes until init has noticed its end.
            for _ in range(200):
                os.kill(number, 0)
                time.sleep(0.01)

    def awaited(self, file: Path) -> int:
        for _ in range(1000):
            with contextlib.suppress(OSError, ValueError):
                return int(file.read_text())
            time.sleep(0.01)
        self.fail("the stand-in never started")

    def test_the_check_fails_when_a_figure_falls(self) -> None:
        done = self.check("--pin")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(sorted(pins.read(self.folder / "pinned.json")), ["alpha", "beta", "seeds"])
        done = self.check()
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("| alpha      | nDCG@10 | 1.0000 | 1.0000 |    +0.00 |", done.stdout)
        done = self.check(WORSE="1")
        self.assertEqual(done.returncode, 1)
        self.assertIn("relevance: alpha: nDCG@10 fell from 1.0000 to 0.", done.stderr)
        self.assertIn("relevance: the mean of 3 collections fell from", done.stderr)

    def test_the_check_names_what_is_not_there(self) -> None:
        self.assertEqual(self.check("--pin", "--collections", "alpha").returncode, 0)
        done = self.check()
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("relevance: beta: skipped; it is not pinned\n", done.stderr)
        (self.collections / "alpha").rename(self.collections / "gamma")
        done = self.check()
        self.assertEqual((done.returncode, done.stderr.count("\n")), (2, 1), done.stderr)
        self.assertIn("none of the pinned collections is here; they are alpha", done.stderr)
        self.assertEqual(self.check("--pin", "--collections", "gamma").returncode, 0)
        self.assertIn("relevance: skipped, as they are not here: alpha\n", self.check().stderr)


def circumstances() -> Circumstances:
    return Circumstances("2000-01-01", "make relevance", "", Machine("A processor", 2, "A system", "3.9", 0))


def collection_results(name: str, language: str, measure: Measure, **scores: list[float]) -> CollectionResults:
    """One in which all measures have the same values."""
    count = len(scores["lede"])
    queries = [Query(f"q{number}", f"text of {number}", {0: 1}) for number in range(count)]
    collection = Collection(name, Path("/nowhere"), ["d"], queries, Profile(language, measure, False), [], "0")
    return CollectionResults(collection, {key: {one: values for one in Measure} for key, values in scores.items()})


if __name__ == "__main__":
    unittest.main()
