"""Whose queries are timed, in the order of the tables. A new one is a file here and a line below."""

from __future__ import annotations

from searchers.fts5 import FTS5Searcher
from searchers.lede import LedeCold, LedeWarm
from searchers.recoll import RecollSearcher
from searchers.searcher import Searcher
from searchers.tantivy import TantivySearcher
from searchers.xapian import Quest, XapianSearcher

SEARCHERS: tuple[Searcher, ...] = (
    LedeCold(),
    Quest(),
    RecollSearcher(),
    LedeWarm(),
    FTS5Searcher(),
    TantivySearcher(),
    XapianSearcher(),
)
