"""Who takes part, in the order of the table. A new peer is a file here and a line below."""

from __future__ import annotations

from contestants.contestant import Contestant
from contestants.fts5 import FTS5
from contestants.lede import Lede
from contestants.recoll import Recoll
from contestants.tantivy import Tantivy
from contestants.xapian import Xapian

CONTESTANTS: tuple[Contestant, ...] = (
    Lede(jobs=1),
    Lede(jobs=2),
    FTS5("unicode61"),
    FTS5("porter unicode61"),
    Tantivy(threads=1),
    Tantivy(threads=2),
    Xapian(),
    Recoll(),
)
