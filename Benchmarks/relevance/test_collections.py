"""Tests of reading collections: python3 Benchmarks/relevance/test_collections.py"""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path
from typing import Any

import harness  # noqa: F401  The path to all below.
import layouts
import preparation
import terms
from collection import Collection, Source, Unusable
from command_line import REPOSITORY
from harness import HERE
from known_item import KnownItemSource
from measures import Measure
from seed_archive import SeedArchive

DOCUMENTS = [
    {"id": "d1", "title": "Rail strike", "text": "Trains stood still."},
    {"id": "d 2", "title": "", "text": "Wheat comes in early."},
    {"id": "d3", "title": "Bells", "text": ""},
]
QUERIES = [{"id": "a", "text": "late  trains"}, {"id": "b", "text": "wheat\tor bells"}]
JUDGEMENTS = "query-id\tdoc-id\trelevance\na\td1\t2\na\td3\t0\nb\td 2\t1\nb\td3\t1\n"


class Folder(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.given = self.folder / "given" / "news"
        self.given.mkdir(parents=True)
        self.write(DOCUMENTS, QUERIES, JUDGEMENTS)

    def write(self, documents: list[dict[str, Any]], queries: list[dict[str, Any]], judgements: str) -> None:
        (self.given / "corpus.jsonl").write_text("".join(json.dumps(one) + "\n" for one in documents))
        (self.given / "queries.jsonl").write_text("".join(json.dumps(one) + "\n" for one in queries))
        (self.given / "qrels.tsv").write_text(judgements)

    def source(self) -> Source:
        source, = layouts.found(self.folder / "given")
        return source

    def prepared(self) -> Collection:
        return preparation.prepare(self.source(), self.folder / "prepared")

    def assert_unusable(self, reason: str) -> None:
        with self.assertRaisesRegex(Unusable, reason):
            self.prepared()
        # A half that an error left is not taken for a whole later.
        with self.assertRaises(Unusable):
            self.prepared()


class LayoutTests(Folder):
    def assert_read(self, found: Collection) -> None:
        self.assertEqual(found.name, "news")
        self.assertEqual(found.document_ids, ["d1", "d 2", "d3"])
        self.assertEqual([(query.id, query.text, query.judgements) for query in found.queries],
                         [("a", "late trains", {0: 2, 2: 0}), ("b", "wheat or bells", {1: 1, 2: 1})])
        self.assertEqual(found.batch.read_text(), "0\tlate trains\n1\twheat or bells\n")
        records = [json.loads(line) for line in found.documents.read_text().splitlines()]
        self.assertEqual(records[1], {"id": "1", "title": "", "text": "Wheat comes in early."})
        self.assertEqual(found.remarks, [])

    def test_one_file_of_judgements(self) -> None:
        self.assert_read(self.prepared())

    def test_beir(self) -> None:
        shutil.rmtree(self.given)
        (self.given / "qrels").mkdir(parents=True)
        self.write([{"_id": one["id"], "title": one["title"], "text": one["text"], "metadata": {}}
                    for one in DOCUMENTS], [{"_id": one["id"], "text": one["text"]} for one in QUERIES], JUDGEMENTS)
        (self.given / "qrels.tsv").rename(self.given / "qrels" / "test.tsv")
        self.assert_read(self.prepared())

    def test_compressed_files(self) -> None:
        if shutil.which("zstd") is None:
            self.skipTest("zstd is not here")
        subprocess.run(["zstd", "-q", "--rm", str(self.given / "corpus.jsonl")], check=True)
        for name in ("queries.jsonl", "qrels.tsv"):
            (self.given / (name + ".gz")).write_bytes(gzip.compress((self.given / name).read_bytes()))
            (self.given / name).unlink()
        self.assert_read(self.prepared())

    def test_folders_only_and_by_name(self) -> None:
        for name in (".git", "beta", "alpha"):
            (self.folder / "given" / name).mkdir()
        (self.folder / "given" / "README").touch()
        self.assertEqual([one.name for one in layouts.found(self.folder / "given")], ["alpha", "beta", "news"])

    def test_prepared_anew_only_where_a_file_has_changed(self) -> None:
        first = self.prepared()
        state = first.documents.stat()
        self.assertEqual(self.prepared(), first)
        self.assertEqual(first.documents.stat().st_mtime_ns, state.st_mtime_ns)
        (self.given / "qrels.tsv").write_text(JUDGEMENTS + "a\td 2\t1\n")
        self.assertNotEqual(self.prepared().fingerprint, first.fingerprint)


class BadInputTests(Folder):
    def test_a_missing_file(self) -> None:
        for name, reason in [("corpus.jsonl", "there is no corpus.jsonl in it"),
                             ("queries.jsonl", "there is no queries.jsonl in it"),
                             ("qrels.tsv", "there is no qrels.tsv or qrels/test.tsv in it")]:
            self.write(DOCUMENTS, QUERIES, JUDGEMENTS)
            (self.given / name).unlink()
            self.assert_unusable(reason)

    def test_lines_of_another_form(self) -> None:
        self.write(DOCUMENTS, QUERIES, JUDGEMENTS + "a d1 1\n")
        self.assert_unusable("qrels.tsv:6: this line is not query, document and relevance")
        self.write(DOCUMENTS, QUERIES, JUDGEMENTS)
        (self.given / "queries.jsonl").write_text('{"id": "a", "text": "x"}\nno JSON\n')
        self.assert_unusable("queries.jsonl:2: this line is not a JSON object")
        (self.given / "queries.jsonl").write_text("")
        self.assert_unusable("none of its queries has a relevant document")
        (self.given / "corpus.jsonl").write_text("")
        self.assert_unusable("there is no document with text in it")
        (self.given / "corpus.jsonl").write_bytes(gzip.compress(b'{"id": "1", "text": "x"}\n' * 99)[:-9])
        self.assert_unusable("corpus.jsonl: ")

    def test_queries_without_words_are_left_out(self) -> None:
        self.write(DOCUMENTS, [*QUERIES, {"id": "c", "text": " ?! "}], JUDGEMENTS + "c\td1\t1\n")
        found = self.prepared()
        self.assertEqual([query.id for query in found.queries], ["a", "b"])
        self.assertEqual(found.remarks, ["1 query has no words, such as c, and is left out"])

    def test_judgements_of_unknown_documents_are_left_out(self) -> None:
        self.write(DOCUMENTS, QUERIES, JUDGEMENTS + "a\td8\t1\na\td9\t1\n")
        found = self.prepared()
        self.assertEqual(found.queries[0].judgements, {0: 2, 2: 0})
        self.assertEqual(found.remarks, [
            "2 judgements are of documents that are not in the corpus, such as d8, and are left out"])

    def test_queries_without_a_relevant_document_are_left_out(self) -> None:
        self.write(DOCUMENTS, [*QUERIES, {"id": "c", "text": "nobody judged"}], JUDGEMENTS.replace("a\td1\t2\n", ""))
        found = self.prepared()
        self.assertEqual([query.id for query in found.queries], ["b"])
        self.assertEqual(found.remarks, ["2 queries have no document judged relevant, and are left out"])

    def test_judgements_of_other_queries_are_passed_over(self) -> None:
        self.write(DOCUMENTS, QUERIES, JUDGEMENTS + "z\td1\t1\n")
        self.assertEqual(self.prepared().remarks, [])

    def test_documents_that_repeat_an_id_or_have_no_text(self) -> None:
        self.write([*DOCUMENTS, DOCUMENTS[0], {"id": "d4", "title": "", "text": ""}], QUERIES, JUDGEMENTS)
        found = self.prepared()
        self.assertEqual(found.document_ids, ["d1", "d 2", "d3", "d4"])
        self.assertEqual(len(found.documents.read_text().splitlines()), 3)
        self.assertEqual(found.remarks, ["1 document has no text, and nobody can find it",
                                         "1 document has an id of one before, and is left out"])


class ProfileTests(Folder):
    def test_what_the_data_suggest(self) -> None:
        found = self.prepared().profile
        self.assertEqual((found.language, found.measure, found.judged_only), ("en", Measure.NDCG, False))
        self.write(DOCUMENTS, QUERIES, JUDGEMENTS.replace("b\td3\t1\n", ""))
        self.assertEqual(self.prepared().profile.measure, Measure.RECIPROCAL_RANK)

    def test_what_it_says_itself_counts_more(self) -> None:
        settings = self.given / "collection.json"
        settings.write_text('{"language": "de", "measure": "MAP", "judgedOnly": true}')
        found = self.prepared().profile
        self.assertEqual((found.language, found.measure, found.judged_only),
                         ("de", Measure.AVERAGE_PRECISION, True))
        for text, reason in [("[]", "collection.json: this is not a JSON object"),
                             ('{"metric": 1}', "collection.json: there is no setting metric"),
                             ('{"measure": "F1"}', "collection.json: there is no measure F1; there are nDCG@10")]:
            settings.write_text(text)
            self.assert_unusable(reason)

    def test_languages_by_name_and_by_script(self) -> None:
        self.given = self.given.rename(self.given.with_name("news-es"))
        self.assertEqual(self.prepared().profile.language, "es")
        self.given = self.given.rename(self.given.with_name("news"))
        for text, language in [("岬の灯台に灯台守", "ja"), ("黑豹队的防守", "zh"), ("ทีมรับ", "th"), ("도서관 배", "ko"),
                               ("Лёд тронулся", "ru"), ("نقطة", "ar"), ("Kim met Xi (习近平) in the great hall", "en")]:
            self.write([{"id": one["id"], "text": text} for one in DOCUMENTS], QUERIES, JUDGEMENTS)
            self.assertEqual(self.prepared().profile.language, language, text)


class KnownItemTests(Folder):
    def test_titles_against_bodies(self) -> None:
        corpus = self.folder / "wire.jsonl.gz"
        records = [{"id": "x", "title": "Rail  strike", "text": "One."}, {"title": "", "text": "Two."},
                   {"title": "Rail strike", "text": "Three."}, {"title": "Bells", "text": ""},
                   {"title": "Harvest", "text": "Four."}]
        corpus.write_bytes(gzip.compress("".join(json.dumps(one) + "\n" for one in records).encode()))
        found = preparation.prepare(KnownItemSource(corpus), self.folder / "prepared")
        self.assertEqual((found.name, found.profile.measure), ("wire-titles", Measure.RECIPROCAL_RANK))
        self.assertEqual({query.text: query.judgements for query in found.queries},
                         {"Rail strike": {0: 1, 2: 1}, "Harvest": {4: 1}})
        self.assertNotIn("strike", found.documents.read_text())

    def test_a_file_that_is_not_there(self) -> None:
        with self.assertRaisesRegex(Unusable, "there is no file"):
            preparation.prepare(KnownItemSource(self.folder / "none.jsonl"), self.folder / "prepared")


class SeedArchiveTests(Folder):
    def test_every_judgement_is_of_an_article_that_is_there(self) -> None:
        found = preparation.prepare(SeedArchive(HERE / "seeds", REPOSITORY / "seeds"), self.folder / "prepared")
        self.assertEqual(found.remarks, [])
        self.assertGreaterEqual(len(found.queries), 20)
        self.assertEqual((found.profile.language, found.profile.measure), ("en", Measure.NDCG))

    def test_titles_and_texts_of_all_forms(self) -> None:
        documents = {one.id: one for one in SeedArchive(HERE / "seeds", REPOSITORY / "seeds").documents()}
        for name, title, first in [
            ("world/train-leaves-pyongyang.md", "Train leaves Pyongyang, and Seoul counts the hours", "A train left"),
            ("culture/the-bell-that-was-tuned.txt.gz", "The bell that was tuned with a file", "For two hundred"),
            ("wire/meridian-wire.jsonl#chess-final", "Chess final ends in a draw", "After six hours"),
        ]:
            self.assertTrue(documents[name].title.startswith(title), documents[name].title)
            self.assertTrue(documents[name].body.startswith(first), documents[name].body[:40])


class TermTests(unittest.TestCase):
    def test_words(self) -> None:
        self.assertEqual(terms.words("Économie: 2nd_RUN, don't!"), ["economie", "2nd", "run", "don", "t"])

    def test_bigrams_are_of_what_has_no_spaces(self) -> None:
        self.assertEqual(terms.bigrams("NFL的超级碗 50!"), ["nfl", "的超", "超级", "级碗", "50"])
        self.assertEqual(terms.bigrams("光、ทีม"), ["光", "ที", "ีม"])
        self.assertEqual(terms.bigrams("、 "), [])


if __name__ == "__main__":
    unittest.main()
