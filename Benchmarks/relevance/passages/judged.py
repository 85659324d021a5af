"""Queries over the sample archive, each with an article and the sentence in it that a reader wants to see."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lede import Lede

JUDGEMENTS = Path(__file__).resolve().parent / "judgements.tsv"
COLUMNS = 80


@dataclass(frozen=True)
class Judgement:
    kind: str
    query: str
    article: str
    """Its key below `seeds/`."""
    sentence: str


@dataclass(frozen=True)
class Outcome:
    judgement: Judgement
    on_screen: bool
    """Whether the sentence is shown, whole, in the article's first passage on a terminal."""
    in_passage: bool
    """Whether it is in the passage that `jsonl` has."""
    shown: str


def read(path: Path = JUDGEMENTS) -> list[Judgement]:
    lines = path.read_text(encoding="utf-8").splitlines()[1:]
    return [Judgement(*line.split("\t")) for line in lines]


def outcomes(lede: Lede, seeds: Path, directory: Path) -> list[Outcome]:
    """Indexes the sample archive, asks each query, and looks at what is shown of the article."""
    index = directory / "seeds.sqlite"
    lede.index(index, [seeds.name], seeds.parent)
    found: list[Outcome] = []
    for judgement in read():
        key = f"{seeds.name}/{judgement.article}"
        hits = lede.hits(index, judgement.query, seeds.parent)
        passage = next((hit["passage"]["text"] for hit in hits if hit["article"]["key"] == key), "")
        place = place_of(key, hits)
        shown = first_passage(lede.screen(index, judgement.query, COLUMNS, seeds.parent), place)
        found.append(Outcome(
            judgement, holds(shown, judgement.sentence), holds(passage, judgement.sentence), shown))
    return found


def place_of(key: str, hits: list[dict[str, Any]]) -> str:
    """How the terminal names the first passage of an article: its path and line, a record's file for a record."""
    for hit in hits:
        if hit["article"]["key"] == key:
            return f"{key.partition('#')[0]}:{hit['passage']['line']}"
    return ""


def first_passage(screen: str, place: str) -> str:
    """The lines below the one that ends with `place`, up to the next empty one, as one line."""
    if not place:
        return ""
    lines = screen.split("\n")
    start = next((number for number, line in enumerate(lines) if line.endswith(place)), len(lines))
    shown: list[str] = []
    for line in lines[start + 1:]:
        if not line:
            break
        shown.append(line)
    return " ".join(shown)


def holds(text: str, sentence: str) -> bool:
    """Whether a text holds a sentence, wherever its lines are broken."""
    return _unbroken(sentence) in _unbroken(text)


def _unbroken(text: str) -> str:
    # A line may end between two ideographs, where no space stands.
    return re.sub(r"\s+", "", text)
