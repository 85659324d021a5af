"""The known-item test on news: titles of articles are the queries, and bodies without titles are searched.

Whoever remembers a headline looks for its article. Nobody has to judge anything: the relevant document is the
title's own, or all those that share the title.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import articles
from collection import Document, Judgement, Source, Unusable
from errors import UsageError
from measures import Measure

TITLES = 1_500
_SEED = 1500


class KnownItemSource(Source):
    """Draws 1,500 different titles, or all where there are no more; the same ones each time."""

    def __init__(self, corpus: Path) -> None:
        self.corpus = corpus
        self.name = corpus.name.partition(".")[0] + "-titles"
        self._by_title: dict[str, list[str]] = {}
        self._drawn: list[str] = []

    @property
    def files(self) -> list[Path]:
        if not self.corpus.is_file():
            raise Unusable(f"there is no file {self.corpus}")
        return [self.corpus]

    def documents(self) -> Iterator[Document]:
        self._by_title = {}
        try:
            for number, article in enumerate(articles.read(self.corpus)):
                title = " ".join(article.title.split())
                if title and article.body:
                    self._by_title.setdefault(title, []).append(str(number))
                yield Document(str(number), "", article.body)
        except UsageError as error:
            raise Unusable(str(error)) from None
        titles = list(self._by_title)
        self._drawn = random.Random(_SEED).sample(titles, min(TITLES, len(titles)))

    def queries(self) -> Iterator[tuple[str, str]]:
        for title in self._drawn:
            yield self._by_title[title][0], title

    def judgements(self) -> Iterator[Judgement]:
        for title in self._drawn:
            for document in self._by_title[title]:
                yield Judgement(self._by_title[title][0], document, 1)

    def settings(self) -> dict[str, Any]:
        return {"measure": Measure.RECIPROCAL_RANK.value}
