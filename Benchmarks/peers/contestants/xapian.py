"""Xapian, through its Python bindings."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from articles import Article
from contestants.python_contestant import PythonContestant

DAY_SLOT = 0


class Xapian(PythonContestant):
    """Its TermGenerator with the English stemmer; the title under its own prefix, the text as document data.

    A `dated` one has the day of publication as a value, for searches that filter by it.
    """

    title = "Xapian"
    module = "xapian"
    how_to_get = "install it with: apt-get install python3-xapian"

    def __init__(self, dated: bool = False) -> None:
        self.dated = dated
        self.key = "xapian" + ("-dated" if dated else "")

    def library_version(self) -> str:
        import xapian

        return f"Xapian {xapian.version_string()}"

    def build(self, articles: Sequence[Article], index: Path) -> None:
        import xapian

        database = xapian.WritableDatabase(str(index / "database"), xapian.DB_CREATE)
        generator = xapian.TermGenerator()
        generator.set_stemmer(xapian.Stem("english"))
        for article in articles:
            document = xapian.Document()
            generator.set_document(document)
            generator.index_text(article.title, 1, "S")
            # A phrase must not match across the end of the title.
            generator.increase_termpos()
            generator.index_text(article.body)
            document.set_data(article.title + "\n" + article.body)
            if self.dated:
                document.add_value(DAY_SLOT, article.day)
            database.add_document(document)
        database.close()

    def count_articles(self, index: Path) -> int:
        import xapian

        return int(xapian.Database(str(index / "database")).get_doccount())
