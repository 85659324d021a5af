"""Collections in a folder of their own, in either of two layouts.

    corpus.jsonl  id, title, text     queries.jsonl  id, text     qrels.tsv       query, document, relevance
    corpus.jsonl  _id, title, text    queries.jsonl  _id, text    qrels/test.tsv  the same (BEIR; Thakur et al. 2021)

Each file may be compressed by zstd (`.zst`) or gzip (`.gz`). A first line of headings is passed over.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import articles
from collection import Document, Judgement, Source, Unusable
from errors import UsageError

_ENDINGS = ("", ".zst", ".gz")
_CORPUS = ("corpus.jsonl",)
_QUERIES = ("queries.jsonl",)
_JUDGEMENTS = ("qrels.tsv", "qrels/test.tsv")
_SETTINGS = "collection.json"


def found(folder: Path) -> list[Source]:
    """A source for each directory in `folder`, by name; hidden ones are passed over."""
    return [FolderSource(one) for one in sorted(folder.iterdir()) if one.is_dir() and not one.name.startswith(".")]


class FolderSource(Source):
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.name = folder.name

    @property
    def files(self) -> list[Path]:
        settings = self.folder / _SETTINGS
        return [self._file(names) for names in (_CORPUS, _QUERIES, _JUDGEMENTS)] + [settings] * settings.exists()

    def documents(self) -> Iterator[Document]:
        for record in self._records(_CORPUS):
            article = articles.article(record)
            yield Document(_id(record), article.title, article.body)

    def queries(self) -> Iterator[tuple[str, str]]:
        for record in self._records(_QUERIES):
            yield _id(record), articles.article(record).body

    def judgements(self) -> Iterator[Judgement]:
        path = self._file(_JUDGEMENTS)
        for number, line in enumerate(_lines(path), start=1):
            columns = line.split("\t")
            try:
                query, document, relevance = columns
                yield Judgement(query, document, int(relevance))
            except ValueError:
                if number > 1:
                    raise Unusable(f"{path.name}:{number}: this line is not query, document and relevance, with "
                                   "tabs between") from None

    def settings(self) -> dict[str, Any]:
        path = self.folder / _SETTINGS
        if not path.exists():
            return {}
        try:
            settings = json.loads(path.read_text(encoding="utf-8"))
        except ValueError:
            settings = None
        if not isinstance(settings, dict):
            raise Unusable(f"{_SETTINGS}: this is not a JSON object")
        return settings

    def _file(self, names: Sequence[str]) -> Path:
        for name in names:
            for ending in _ENDINGS:
                path = self.folder / (name + ending)
                if path.is_file():
                    return path
        raise Unusable(f"there is no {' or '.join(names)} in it")

    def _records(self, names: Sequence[str]) -> Iterator[dict[str, Any]]:
        path = self._file(names)
        try:
            yield from articles.records(path)
        except UsageError as error:
            raise Unusable(str(error)) from None
        except (OSError, EOFError) as error:
            raise Unusable(f"{path.name}: {error}") from None


def _lines(path: Path) -> Iterator[str]:
    try:
        with articles.opened(path) as stream:
            for line in stream:
                text = line.decode("utf-8").rstrip("\r\n")
                if text:
                    yield text
    except (UsageError, OSError, EOFError, UnicodeDecodeError) as error:
        raise Unusable(f"{path.name}: {error}") from None


def _id(record: dict[str, Any]) -> str:
    for name in ("_id", "id"):
        if isinstance(record.get(name), (str, int)):
            return str(record[name])
    return ""
