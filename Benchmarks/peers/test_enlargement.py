"""Tests of the large corpus: python3 Benchmarks/peers/test_enlargement.py"""

from __future__ import annotations

import json
import tempfile
import unittest
from collections import Counter
from pathlib import Path

import articles
import enlargement


class EnlargementTests(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.corpus = self.folder / "c.jsonl"
        records = [
            {"id": f"a{number}", "title": f"Frequent {letters(number)}", "date": "2020-06-01", "url": "http://same",
             "text": f"Frequent words return while {letters(7 * number)} and \ud800 are rare."}
            for number in range(200)]
        self.corpus.write_text("".join(json.dumps(record) + "\n" for record in records))

    def enlarged(self, name: str = "1.jsonl") -> Path:
        path = self.folder / name
        enlargement.enlarge(self.corpus, path, 3)
        return path

    def test_it_is_the_same_each_time(self) -> None:
        self.assertEqual(self.enlarged().read_bytes(), self.enlarged("2.jsonl").read_bytes())

    def test_first_come_the_records_as_they_are(self) -> None:
        records = list(articles.records(self.enlarged()))
        self.assertEqual(records[:200], list(articles.records(self.corpus)))
        self.assertEqual(len(records), 600)
        self.assertEqual(len({record["id"] for record in records}), 600)
        self.assertEqual({record["url"] for record in records}, {"http://same"})

    def test_a_twentieth_of_the_rare_words_gets_the_ending_of_its_repetition(self) -> None:
        before, after = (Counter(
            word for article in articles.read(path) for word in f"{article.title} {article.body}".split())
            for path in (self.corpus, self.enlarged()))
        self.assertEqual(after["Frequent"], 3 * before["Frequent"])
        self.assertEqual(after["while"], 3 * before["while"])
        new = set(after) - set(before)
        endings = {enlargement.ending(1), enlargement.ending(2)}
        self.assertTrue(all(any(word.endswith(ending) for ending in endings) for word in new), new)
        rare = sum(count for word, count in before.items() if count <= 10)
        self.assertAlmostEqual(sum(after[word] for word in new), 2 * rare / 20, delta=2)

    def test_endings_differ(self) -> None:
        endings = [enlargement.ending(number) for number in range(1, 500)]
        self.assertEqual(len(set(endings)), len(endings))


def letters(number: int) -> str:
    """A word of its own for each number."""
    return "rare" + "".join(chr(ord("a") + int(digit)) for digit in str(number))


if __name__ == "__main__":
    unittest.main()
