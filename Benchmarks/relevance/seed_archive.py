"""The project's own small collection: questions about the sample archive in `seeds/`, with judgements.

It is there so that every clone has something to evaluate, and tells when a ranking changes. It is too small, and too
much of one's own, to compare anybody by.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import articles
from collection import Document, Unusable
from errors import UsageError
from layouts import FolderSource


class SeedArchive(FolderSource):
    """Queries and judgements as in every collection's folder, the documents out of the archive."""

    def __init__(self, folder: Path, archive: Path) -> None:
        super().__init__(folder)
        self.archive = archive

    @property
    def files(self) -> list[Path]:
        return [self._file(("queries.jsonl",)), self._file(("qrels.tsv",)), *self._articles()]

    def documents(self) -> Iterator[Document]:
        for path in self._articles():
            name = path.relative_to(self.archive).as_posix()
            if path.suffix == ".jsonl":
                try:
                    for record in articles.records(path):
                        article = articles.article(record)
                        yield Document(f"{name}#{record.get('id', '')}", article.title, article.body)
                except UsageError as error:
                    raise Unusable(str(error)) from None
            else:
                yield _document(name, _text(path))

    def _articles(self) -> list[Path]:
        found = [path for path in sorted(self.archive.rglob("*"))
                 if path.is_file() and path.name.removesuffix(".gz").endswith((".txt", ".md", ".jsonl"))]
        if not found:
            raise Unusable("the sample archive is not there")
        return found


def _text(path: Path) -> str:
    data = path.read_bytes()
    return (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")


def _document(name: str, text: str) -> Document:
    """Of plain text the first line is the title, of Markdown what its front matter says."""
    if not text.startswith("---\n"):
        title, _, body = text.partition("\n")
        return Document(name, title.strip(), body.strip())
    front_matter, _, body = text[len("---\n"):].partition("\n---\n")
    title = next((line.partition(":")[2].strip() for line in front_matter.splitlines() if line.startswith("title:")),
                 "")
    return Document(name, title.strip('"'), body.strip())
