"""tantivy, the search library in Rust, through its Python package."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from articles import Article
from contestants.python_contestant import PythonContestant


class Tantivy(PythonContestant):
    """Two stored text fields, stemmed, with positions; the package's own default for the writer's memory.

    A `dated` one has the day of publication as a number in a fast field, for searches that filter by it.
    """

    module = "tantivy"
    package = "tantivy"
    how_to_get = "install it with: pip install tantivy"

    def __init__(self, threads: int, dated: bool = False) -> None:
        self.threads = threads
        self.dated = dated
        self.key = f"tantivy-{threads}" + ("-dated" if dated else "")
        self.title = f"tantivy, {threads} thread" + ("s" if threads > 1 else "")

    def library_version(self) -> str:
        import tantivy

        # "tantivy v0.27.0, index_format v7"
        return str(tantivy.__version__).split(",")[0]

    def build(self, articles: Sequence[Article], index: Path) -> None:
        import tantivy

        schema = tantivy.SchemaBuilder()
        schema.add_text_field("title", stored=True, tokenizer_name="en_stem")
        schema.add_text_field("body", stored=True, tokenizer_name="en_stem")
        if self.dated:
            schema.add_unsigned_field("day", fast=True)
        writer = tantivy.Index(schema.build(), path=str(index)).writer(num_threads=self.threads)
        for article in articles:
            document = tantivy.Document(title=article.title, body=article.body)
            if self.dated and article.day:
                document.add_unsigned("day", int(article.day.replace("-", "")))
            writer.add_document(document)
        writer.commit()
        # Merging goes on behind the commit; an index is finished when it is over.
        writer.wait_merging_threads()

    def count_articles(self, index: Path) -> int:
        import tantivy

        return int(tantivy.Index.open(str(index)).searcher().num_docs)
