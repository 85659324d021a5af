"""A collection: documents, queries, and who judged which document relevant to which query."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from measures import Measure


class Unusable(Exception):
    """This collection cannot be evaluated, the others can; the sentence says why."""


class Document(NamedTuple):
    id: str
    title: str
    body: str


class Judgement(NamedTuple):
    query: str
    document: str
    relevance: int
    """Higher is better; 0 and below are not relevant."""


class Source(ABC):
    """Where a collection comes from. What it yields may have gaps, which `preparation` finds."""

    name: str

    @property
    @abstractmethod
    def files(self) -> list[Path]:
        """All that is read; while these stay as they are, so does the collection."""

    @abstractmethod
    def documents(self) -> Iterator[Document]:
        """All of them, in their order. Raises `Unusable`, as the others do."""

    @abstractmethod
    def queries(self) -> Iterator[tuple[str, str]]:
        """Id and text of each query. Asked behind `documents`."""

    @abstractmethod
    def judgements(self) -> Iterator[Judgement]:
        """All of them, of whatever queries and documents. Asked behind `queries`."""

    def settings(self) -> dict[str, Any]:
        """What the collection says of itself; see `profile`."""
        return {}


@dataclass(frozen=True)
class Profile:
    """How a collection is evaluated."""

    language: str
    """Such as "en"; decides with which stemmer, or with which n-grams, the peers read it."""
    measure: Measure
    """The one that stands for the collection in means and comparisons."""
    judged_only: bool
    """Whether only a sample was judged, so that rankings are evaluated without all else."""


class Query(NamedTuple):
    """One that is asked. Documents go by their number in the corpus, from 0 on."""

    id: str
    text: str
    judgements: dict[int, int]


@dataclass(frozen=True)
class Collection:
    """One that is ready to be asked."""

    name: str
    folder: Path
    """Has `documents.jsonl`, with the documents' numbers as ids, and `queries.tsv`, with those of the queries."""
    document_ids: list[str]
    queries: list[Query]
    profile: Profile
    remarks: list[str]
    """Sentences about what was left out of it."""
    fingerprint: str
    """Of all queries and judgements."""

    @property
    def documents(self) -> Path:
        return self.folder / "documents.jsonl"

    @property
    def batch(self) -> Path:
        return self.folder / "queries.tsv"
