"""FTS5 as SQLite ships it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import terms
from articles import Article
from contestants.fts5 import FTS5 as FTS5Contestant
from rankers.library_ranker import LibraryRanker


class FTS5(LibraryRanker):
    """Words joined by OR, `ORDER BY rank`. English is stemmed by `porter`, which is made for no other language;
    what is written without spaces is read by `trigram`."""

    key = "fts5"
    title = "FTS5"
    how_to_get = FTS5Contestant.how_to_get

    def library_version(self) -> str:
        return FTS5Contestant("porter unicode61").library_version()

    def rankings(
        self, documents: Sequence[Article], queries: Sequence[str], language: str, depth: int, folder: Path
    ) -> Iterator[Sequence[int]]:
        with closing(sqlite3.connect(":memory:")) as database:
            database.execute(
                f"CREATE VIRTUAL TABLE articles USING fts5(title, body, content = '', "
                f"tokenize = '{_tokenizer(language)}')")
            database.executemany(
                "INSERT INTO articles(rowid, title, body) VALUES (?, ?, ?)",
                ((number, one.title, one.body) for number, one in enumerate(documents)))
            for query in queries:
                expression = " OR ".join(f'"{term}"' for term in _terms(query, language))
                rows = database.execute(
                    "SELECT rowid FROM articles WHERE articles MATCH ? ORDER BY rank LIMIT ?", (expression, depth))
                yield [number for number, in rows] if expression else []


def _tokenizer(language: str) -> str:
    if language in terms.UNSPACED:
        return "trigram"
    return "porter unicode61" if language == "en" else "unicode61"


def _terms(query: str, language: str) -> list[str]:
    if language not in terms.UNSPACED:
        return terms.words(query)
    return [run[start:start + 3] for run in terms.runs(query) for start in range(len(run) - 2)]
