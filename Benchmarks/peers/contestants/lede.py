"""Lede's own command."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from contestants.contestant import Contestant, Tools, Work, answer


class Lede(Contestant):
    """`lede-index` as a searcher runs it. It reads and decodes while it indexes, so its two times are one."""

    def __init__(self, jobs: int) -> None:
        self.jobs = jobs
        self.key = f"lede-{jobs}"
        self.title = f"Lede, {jobs} job" + ("s" if jobs > 1 else "")

    def version(self, tools: Tools, corpus: Path) -> str:
        return "Lede " + answer([str(tools.lede_index), "--version"]).strip()

    def command(self, tools: Tools, work: Work) -> list[str]:
        return [str(tools.lede_index), "--index", self.file(work), "--jobs", str(self.jobs), str(work.corpus)]

    def count(self, tools: Tools, work: Work) -> int:
        return int(self.statistics(tools, work)["articles"])

    def statistics(self, tools: Tools, work: Work) -> dict[str, Any]:
        """What `lede-index stats` tells of the index."""
        told = json.loads(answer([str(tools.lede_index), "stats", "--json", "--index", self.file(work)]))
        assert isinstance(told, dict)
        return told

    def file(self, work: Work) -> str:
        return str(work.index / "news.sqlite")
