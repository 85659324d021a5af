"""What the harness asks of each contestant."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from pathlib import Path

from contestants.contestant import Tools

Ranking = list[int]
"""Numbers of documents, best first."""


@dataclass(frozen=True)
class Task:
    """One collection to be ranked, and a folder of one's own for it."""

    documents: Path
    """JSON Lines: `id` (the document's number), `title`, `text`."""
    batch: Path
    """A query a line, behind its number and a tab."""
    query_count: int
    language: str
    depth: int
    """How many documents a query."""
    folder: Path
    timeout: float


class Ranker(ABC):
    """A search engine in one configuration."""

    key: str
    """Its name for `--only`."""
    title: str
    """Its name in the tables, at most nine characters."""

    @abstractmethod
    def version(self, tools: Tools) -> str:
        """The version that would run. Raises `Missing`, saying how to get it, where none would."""

    @abstractmethod
    def rank(self, tools: Tools, task: Task) -> list[Ranking]:
        """The ranking of each query, in their order; empty where nothing was found. Raises `RunFailed`."""
