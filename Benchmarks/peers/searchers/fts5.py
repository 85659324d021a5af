"""FTS5 as SQLite ships it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from contestants.fts5 import FTS5
from query_classes import Form, Query
from searchers.library_searcher import LibrarySearcher
from searchers.searcher import LIMIT

_SEARCH = f"SELECT title FROM articles WHERE articles MATCH ? ORDER BY rank LIMIT {LIMIT}"
# A join that tries the best articles first; with `rowid IN (…)` FTS5 asks for every article of the month by itself.
_SEARCH_MONTH = (
    "SELECT title FROM articles CROSS JOIN published ON published.article = articles.rowid "
    f"WHERE articles MATCH ? AND day BETWEEN ? || '-01' AND ? || '-31' ORDER BY rank LIMIT {LIMIT}")


class FTS5Searcher(LibrarySearcher):
    """Its own ranking, of all columns alike."""

    key = "fts5"
    title = "FTS5 porter"
    builder = FTS5("porter unicode61", dated=True)

    def opened(self, index: Path) -> sqlite3.Connection:
        return sqlite3.connect(index / "articles.sqlite")

    def titles(self, opened: sqlite3.Connection, query: Query) -> list[str]:
        match = _match(query)
        if query.month:
            rows = opened.execute(_SEARCH_MONTH, (match, query.month, query.month))
        else:
            rows = opened.execute(_SEARCH, (match,))
        return [title for title, in rows]


def _match(query: Query) -> str:
    if query.form is Form.PHRASE:
        return f'"{query.text}"'
    if query.form is Form.PREFIX:
        return f'"{query.text}" *'
    return (" AND " if query.form is Form.ALL else " OR ").join(f'"{word}"' for word in query.words)
