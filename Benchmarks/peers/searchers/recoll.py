"""Recoll, the desktop search on top of Xapian, by its command."""

from __future__ import annotations

import re

import process
from contestants.contestant import Tools, Work
from contestants.recoll import Recoll
from errors import RunFailed
from query_classes import Form, Query
from searchers.command_searcher import CommandSearcher
from searchers.searcher import LIMIT


class RecollSearcher(CommandSearcher):
    """`recollq` in its query language; the articles' dates are those of their files."""

    key = "recoll"
    title = "Recoll"
    builder = Recoll()
    quick = False

    def command(self, tools: Tools, work: Work, query: Query) -> list[str]:
        return ["recollq", "-c", str(work.index), "-n", str(LIMIT), "-q", _text(query)]

    def hits(self, finished: process.Finished) -> int:
        found = re.search(r"^(\d+) results", finished.output, re.MULTILINE)
        if finished.status != 0 or not found:
            raise RunFailed(finished.reason())
        return min(int(found.group(1)), LIMIT)


def _text(query: Query) -> str:
    text = " OR ".join(query.words) if query.form is Form.ANY else query.spelled
    return f"{text} date:{query.month}" if query.month else text
