"""Xapian, through its Python bindings and by its command."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any, Optional

import process
from contestants.contestant import Tools, Work
from contestants.xapian import DAY_SLOT, Xapian
from errors import Missing, RunFailed
from query_classes import Form, Query
from searchers.command_searcher import CommandSearcher
from searchers.library_searcher import LibrarySearcher
from searchers.searcher import LIMIT

_XAPIAN = Xapian(dated=True)


class XapianSearcher(LibrarySearcher):
    """Its query parser with the English stemmer, over titles and bodies."""

    key = "xapian"
    title = "Xapian"
    builder = _XAPIAN
    quick = False

    def opened(self, index: Path) -> Any:
        import xapian

        database = xapian.Database(str(index / "database"))
        parser = xapian.QueryParser()
        parser.set_database(database)
        parser.set_stemmer(xapian.Stem("english"))
        for prefix in ("", "S"):
            parser.add_prefix("", prefix)
        return database, parser

    def titles(self, opened: Any, query: Query) -> list[str]:
        import xapian

        database, parser = opened
        parser.set_default_op(xapian.Query.OP_AND if query.form is Form.ALL else xapian.Query.OP_OR)
        wanted = parser.parse_query(query.spelled, parser.FLAG_DEFAULT | parser.FLAG_WILDCARD)
        if query.month:
            days = xapian.Query(
                xapian.Query.OP_VALUE_RANGE, DAY_SLOT, f"{query.month}-01", f"{query.month}-31")
            wanted = xapian.Query(xapian.Query.OP_FILTER, wanted, days)
        enquiry = xapian.Enquire(database)
        enquiry.set_query(wanted)
        return [match.document.get_data().partition(b"\n")[0].decode() for match in enquiry.get_mset(0, LIMIT)]


class Quest(CommandSearcher):
    """Xapian's own command, on the same index; it prints the whole of each article."""

    key = "quest"
    title = "quest"
    builder = _XAPIAN
    quick = False

    def version(self, tools: Tools, corpus: Path) -> str:
        if shutil.which("quest") is None:
            raise Missing("quest is not here; install it with: apt-get install xapian-tools")
        return super().version(tools, corpus)

    def inability(self, query: Query) -> Optional[str]:
        return "it has no filter by date" if query.month else None

    def command(self, tools: Tools, work: Work, query: Query) -> list[str]:
        return [
            "quest", f"--db={work.index / 'database'}", f"--msize={LIMIT}", "--stemmer=english",
            "--prefix=:", "--prefix=:S", "--flags=default,wildcard",
            f"--default-op={'and' if query.form is Form.ALL else 'or'}", query.spelled,
        ]

    def hits(self, finished: process.Finished) -> int:
        if finished.status != 0:
            raise RunFailed(finished.reason())
        # "10527: [7.3829]" stands above each article.
        return len(re.findall(r"^\d+: \[[\d.e+-]+\]$", finished.output, re.MULTILINE))
