"""Tests of the contestants that are here: python3 Benchmarks/relevance/test_rankers.py"""

from __future__ import annotations

import json
import tempfile
import unittest
from collections.abc import Iterator
from pathlib import Path

import harness  # noqa: F401  The path to all below.
from command_line import BENCHMARKS
from contestants.contestant import Tools
from errors import Missing, RunFailed
from interpreters import Interpreters
from rankers import RANKERS, REFERENCE
from rankers.lede import _rankings
from rankers.library_ranker import LibraryRanker
from rankers.ranker import Ranking, Task

ENGLISH = {"3": "The trains stood still.", "5": "Wheat harvest comes early.", "8": "Wheat, wheat, and a train."}
GERMAN = {"0": "Die Nachtzüge fahren wieder.", "1": "Brot aus dem Ofen."}
JAPANESE = {"0": "岬の灯台に灯台守が住む。", "1": "町の図書館が開いた。", "2": "船長は北へ向かう。"}


class LibraryTests(unittest.TestCase):
    """What all of them have to do alike; each is skipped by name where it is not here."""

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.tools = Tools(Path(), Interpreters(BENCHMARKS / "results" / "environment"))

    def test_words_and_stems(self) -> None:
        for one in self.present():
            with self.subTest(one.key):
                found = self.rankings(one, "en", ENGLISH, ["Train?", "HARVESTS of wheat", "xyzzy", "\"wheat -train"])
                self.assertEqual(sorted(found[0]), [3, 8])
                self.assertEqual((found[1][0], found[2]), (5, []))
                self.assertEqual(sorted(found[3]), [3, 5, 8])

    def test_no_more_than_are_asked_for(self) -> None:
        for one in self.present():
            with self.subTest(one.key):
                self.assertEqual([len(ranking) for ranking in self.rankings(one, "en", ENGLISH, ["wheat"], 1)], [1])

    def test_other_languages(self) -> None:
        for one in self.present():
            with self.subTest(one.key):
                self.assertEqual(self.rankings(one, "de", GERMAN, ["Wo gibt es Brot?"]), [[1]])
                # One that it has no stemmer for.
                self.assertEqual(self.rankings(one, "fo", GERMAN, ["brot"]), [[1]])
                found = self.rankings(one, "ja", JAPANESE, ["灯台守", "図書館はどこ?", "xyzzy"])
                self.assertEqual((found[0][0], found[1][0], found[2]), (0, 1, []))

    def test_stop_words_and_possessives_are_no_terms_of_the_reference(self) -> None:
        try:
            REFERENCE.version(self.tools)
        except Missing as error:
            self.skipTest(str(error))
        documents = {"0": "The harbours and the sea", "1": "They dont know"}
        self.assertEqual(self.rankings(REFERENCE, "en", documents, ["the harbour’s", "don't", "They and the"]),
                         [[0], [1], []])

    def present(self) -> Iterator[LibraryRanker]:
        for one in RANKERS:
            if isinstance(one, LibraryRanker):
                try:
                    one.version(self.tools)
                    yield one
                except Missing as error:
                    with self.subTest(one.key):
                        self.skipTest(str(error))

    def rankings(
        self, one: LibraryRanker, language: str, documents: dict[str, str], queries: list[str], depth: int = 10
    ) -> list[Ranking]:
        corpus, batch = self.folder / "documents.jsonl", self.folder / "queries.tsv"
        corpus.write_text("".join(
            json.dumps({"id": key, "title": "", "text": text}) + "\n" for key, text in documents.items()))
        batch.write_text("".join(f"{number}\t{query}\n" for number, query in enumerate(queries)), encoding="utf-8")
        return one.rank(self.tools, Task(corpus, batch, len(queries), language, depth, self.folder, timeout=60))


class RunTests(unittest.TestCase):
    def test_a_run_is_read_in_its_order(self) -> None:
        self.assertEqual(_rankings("1 Q0 7 1 2.5 lede\n1 Q0 4 2 2.5 lede\n", 3), [[], [7, 4], []])

    def test_what_is_no_run_fails_by_its_line(self) -> None:
        for run in ("0 Q0 7 1 2.5\n", "0 Q0 d7 1 2.5 lede\n", "5 Q0 7 1 2.5 lede\n"):
            with self.assertRaisesRegex(RunFailed, "no line of a run"):
                _rankings(run, 3)


if __name__ == "__main__":
    unittest.main()
