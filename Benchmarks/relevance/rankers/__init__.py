"""Whose rankings are compared, in the order of the tables. A new one is a file here and a line below."""

from __future__ import annotations

import harness  # noqa: F401  The path to all below, should this be what is imported first.
from rankers.bm25s import BM25S, Reference
from rankers.fts5 import FTS5
from rankers.lede import Lede
from rankers.ranker import Ranker
from rankers.tantivy import Tantivy
from rankers.xapian import Xapian

LEDE = Lede()
REFERENCE = Reference()
RANKERS: tuple[Ranker, ...] = (LEDE, REFERENCE, FTS5(), Tantivy(), Xapian(), BM25S())
