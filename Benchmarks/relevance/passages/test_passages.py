"""Tests of the harness: python3 Benchmarks/relevance/passages/test_passages.py"""

from __future__ import annotations

import contextlib
import gzip
import io
import json
import tempfile
import unittest
from pathlib import Path
from unittest import mock

import joined
import judged
import run
from joined import CollectionError, Place
from lede import Lede

SEEDS = run.REPOSITORY / "seeds"


class JoinedTests(unittest.TestCase):
    def test_paragraphs_of_a_title_are_one_article(self) -> None:
        articles, places = joined.join([
            {"id": "p1", "title": "A", "text": "Über"},
            {"id": "p2", "title": "B", "text": "Two"},
            {"id": "p3", "title": "A", "text": "Three"},
        ], "de")
        self.assertEqual([article["id"] for article in articles], ["p1", "p2"])
        self.assertEqual(articles[0]["text"], "Über\n\nThree")
        self.assertEqual(articles[0]["language"], "de")
        self.assertEqual(places, {"p1": Place("p1", 0, 5), "p2": Place("p2", 0, 3), "p3": Place("p1", 7, 12)})
        for place, text in (("p1", "Über"), ("p3", "Three")):
            body = articles[0]["text"].encode()
            self.assertEqual(body[places[place].start:places[place].end].decode(), text)

    def test_a_paragraph_without_a_title_is_an_article(self) -> None:
        articles, _ = joined.join(
            [{"id": "p1", "title": "", "text": "a"}, {"id": "p2", "text": "b"}, {"id": "p3", "title": "p1", "text": "c"}],
            "en")
        self.assertEqual([article["text"] for article in articles], ["a", "b", "c"])

    def test_share_of_a_passage(self) -> None:
        place = Place("p", 10, 20)
        self.assertEqual(place.share(10, 20), 1)
        self.assertEqual(place.share(15, 25), 0.5)
        self.assertEqual(place.share(20, 30), 0)
        self.assertEqual(place.share(12, 12), 0)

    def test_a_collection_is_read(self) -> None:
        with tempfile.TemporaryDirectory() as scratch:
            collection = joined.read(sample_collection(Path(scratch)))
        self.assertEqual((collection.name, collection.paragraphs, len(collection.articles)), ("xquad-en", 2, 1))
        self.assertEqual(collection.questions[0].gold, Place("p1", 32, 65))

    def test_what_is_no_collection_is_named(self) -> None:
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch) / "jaquad"
            folder.mkdir()
            with self.assertRaisesRegex(CollectionError, "corpus.jsonl.zst"):
                joined.read(folder)
            self.assertEqual(joined.names(Path(scratch)), ["jaquad"])


class JudgedTests(unittest.TestCase):
    def test_every_judgement_has_its_sentence_in_its_article(self) -> None:
        judgements = judged.read()
        self.assertEqual(len(judgements), 60)
        self.assertEqual(len({(one.query, one.article) for one in judgements}), 60)
        for one in judgements:
            self.assertTrue(judged.holds(article(one.article), one.sentence), one)

    def test_the_first_passage_of_an_article_is_read_from_the_screen(self) -> None:
        screen = "A title\nSome wire · a.md:12\nOne line\nand another\n… a.md:20\nmore\n\nB\nb.jsonl:3\nThird\n"
        self.assertEqual(judged.first_passage(screen, "b.jsonl:3"), "Third")
        self.assertEqual(judged.first_passage(screen, "a.md:20"), "more")
        self.assertEqual(judged.first_passage(screen, "c.md:1"), "")
        self.assertEqual(judged.first_passage(screen, ""), "")

    def test_lines_may_break_where_no_space_stands(self) -> None:
        self.assertTrue(judged.holds("海か\nら灯台", "海から灯"))
        self.assertFalse(judged.holds("One … three.", "One two three."))


class RunTests(unittest.TestCase):
    def test_a_collection_is_tallied(self) -> None:
        hit = {
            "article": {"key": "xquad-en.jsonl#p1"}, "excerpt": [[0, 10]],
            "passage": {"text": "The bridge was closed on Tuesday.", "bytes": [32, 65]}}
        with tempfile.TemporaryDirectory() as scratch:
            collection = joined.read(sample_collection(Path(scratch)))
            lede = mock.Mock(spec=Lede)
            lede.answers.return_value = {"q1": hit}
            self.assertEqual(run._tally(lede, collection, Path(scratch)), run.Tally(2, 1, 1, 1, 0))

    def test_what_fails_is_said_in_a_sentence(self) -> None:
        with tempfile.TemporaryDirectory() as scratch, contextlib.redirect_stderr(io.StringIO()) as said:
            status = run.main(["--lede-index", "/nowhere", "--lede-query", "/nowhere", "--collections", scratch])
        self.assertEqual(status, 2)
        self.assertIn("holds no collection", said.getvalue())


def sample_collection(directory: Path) -> Path:
    folder = directory / "xquad-en"
    folder.mkdir()
    paragraphs = [{"id": "p1", "title": "A", "text": "The river rose for three days."},
                  {"id": "p2", "title": "A", "text": "The bridge was closed on Tuesday."}]
    lines = "".join(json.dumps(paragraph) + "\n" for paragraph in paragraphs)
    (folder / "corpus.jsonl").write_text(lines, encoding="utf-8")
    questions = [{"id": "q1", "text": "When was it closed?", "answer": "Tuesday"},
                 {"id": "q2", "text": "What rose?", "answer": "river"}]
    (folder / "queries.jsonl").write_text("".join(json.dumps(one) + "\n" for one in questions), encoding="utf-8")
    (folder / "qrels.tsv").write_text("query-id\tdoc-id\trelevance\nq1\tp2\t1\nq2\tp1\t1\n", encoding="utf-8")
    return folder


def article(key: str) -> str:
    """The text of an article of the sample archive."""
    name, _, record = key.partition("#")
    data = (SEEDS / name).read_bytes()
    text = (gzip.decompress(data) if name.endswith(".gz") else data).decode()
    if not record:
        return text
    return next(one["text"] for one in map(json.loads, text.splitlines()) if one["id"] == record)


if __name__ == "__main__":
    unittest.main()
