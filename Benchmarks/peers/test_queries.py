"""Tests of the harness' part for queries: python3 Benchmarks/peers/test_queries.py"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import unittest
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Optional
from xml.etree import ElementTree

import markdown
import process
import query_chart
import query_report
from articles import Article
from circumstances import Circumstances
from contestants import CONTESTANTS
from contestants.contestant import Tools, Work
from contestants.fts5 import FTS5
from contestants.python_contestant import PythonContestant
from corpus import Corpus
from errors import Missing, RunFailed
from interpreters import Interpreters
from machine import Machine
from query_classes import CLASSES, Form, Query, QueryClass
from query_results import Asked, CorpusResults, QueryOutcome, QueryResults
from query_rounds import Plan, QueryMatch
from searchers import SEARCHERS
from searchers.effort import Effort
from searchers.fts5 import FTS5Searcher
from searchers.lede import LedeCold, LedeWarm
from searchers.recoll import RecollSearcher
from searchers.searcher import Answer, Kind, Searcher
from searchers.xapian import Quest

HERE = Path(__file__).resolve().parent
STOP_WORDS = set("a and be in is it not of or out that the to what who".split())

# Stands for `lede-index`: its index is the number of records, and each has three passages.
FAKE_INDEX = """#!/bin/sh
case $1 in
--version) echo 9.9.9 ;;
stats) n=$(cat "$4"); echo "{\\"articles\\": $n, \\"passages\\": $((n * 3))}" ;;
*) grep -c . "$5" > "$2" ;;
esac
"""
# Stands for `lede-query`: a hit for each line of a batch, else one; none for turncoats.
FAKE_QUERY = """#!/bin/sh
case "$*" in
--help) echo "$FAKE_OPTIONS"; exit ;;
*turncoat*) exit 1 ;;
*--batch*) for file; do :; done; sed 's/.*/{"rank":1}/' "$file" ;;
*) echo '{"rank":1}' ;;
esac
"""


class ClassTests(unittest.TestCase):
    def test_each_has_five_to_eight_queries_of_its_own(self) -> None:
        self.assertEqual(len({one.key for one in CLASSES}), len(CLASSES))
        for one in CLASSES:
            texts = {query.text for query in one.queries}
            self.assertEqual(len(texts), len(one.queries), one.key)
            self.assertIn(len(texts), range(5, 9), one.key)
            self.assertLessEqual(len(one.title), 18, one.key)

    def test_no_contestant_reads_an_operator_or_a_name_into_them(self) -> None:
        for one in CLASSES:
            for query in one.queries:
                self.assertRegex(query.text, r"\A[a-z]+( [a-z]+)*\Z")

    def test_they_are_what_their_titles_say(self) -> None:
        classes = {one.key: one.queries for one in CLASSES}
        lengths = {key: {len(query.words) for query in queries} for key, queries in classes.items()}
        self.assertEqual(lengths["rare"] | lengths["frequent"] | lengths["prefix"], {1})
        self.assertEqual(lengths["any"] | lengths["all"] | lengths["frequent-any"], {2})
        self.assertEqual(lengths["question"], {10})
        self.assertGreaterEqual(min(lengths["phrase"]), 2)
        self.assertEqual({word for query in classes["stop"] for word in query.words} - STOP_WORDS, set())
        forms = {key: {query.form for query in queries} for key, queries in classes.items()}
        self.assertEqual((forms["all"], forms["phrase"], forms["prefix"]), ({Form.ALL}, {Form.PHRASE}, {Form.PREFIX}))
        self.assertEqual([query.text for query in classes["any"]], [query.text for query in classes["all"]])

    def test_only_the_class_of_a_month_filters(self) -> None:
        for one in CLASSES:
            self.assertEqual({query.month for query in one.asked("2020-06")}, {"2020-06" if one.of_a_month else ""})
        self.assertEqual([one.key for one in CLASSES if one.of_a_month], ["month"])

    def test_a_query_survives_the_way_to_another_process(self) -> None:
        query = Query("attorney general", Form.PHRASE, "2020-06")
        self.assertEqual(Query.of(json.loads(json.dumps(query.raw()))), query)


class FiguresTests(unittest.TestCase):
    def test_a_class_is_the_median_of_its_queries_over_all_rounds(self) -> None:
        found = outcome("lede-cold", "Lede cold", Kind.COLD, [[0.010, 0.030], [0.020]], [[0.002], [0.004]])
        found.asked += [Asked(2, "rare", Query("word 0"), Answer([0.050], 1, [0.002]))]
        # 10, 30 and 50 ms for the one query, 20 ms for the other.
        self.assertAlmostEqual(found.seconds("rare") or 0, 0.025)
        self.assertAlmostEqual(found.base_seconds("rare") or 0, 0.003)
        self.assertIsNone(found.seconds("month"))

    def test_ratios_are_our_time_by_theirs_of_the_same_kind(self) -> None:
        found = corpus_results(
            outcome("lede-cold", "Lede cold", Kind.COLD, [[0.030]], [[0.005]]),
            outcome("quest", "quest", Kind.COLD, [[0.010]], [[0.005]]),
            outcome("lede-warm", "Lede warm", Kind.WARM, [[0.002]]),
            outcome("fts5", "FTS5 porter", Kind.WARM, [[0.008]])).ratios()
        self.assertEqual(found["lede-cold"]["rare"], {"quest": 3.0, "sqlite3": 6.0})
        self.assertEqual(found["lede-warm"]["rare"], {"fts5": 0.25})
        self.assertEqual(found["lede-warm"]["month"], {})

    def test_a_difference_lost_in_noise_is_no_figure(self) -> None:
        self.assertIsNone(outcome("lede-warm", "Lede warm", Kind.WARM, [[-0.001]]).seconds("rare"))


class ReportTests(unittest.TestCase):
    def results(self) -> QueryResults:
        empty = outcome("fts5", "FTS5 porter", Kind.WARM, [[0.008]])
        empty.asked.append(Asked(1, "rare", Query("kingmaker"), Answer([0.1], 0)))
        quest = outcome("quest", "quest", Kind.COLD, [[1.25]], [[0.005]])
        quest.left_out["month"] = "it has no filter by date"
        return QueryResults(circumstances(), 2, [corpus_results(
            outcome("lede-cold", "Lede cold", Kind.COLD, [[0.030]], [[0.005]]), quest,
            outcome("lede-warm", "Lede warm", Kind.WARM, [[0.002]]), empty,
            QueryOutcome("tantivy", "tantivy", skipped="install it with: pip install tantivy"),
            QueryOutcome("xapian", "Xapian", failed="its index holds 3 articles"))])

    def test_tables_and_all_that_is_not_in_them(self) -> None:
        text = query_report.markdown(self.results())
        self.assertLessEqual(max(map(len, text.splitlines())), markdown.WIDTH)
        self.assertIn("| queries      | Lede cold | sqlite3 | ratio | quest | ratio |", text)
        self.assertIn("| rare word    |      30.0 |    5.00 |  6.00 | 1,250 |  0.02 |", text)
        self.assertIn("| of one month |         – |       – |     – |     – |     – |", text)
        self.assertIn("| queries      | Lede warm | FTS5 porter | ratio |", text)
        for line in [
            "- tantivy: skipped; install it with: pip install tantivy",
            "- Xapian: failed; its index holds 3 articles",
            "- FTS5 porter: in “rare word” it found nothing for “kingmaker”",
            "- quest: “of one month” is left out; it has no filter by date",
        ]:
            self.assertIn(line, text)

    def test_who_is_absent_is_told_once(self) -> None:
        results = self.results()
        results.corpora *= 2
        text = query_report.markdown(results)
        self.assertEqual(text.count("| rare word "), 4)
        self.assertEqual(text.count("- tantivy: skipped"), 1)

    def test_without_lede_there_are_no_ratios(self) -> None:
        text = query_report.markdown(QueryResults(circumstances(), 1, [
            corpus_results(outcome("fts5", "FTS5 porter", Kind.WARM, [[0.008]]))]))
        self.assertIn("| queries      | FTS5 porter |", text)
        self.assertNotIn("ratio", text)

    def test_a_corpus_without_dates_is_named(self) -> None:
        results = self.results()
        results.corpora[0].corpus = Corpus(Path("x"), "c", 1, 1, 1)
        self.assertIn("“of one month”: left out; no article of this corpus has a date", query_report.markdown(results))

    def test_chart_is_well_formed_and_shows_who_was_measured(self) -> None:
        root = ElementTree.fromstring(query_chart.svg(self.results()))
        texts = [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]
        for title in ("Lede cold", "sqlite3", "quest", "Lede warm", "FTS5 porter", "rare word"):
            self.assertIn(title, texts)
        self.assertNotIn("Xapian", texts)
        marks = [element.get("class") for element in root.iter("{http://www.w3.org/2000/svg}path")]
        # Each once in a legend and once in the row of rare words.
        self.assertEqual(Counter(marks), {"mark-0": 4, "mark-1": 2, "mark-2": 4})

    def test_raw_data_is_json_and_names_no_path(self) -> None:
        raw = json.loads(json.dumps(self.results().raw()))
        corpus = raw["corpora"][0]
        self.assertNotIn("path", corpus)
        self.assertEqual(corpus["classes"]["rare"]["lede-cold"], 30)
        self.assertEqual(corpus["contestants"][0]["asked"][0]["baseMs"], [5])


class SearcherTests(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.tools = Tools(fake(self.folder, "lede-index", FAKE_INDEX), Interpreters(self.folder / "environment"),
                           fake(self.folder, "lede-query", FAKE_QUERY))
        self.work = Work(self.folder / "c.jsonl", self.folder, self.folder)

    def test_keys_are_distinct_and_one_builder_has_one_index(self) -> None:
        self.assertEqual(len({one.key for one in SEARCHERS}), len(SEARCHERS))
        builders = {id(one.builder): one.builder for one in SEARCHERS}
        self.assertEqual(len({one.key for one in builders.values()}), len(builders))
        # The worker finds its libraries by these keys among those of both benchmarks.
        libraries = [one for one in (*CONTESTANTS, *builders.values()) if isinstance(one, PythonContestant)]
        self.assertEqual(len({one.key for one in libraries}), len(libraries))

    def test_what_lede_is_asked(self) -> None:
        def asked(query: Query) -> list[str]:
            return LedeCold().command(self.tools, self.work, query)[7:]

        self.assertEqual(asked(Query("armored train")), ["--", "armored train"])
        self.assertEqual(asked(Query("armored train", Form.ALL)), ["--all", "--", "armored train"])
        self.assertEqual(asked(Query("attorney general", Form.PHRASE)), ["--", '"attorney general"'])
        self.assertEqual(asked(Query("immig", Form.PREFIX)), ["--", "immig*"])
        of_month = ["--since", "2020-06", "--until", "2020-06", "--", "law"]
        self.assertEqual(asked(Query("law", month="2020-06")), of_month)

    def test_what_the_other_commands_are_asked(self) -> None:
        recoll = RecollSearcher()
        for query, text in [
            (Query("armored train", month="2020-06"), "armored OR train date:2020-06"),
            (Query("armored train", Form.ALL), "armored train"),
            (Query("immig", Form.PREFIX), "immig*"),
        ]:
            self.assertEqual(recoll.command(self.tools, self.work, query)[-1], text)
        self.assertIn("--default-op=and", Quest().command(self.tools, self.work, Query("a b", Form.ALL)))
        self.assertIsNotNone(Quest().inability(Query("law", month="2020-06")))

    def test_hits_are_read_off_what_commands_print(self) -> None:
        def finished(output: str, status: int = 0) -> process.Finished:
            return process.Finished(status, 1, 1, output, "")

        self.assertEqual(Quest().hits(finished("MSet:\n10527: [7.38]\nA title\n3: [1e-05]\n")), 2)
        self.assertEqual(RecollSearcher().hits(finished("Recoll query: x\n439 results (printing  10 max):\n")), 10)
        self.assertEqual(LedeCold().hits(finished('{"rank":1}\n{"rank":2}\n')), 2)
        self.assertEqual(LedeCold().hits(finished("", status=1)), 0)
        with self.assertRaises(RunFailed):
            LedeCold().hits(finished("", status=2))

    def test_fts5_answers_every_form_and_filters_by_month(self) -> None:
        try:
            FTS5("porter unicode61").library_version()
        except Missing as error:
            self.skipTest(str(error))
        searcher = FTS5Searcher()
        searcher.builder.build([
            Article("A", "The attorney general spoke.", "2020-05-31"),
            Article("B", "A general attorney.", "2020-06-01"),
            Article("C", "The generals.", "2020-06-30"),
            Article("D", "Attorneys."),
        ], self.folder)
        for query, titles in [
            (Query("attorney general"), "ABCD"), (Query("attorney general", Form.ALL), "AB"),
            (Query("attorney general", Form.PHRASE), "A"), (Query("attor", Form.PREFIX), "ABD"),
            (Query("attorney general", month="2020-06"), "BC"), (Query("kingmaker"), ""),
        ]:
            opened = searcher.opened(self.folder)
            self.assertEqual("".join(sorted(searcher.titles(opened, query))), titles, query)
            opened.close()
        answer, = searcher.timed(self.folder, [Query("general")], Effort(3, seconds=60))
        self.assertEqual((len(answer.seconds), answer.hits), (3, 3))

    def test_a_batch_has_to_answer_each_of_its_lines(self) -> None:
        def answers(query: Query) -> list[Answer]:
            return LedeWarm().answers(self.tools, self.work, [query], Effort(2, seconds=60), timeout=10)

        self.assertEqual([(len(one.seconds), one.hits) for one in answers(Query("law"))], [(2, 1)])
        self.assertEqual((self.folder / "batch-1.tsv").read_text(), "0\tlaw\n")
        fake(self.folder, "lede-query", "#!/bin/sh\necho '{\"rank\":1}'\n")
        with self.assertRaisesRegex(RunFailed, "one line brought 1 articles, 11 lines 1"):
            answers(Query("law"))

    def test_there_is_always_one_repetition(self) -> None:
        self.assertEqual(len(list(Effort(5, seconds=0).turns())), 1)
        self.assertEqual(len(list(Effort(5, seconds=60).turns())), 5)


class Broken(Searcher):
    key = "broken"
    title = "Broken"
    kind = Kind.WARM
    builder = LedeCold.builder

    def answers(
        self, tools: Tools, work: Work, queries: Sequence[Query], effort: Effort, timeout: float
    ) -> list[Answer]:
        raise RunFailed("it fell over")


class Absent(Broken):
    key = "absent"
    title = "Absent"

    def version(self, tools: Tools, corpus: Path) -> str:
        raise Missing("it is not here")


class Slow(Broken):
    key = "slow"
    title = "Slow"
    quick = False


class MatchTests(unittest.TestCase):
    def test_those_that_are_missing_slow_or_broken_are_named(self) -> None:
        said: list[str] = []
        with tempfile.TemporaryDirectory() as folder:
            here = Path(folder)
            (here / "c.jsonl").write_text('{"title": "A", "text": "One."}\n')
            tools = Tools(fake(here, "lede-index", FAKE_INDEX), Interpreters(here / "environment"))
            match = QueryMatch(tools, here / "c.jsonl", here, 10, False, said.append)
            plan = Plan([Broken(), Absent(), Slow()], CLASSES, 2, {Kind.WARM: Effort(1, 1)}, quick=True)
            outcomes = match.entrants(plan, {})
            found = match.play(plan, outcomes, Corpus(match.path, "c", 1, 10, 10))
        self.assertEqual([outcome.failed for outcome in outcomes], ["it fell over", None, None])
        self.assertEqual([outcome.skipped for outcome in outcomes],
                         [None, "it is not here", "a quick run leaves it out"])
        self.assertEqual((found.passages, found.measured), (3, []))
        self.assertEqual(said[-1], "round 1 of 2: Broken: failed; it fell over")


class CommandTests(unittest.TestCase):
    """The command line as a process, with stand-ins for Lede's commands."""

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.corpus = self.folder / "c.jsonl"
        self.corpus.write_text('{"title": "A", "text": "One."}\n{"title": "B", "text": "Two."}\n')
        fake(self.folder, "lede-index", FAKE_INDEX)
        fake(self.folder, "lede-query", FAKE_QUERY)

    def run_harness(self, *more: str, options: str = "--batch FILE") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, str(HERE / "run_queries.py"), "--lede-index", str(self.folder / "lede-index"),
             "--lede-query", str(self.folder / "lede-query"), "--corpus", str(self.corpus),
             "--results", str(self.folder / "results"), "--only", "lede-cold", "--only", "lede-warm", "--rounds", "1",
             "--classes", "rare,month", *more],
            capture_output=True, encoding="utf-8", env={**os.environ, "FAKE_OPTIONS": options})

    def test_a_run_leaves_the_report_alone(self) -> None:
        done = self.run_harness("--passages", "7")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(sorted(os.listdir(self.folder / "results")), ["queries.json", "queries.md", "queries.svg"])
        self.assertIn("Lede cold: in “rare word” it found nothing for “turncoat”", done.stdout)
        self.assertIn("“of one month”: left out; no article of this corpus has a date", done.stdout)
        self.assertIn("--rounds 1 --passages 7 --classes rare,month", done.stdout)
        raw = json.loads((self.folder / "results" / "queries.json").read_text(encoding="utf-8"))
        self.assertEqual([corpus["passages"] for corpus in raw["corpora"]], [6, 12])
        self.assertIn("c.jsonl, 2 times over", raw["corpora"][1]["name"])
        self.assertEqual({one["key"]: len(one["asked"]) for one in raw["corpora"][1]["contestants"]},
                         {"lede-cold": 6, "lede-warm": 6})

    def test_without_batch_lede_is_not_warm(self) -> None:
        done = self.run_harness(options="")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("- Lede warm: skipped; this lede-query has no --batch", done.stdout)

    def test_bad_input_is_one_sentence(self) -> None:
        done = self.run_harness("--lede-query", str(self.folder / "none"))
        self.assertEqual((done.returncode, done.stderr.count("\n")), (2, 1), done.stderr)
        self.assertIn("lede-query is not built", done.stderr)
        done = self.run_harness("--classes", "rare,odd")
        self.assertEqual(done.returncode, 2)
        self.assertIn("there is no class odd", done.stderr)


def circumstances() -> Circumstances:
    return Circumstances("2000-01-01", "make bench-peers-queries", "", Machine("A processor", 2, "A system", "3.9", 0))


def outcome(
    key: str, title: str, kind: Kind, seconds: list[list[float]], base: Optional[list[list[float]]] = None
) -> QueryOutcome:
    """One with a query of rare words for each list of times."""
    asked = [Asked(1, "rare", Query(f"word {number}"), Answer(times, 10, base[number] if base else None))
             for number, times in enumerate(seconds)]
    return QueryOutcome(key, title, f"{title} 1.0", kind=kind, asked=asked)


def corpus_results(*outcomes: QueryOutcome) -> CorpusResults:
    classes: list[QueryClass] = [one for one in CLASSES if one.key in ("rare", "month")]
    corpus = Corpus(Path("x"), "<a & b>", 1000, 10_000_000, 12_000_000, "2020-06")
    return CorpusResults(corpus, 12_000, classes, list(outcomes))


def fake(folder: Path, name: str, script: str) -> Path:
    path = folder / name
    path.write_text(script)
    path.chmod(0o755)
    return path


if __name__ == "__main__":
    unittest.main()
