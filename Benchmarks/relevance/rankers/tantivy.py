"""tantivy, the search library in Rust, through its Python package."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import terms
from articles import Article
from contestants.tantivy import Tantivy as TantivyContestant
from rankers.library_ranker import LibraryRanker

_FIELDS = ("title", "body")
_STEMMERS = {
    "ar": "arabic", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish", "fi": "finnish",
    "fr": "french", "hu": "hungarian", "it": "italian", "nl": "dutch", "no": "norwegian", "pt": "portuguese",
    "ro": "romanian", "ru": "russian", "sv": "swedish", "tr": "turkish",
}


class Tantivy(LibraryRanker):
    """Any of the words, in title or body, each stemmed as its `en_stem` is; what is written without spaces is read
    by its n-gram tokenizer, as bigrams."""

    key = "tantivy"
    title = "tantivy"
    packages = {"tantivy": "tantivy"}
    how_to_get = TantivyContestant.how_to_get

    def library_version(self) -> str:
        return TantivyContestant(threads=1).library_version()

    def rankings(
        self, documents: Sequence[Article], queries: Sequence[str], language: str, depth: int, folder: Path
    ) -> Iterator[Sequence[int]]:
        import tantivy

        schema = tantivy.SchemaBuilder()
        for field in _FIELDS:
            schema.add_text_field(field, tokenizer_name="lede_peers")
        schema.add_unsigned_field("number", stored=True)
        index = tantivy.Index(schema.build())
        analyzer = _analyzer(language)
        index.register_tokenizer("lede_peers", analyzer)
        writer = index.writer(num_threads=1)
        for number, one in enumerate(documents):
            writer.add_document(tantivy.Document(title=one.title, body=one.body, number=number))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        searcher = index.searcher()
        for query in queries:
            found = searcher.search(_any(analyzer.analyze(query), index.schema), depth, count=False)
            yield [searcher.doc(address)["number"][0] for _, address in found.hits]


def _analyzer(language: str) -> Any:
    from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

    if language in terms.UNSPACED:
        return TextAnalyzerBuilder(Tokenizer.ngram(2, 2, False)).filter(Filter.lowercase()).build()
    # The parts of `en_stem`.
    builder = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.remove_long(40)).filter(Filter.lowercase())
    if language in _STEMMERS:
        builder = builder.filter(Filter.stemmer(_STEMMERS[language]))
    return builder.build()


def _any(analyzed: Sequence[str], schema: Any) -> Any:
    """Its parser would take capitals such as AND and IN for operators, and n-grams for phrases."""
    from tantivy import Occur, Query

    return Query.boolean_query([
        (Occur.Should, Query.term_query(schema, field, term)) for term in analyzed for field in _FIELDS])
