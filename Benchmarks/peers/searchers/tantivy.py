"""tantivy, the search library in Rust, through its Python package."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from contestants.tantivy import Tantivy
from query_classes import Form, Query
from searchers.library_searcher import LibrarySearcher
from searchers.searcher import LIMIT

_FIELDS = ["title", "body"]


class TantivySearcher(LibrarySearcher):
    """Both fields, by its own query parser; without counting all matches, which lets it pass most of them over."""

    key = "tantivy"
    title = "tantivy"
    builder = Tantivy(threads=2, dated=True)

    def opened(self, index: Path) -> Any:
        import tantivy

        opened = tantivy.Index.open(str(index))
        return opened, opened.searcher()

    def titles(self, opened: Any, query: Query) -> list[str]:
        index, searcher = opened
        found = searcher.search(self._query(index, query), LIMIT, count=False)
        return [searcher.doc(address)["title"][0] for _, address in found.hits]

    def _query(self, index: Any, query: Query) -> Any:
        import tantivy

        if query.form is Form.PREFIX:
            # Its parser knows no prefix of a single word.
            parsed = tantivy.Query.boolean_query([
                (tantivy.Occur.Should, tantivy.Query.regex_query(index.schema, field, query.text + ".*"))
                for field in _FIELDS])
        else:
            parsed = index.parse_query(query.spelled, _FIELDS, conjunction_by_default=query.form is Form.ALL)
        if not query.month:
            return parsed
        month = int(query.month.replace("-", ""))
        days = tantivy.Query.range_query(
            index.schema, "day", tantivy.FieldType.Unsigned, month * 100 + 1, month * 100 + 31)
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, parsed), (tantivy.Occur.Must, days)])
