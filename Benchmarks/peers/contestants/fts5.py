"""FTS5 as SQLite ships it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from articles import Article
from contestants.python_contestant import PythonContestant
from errors import Missing


class FTS5(PythonContestant):
    """Titles and bodies in one FTS5 table that keeps the text, all defaults, one transaction.

    A `dated` one has the days of publication in a table beside it, for searches that filter by them.
    """

    module = "sqlite3"
    how_to_get = "use a Python whose SQLite was built with FTS5"

    def __init__(self, tokenizer: str, dated: bool = False) -> None:
        self.tokenizer = tokenizer
        self.dated = dated
        self.key = "fts5-" + tokenizer.split()[0] + ("-dated" if dated else "")
        self.title = "FTS5 " + tokenizer

    def library_version(self) -> str:
        with closing(sqlite3.connect(":memory:")) as database:
            try:
                self._create(database)
            except sqlite3.OperationalError:
                raise Missing(f"this SQLite has no FTS5; {self.how_to_get}") from None
        return "SQLite " + sqlite3.sqlite_version

    def build(self, articles: Sequence[Article], index: Path) -> None:
        with closing(sqlite3.connect(index / "articles.sqlite")) as database:
            with database:
                self._create(database)
                database.executemany(
                    "INSERT INTO articles(title, body) VALUES (?, ?)",
                    ((article.title, article.body) for article in articles))
                if self.dated:
                    database.execute("CREATE TABLE published(article INTEGER PRIMARY KEY, day TEXT)")
                    # The rows of the FTS5 table are numbered in the same order.
                    database.executemany("INSERT INTO published(day) VALUES (?)", ((one.day,) for one in articles))

    def count_articles(self, index: Path) -> int:
        with closing(sqlite3.connect(index / "articles.sqlite")) as database:
            return int(database.execute("SELECT count(*) FROM articles").fetchone()[0])

    def _create(self, database: sqlite3.Connection) -> None:
        database.execute(f"CREATE VIRTUAL TABLE articles USING fts5(title, body, tokenize = '{self.tokenizer}')")
