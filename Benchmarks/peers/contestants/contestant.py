"""What the harness asks of each contestant."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Optional

import process
from errors import RunFailed
from interpreters import Interpreters


@dataclass(frozen=True)
class Tools:
    """The programs that contestants are run with."""

    lede_index: Path
    interpreters: Interpreters
    lede_query: Path = Path()


@dataclass(frozen=True)
class Work:
    """One run: what is read, and the empty directory that its index goes into."""

    corpus: Path
    index: Path
    texts: Path
    """The corpus as a tree of text files, one an article; there only for those who `need_text_files`."""


class Contestant(ABC):
    """A search engine in one configuration."""

    key: str
    """Its name for `--only`."""
    title: str
    """Its name in the table, at most 22 characters."""
    needs_text_files = False

    @abstractmethod
    def version(self, tools: Tools, corpus: Path) -> str:
        """The version that would run. Raises `Missing`, saying how to get it, where none would."""

    @abstractmethod
    def command(self, tools: Tools, work: Work) -> list[str]:
        """The process that is measured: reads the corpus and leaves a closed index."""

    @abstractmethod
    def count(self, tools: Tools, work: Work) -> int:
        """The number of articles in the finished index, asked after the clock has stopped."""

    def prepare(self, work: Work) -> None:
        """Writes what the process needs beside the corpus; not measured."""

    def environment(self, work: Work) -> Optional[Mapping[str, str]]:
        """Variables the process needs beside those it inherits."""
        return None

    def indexing_seconds(self, finished: process.Finished) -> float:
        """The time without reading and decoding the corpus; all of it for those that do both at once."""
        return finished.seconds

    def index_bytes(self, work: Work) -> int:
        """The size of all files of the closed index."""
        return sum(path.stat().st_size for path in work.index.rglob("*") if path.is_file())


def answer(command: list[str], timeout: float = 300) -> str:
    """What `command` prints. Raises `RunFailed` where it fails."""
    finished = process.run(command, timeout)
    if finished.status != 0:
        raise RunFailed(finished.reason())
    return finished.output
