"""Xapian, through its Python bindings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import terms
from articles import Article
from contestants.xapian import Xapian as XapianContestant
from rankers.library_ranker import LibraryRanker


class Xapian(LibraryRanker):
    """Title and body without prefix, as its manual has it for general search; the language's stemmer, any of the
    words, BM25 with its own parameters; bigrams of Chinese and Japanese by its own option."""

    key = "xapian"
    title = "Xapian"
    modules = ("xapian",)
    how_to_get = XapianContestant.how_to_get

    def library_version(self) -> str:
        return XapianContestant().library_version()

    def rankings(
        self, documents: Sequence[Article], queries: Sequence[str], language: str, depth: int, folder: Path
    ) -> Iterator[Sequence[int]]:
        import xapian

        stemmer = xapian.Stem(language if language in _STEMMED else "none")
        database = xapian.WritableDatabase(str(folder / "database"), xapian.DB_CREATE_OR_OVERWRITE)
        generator = xapian.TermGenerator()
        generator.set_stemmer(stemmer)
        parser = xapian.QueryParser()
        parser.set_stemmer(stemmer)
        if language in terms.UNSPACED:
            generator.set_flags(generator.FLAG_CJK_NGRAM)
        for one in documents:
            document = xapian.Document()
            generator.set_document(document)
            generator.index_text_without_positions(one.title)
            generator.index_text_without_positions(one.body)
            database.add_document(document)
        database.commit()
        enquiry = xapian.Enquire(database)
        for query in queries:
            if language in terms.UNSPACED:
                # Its parser would ask for all n-grams of a run.
                document = xapian.Document()
                generator.set_document(document)
                generator.index_text_without_positions(query)
                enquiry.set_query(xapian.Query(xapian.Query.OP_OR, [item.term for item in document.termlist()]))
            else:
                # It takes what begins with a capital for a name, and does not stem it.
                enquiry.set_query(parser.parse_query(query.lower(), 0))
            yield [match.docid - 1 for match in enquiry.get_mset(0, depth)]
        database.close()


# Codes of languages that it has a stemmer for.
_STEMMED = frozenset(
    ("ar", "ca", "da", "de", "en", "es", "eu", "fi", "fr", "ga", "hu", "hy", "id", "it", "lt", "ne", "nl", "no", "pt",
     "ro", "ru", "sv", "ta", "tr"))
