"""Tests of the harness: python3 Benchmarks/peers/test_peers.py"""

from __future__ import annotations

import contextlib
import gzip
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

import articles
import chart
import corpus
import machine
import markdown
import process
import readme
import report
import scratch
import worker
from circumstances import Circumstances
from contestants import CONTESTANTS
from contestants.contestant import Contestant, Tools, Work
from errors import Missing, RunFailed, UsageError
from interpreters import Interpreters
from machine import Machine
from results import Outcome, Results, Run, Spread
from rounds import Match

HERE = Path(__file__).resolve().parent
WORLD = HERE.parent.parent / "seeds" / "world"
CORPUS = '{"title": "A", "text": "One."}\n\n{"headline": "-", "body": ["Two", "Three"]}\n'

MACHINE = Machine("A processor", 2, "A system", "3.9", 0.0)

# Stands for the command: it writes an index, or sleeps over it with a child of its own.
FAKE = """#!/bin/sh
case $1 in
--version) echo 9.9.9 ;;
stats) echo '{"articles": 2}' ;;
*) echo index > "$2"; if [ -n "$FAKE_SLEEP" ]; then sleep 60 & echo $! > "$FAKE_SLEEP"; wait; fi ;;
esac
"""


def results(*outcomes: Outcome) -> Results:
    return Results(
        corpus=corpus.Corpus(Path("x"), "<a & b>", 1000, 10_000_000, 12_000_000),
        circumstances=Circumstances("2000-01-01", "make bench-peers PEERS_OPTIONS='--rounds 1'", "", MACHINE),
        rounds=3, outcomes=list(outcomes))


def measured(key: str, title: str, *seconds: float, reading: float = 0) -> Outcome:
    runs = [Run(number, time + reading, time, 50_000_000, 8_000_000) for number, time in enumerate(seconds, start=1)]
    return Outcome(key, title, f"{title} 1.0", runs=runs)


class FiguresTests(unittest.TestCase):
    def test_median_lowest_and_highest(self) -> None:
        self.assertEqual(Spread.of([3, 1, 2]), Spread(2, 1, 3))
        self.assertEqual(Spread.of([4, 1]), Spread(2.5, 1, 4))

    def test_speed_is_text_by_time(self) -> None:
        outcome = measured("lede-1", "Lede", 1, 2, 4)
        figures = results(outcome).figures(outcome)
        self.assertEqual(figures.process_speed, Spread(5, 2.5, 10))
        self.assertEqual(figures.index_share, 0.8)

    def test_ratios_leave_the_peers_reading_out(self) -> None:
        found = results(measured("lede-1", "Lede", 1), measured("p", "Peer", 2, reading=2)).ratios()
        self.assertEqual(found, {"lede-1": {"p": 2.0}})


class ReportTests(unittest.TestCase):
    def test_table_and_absences(self) -> None:
        text = report.markdown(results(
            measured("lede-1", "Lede, 1 job", 0.01, 0.02), measured("p", "p" * 22, 0.01, reading=0.01),
            Outcome("t", "tantivy", skipped="install it with: pip install tantivy"),
            Outcome("x", "Xapian", "Xapian 1", runs=[Run(1, 1, 1, 1, 1)], failed="its index holds 3 articles")))
        lines = text.splitlines()
        self.assertLessEqual(max(map(len, lines)), markdown.WIDTH)
        table = [line for line in lines if line.startswith("|")]
        self.assertEqual(len(table), 4)
        self.assertEqual(len({len(line) for line in table}), 1)
        self.assertIn("| Lede, 1 job            |", text)
        self.assertIn("- tantivy: skipped; install it with: pip install tantivy", text)
        self.assertIn("- Xapian: failed; its index holds 3 articles", text)
        self.assertIn("`make bench-peers PEERS_OPTIONS='--rounds 1'`", text)

    def test_chart_is_well_formed_and_shows_who_was_measured(self) -> None:
        drawn = chart.svg(results(
            measured("lede-1", "Lede, 1 job", 1, 2), measured("p", "Peer", 1, reading=1),
            Outcome("t", "tantivy", skipped="-")))
        root = ElementTree.fromstring(drawn)
        texts = [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]
        self.assertIn("Lede, 1 job", texts)
        self.assertIn("Peer", texts)
        self.assertNotIn("tantivy", texts)
        self.assertTrue(any("<a & b>" in (text or "") for text in texts))

    def test_raw_data_is_json_and_names_no_path(self) -> None:
        raw = json.loads(json.dumps(results(measured("lede-1", "Lede", 1)).raw()))
        self.assertEqual(raw["contestants"][0]["runs"][0]["index_bytes"], 8_000_000)
        self.assertNotIn("path", raw["corpus"])

    def test_readme_keeps_what_is_around_the_marks(self) -> None:
        begin, end = readme.marks("peers")
        text = f"a\n{begin}\nold\n{end}\nz\n"
        self.assertEqual(readme.with_report(text, "new\n", "peers"), f"a\n{begin}\nnew\n{end}\nz\n")
        with self.assertRaises(UsageError):
            readme.with_report(text, "new", "queries")

    def test_the_readme_has_the_marks(self) -> None:
        text = (HERE.parent / "README.md").read_text(encoding="utf-8")
        for name in ("peers", "queries"):
            self.assertIn("new", readme.with_report(text, "new", name))


class CorpusTests(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def test_generator_is_repeatable_and_of_the_size(self) -> None:
        first, second = self.folder / "1.jsonl", self.folder / "2.jsonl"
        for path in (first, second):
            corpus.generate(path, WORLD, byte_count=100_000)
        self.assertEqual(first.read_bytes(), second.read_bytes())
        found = list(articles.read(first))
        size = sum(article.byte_count() for article in found)
        self.assertTrue(100_000 <= size < 120_000, size)
        self.assertEqual(found[3].title, "Report 3")
        self.assertEqual(len(set(found)), len(found))

    def test_random_numbers_stay_what_they_are(self) -> None:
        random = corpus._generator(seed=42)
        self.assertEqual([random(1000) for _ in range(5)], [334, 26, 538, 503, 294])

    def test_fields_of_records(self) -> None:
        path = self.folder / "c.jsonl"
        path.write_text(CORPUS + '{"title": 3, "text": "", "content": "\\ud800x"}', encoding="utf-8")
        self.assertEqual(list(articles.read(path)), [("A", "One.", ""), ("", "Two\n\nThree", ""), ("", "\ufffdx", "")])

    def test_compressed_by_gzip(self) -> None:
        path = self.folder / "c.jsonl.gz"
        path.write_bytes(gzip.compress(CORPUS.encode()))
        self.assertEqual([article.title for article in articles.read(path)], ["A", ""])

    def test_days_of_publication(self) -> None:
        path = self.folder / "c.jsonl"
        dates = ["2020-06-30T23:00:00Z", "2020-06-01", "2020-13-01", "June 2020", "2020-05-010", "2019-01-01"]
        path.write_text("".join(json.dumps({"text": "x", "date": date}) + "\n" for date in dates)
                        + '{"text": "x", "published": "2019-01-02"}\n')
        days = ["2020-06-30", "2020-06-01", "", "", "", "2019-01-01", "2019-01-02"]
        self.assertEqual([article.day for article in articles.read(path)], days)
        # Of two months that are as busy it is the latest.
        self.assertEqual(worker.survey(path)["busiestMonth"], "2020-06")
        worker.split(path, self.folder)
        written = (self.folder / "0000" / "0000000.txt").stat().st_mtime
        self.assertEqual(time.strftime("%Y-%m-%d %H", time.gmtime(written)), "2020-06-30 12")

    def test_a_line_that_is_no_record_is_told_by_its_number(self) -> None:
        path = self.folder / "c.jsonl"
        path.write_text(CORPUS + "[]\n", encoding="utf-8")
        with self.assertRaisesRegex(UsageError, "c.jsonl:4"):
            list(articles.read(path))


class ProcessTests(unittest.TestCase):
    def test_measures_and_reports(self) -> None:
        finished = process.run(["sh", "-c", "echo out; echo first >&2; echo last >&2; exit 3"], timeout=10)
        self.assertEqual((finished.status, finished.output, finished.reason()), (3, "out\n", "first"))
        self.assertGreater(finished.peak_bytes, 100_000)

    def test_the_reason_of_a_traceback_is_its_last_line(self) -> None:
        finished = process.Finished(1, 1, 1, "", "Traceback (most recent call last):\n  x\nValueError: y\n")
        self.assertEqual(finished.reason(), "ValueError: y")

    def test_what_cannot_be_started_fails_by_name(self) -> None:
        with self.assertRaisesRegex(RunFailed, "no-such-command"):
            process.run(["no-such-command"], timeout=10)

    def test_what_takes_too_long_is_ended(self) -> None:
        with self.assertRaisesRegex(RunFailed, "longer than"):
            process.run(["sh", "-c", "sleep 30 & wait"], timeout=0.1)

    @unittest.skipUnless(machine.has_one_core(), "this system has no affinities")
    def test_held_to_one_core(self) -> None:
        before = os.sched_getaffinity(0)
        with machine.one_core():
            cores = process.run([sys.executable, "-c", "import os; print(len(os.sched_getaffinity(0)))"], timeout=10)
        self.assertEqual(cores.output, "1\n")
        self.assertEqual(os.sched_getaffinity(0), before)

    def test_scratch_directory_goes_with_an_error(self) -> None:
        with tempfile.TemporaryDirectory() as parent:
            with contextlib.suppress(ValueError), scratch.directory(Path(parent), "x-") as made:
                (made / "file").touch()
                raise ValueError
            self.assertEqual(os.listdir(parent), [])


class Absent(Contestant):
    key = "absent"
    title = "Absent"

    def version(self, tools: Tools, corpus: Path) -> str:
        raise Missing("it is not here")

    def command(self, tools: Tools, work: Work) -> list[str]:
        raise AssertionError("one that is missing is not run")

    def count(self, tools: Tools, work: Work) -> int:
        raise AssertionError("one that is missing is not asked")


class ContestantTests(unittest.TestCase):
    def test_keys_are_distinct_and_titles_fit(self) -> None:
        self.assertEqual(len({one.key for one in CONTESTANTS}), len(CONTESTANTS))
        for one in CONTESTANTS:
            self.assertLessEqual(len(one.title), 22, one.title)

    def test_a_missing_one_is_skipped_with_its_sentence(self) -> None:
        said: list[str] = []
        with tempfile.TemporaryDirectory() as folder:
            here = Path(folder)
            (here / "c.jsonl").write_text(CORPUS, encoding="utf-8")
            tools = Tools(here / "lede-index", Interpreters(here / "environment"))
            match = Match(tools, here / "c.jsonl", here, 10, False, said.append)
            outcomes = match.entrants([Absent()], {})
            match.play([Absent()], outcomes, 2, corpus.Corpus(match.path, "c", 2, 10, 10))
        self.assertEqual(outcomes[0].skipped, "it is not here")
        self.assertEqual(outcomes[0].runs, [])
        self.assertEqual(said, ["Absent: skipped; it is not here"])


class CommandTests(unittest.TestCase):
    """The command line as a process, with a stand-in for `lede-index`."""

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.corpus = self.folder / "c.jsonl"
        self.corpus.write_text(CORPUS, encoding="utf-8")
        self.command = self.folder / "lede-index"
        self.command.write_text(FAKE)
        self.command.chmod(0o755)

    def arguments(self, *more: str) -> list[str]:
        return [sys.executable, str(HERE / "run.py"), "--lede-index", str(self.command), "--corpus", str(self.corpus),
                "--results", str(self.folder / "results"), "--only", "lede-1", "--rounds", "2", *more]

    def run_harness(self, *more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(self.arguments(*more), capture_output=True, encoding="utf-8")

    def left(self) -> list[str]:
        return sorted(os.listdir(self.folder / "results"))

    def test_a_run_leaves_the_report_alone(self) -> None:
        done = self.run_harness()
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.left(), ["peers.json", "peers.md", "peers.svg"])
        self.assertIn("Lede 9.9.9", done.stdout)
        raw = json.loads((self.folder / "results" / "peers.json").read_text(encoding="utf-8"))
        self.assertEqual([run["round"] for run in raw["contestants"][0]["runs"]], [1, 2])

    def test_a_wrong_count_fails_by_name(self) -> None:
        self.corpus.write_text(CORPUS * 2, encoding="utf-8")
        done = self.run_harness()
        self.assertEqual(done.returncode, 1)
        self.assertIn("Lede, 1 job: failed; its index holds 2 articles, the corpus 4", done.stderr)
        self.assertEqual(self.left(), [])

    def test_bad_input_is_one_sentence(self) -> None:
        empty = self.folder / "empty.jsonl"
        empty.touch()
        blank = self.folder / "blank.jsonl"
        blank.write_text("\n")
        for more, sentence in [
            (["--corpus", str(self.folder / "none")], "there is no such corpus"),
            (["--corpus", str(empty)], "the corpus is empty"),
            (["--corpus", str(blank)], "no article in the corpus"),
            (["--lede-index", str(self.folder / "none")], "lede-index is not built"),
        ]:
            done = self.run_harness(*more)
            self.assertEqual(done.returncode, 2, more)
            self.assertIn(sentence, done.stderr)
            self.assertEqual(done.stderr.count("\n"), 1, done.stderr)

    def test_an_interruption_leaves_nothing_behind(self) -> None:
        child = self.folder / "child"
        harness = subprocess.Popen(
            self.arguments(), stderr=subprocess.PIPE, env={**os.environ, "FAKE_SLEEP": str(child)})
        number = self.awaited(child)
        harness.send_signal(signal.SIGINT)
        _, errors = harness.communicate(timeout=10)
        self.assertEqual(harness.returncode, 130, errors)
        self.assertEqual(self.left(), [])
        with self.assertRaises(ProcessLookupError):
            self.while_it_lives(number)

    def awaited(self, file: Path) -> int:
        for _ in range(500):
            with contextlib.suppress(OSError, ValueError):
                return int(file.read_text())
            time.sleep(0.01)
        self.fail("the stand-in never started")

    def while_it_lives(self, number: int) -> None:
        # An orphan stays in the list of processes until init has noticed its end.
        for _ in range(200):
            os.kill(number, 0)
            time.sleep(0.01)


if __name__ == "__main__":
    unittest.main()
