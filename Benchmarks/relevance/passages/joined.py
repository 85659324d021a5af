"""Collections of questions about paragraphs, with the paragraphs of one title joined to one article."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

GAP = "\n\n"
"""What stands between two paragraphs of an article, so that each remains a paragraph."""

LANGUAGES = {"jaquad": "ja", "cmrc2018": "zh"}
"""Where a collection's name does not end with its language's."""


class CollectionError(Exception):
    """A collection cannot be read; the sentence says which and why."""


@dataclass(frozen=True)
class Place:
    """Where a paragraph stands: an article's id, and bytes of its text."""

    article: str
    start: int
    end: int

    def share(self, start: int, end: int) -> float:
        """How much of the bytes `start` to `end` of the same article lies in the paragraph, from 0 to 1."""
        return max(0, min(end, self.end) - max(start, self.start)) / max(1, end - start)


@dataclass(frozen=True)
class Question:
    id: str
    text: str
    answer: str
    gold: Place


@dataclass(frozen=True)
class Collection:
    name: str
    articles: list[dict[str, str]]
    """Records as `lede-index` reads them."""
    paragraphs: int
    questions: list[Question]


def names(folder: Path) -> list[str]:
    """The collections in `folder` that ask for paragraphs."""
    return sorted(path.name for path in folder.glob("*")
                  if path.name.startswith("xquad-") or path.name in LANGUAGES)


def read(folder: Path) -> Collection:
    """The collection in `folder`: `corpus.jsonl` or `corpus.jsonl.zst`, `queries.jsonl`, `qrels.tsv`.

    Raises `CollectionError`.
    """
    language = LANGUAGES.get(folder.name) or folder.name.rpartition("-")[2]
    try:
        paragraphs = _records(_corpus(folder))
        articles, places = join(paragraphs, language)
        gold = _gold(folder / "qrels.tsv")
        questions = [
            Question(record["id"], record["text"], record.get("answer", ""), places[gold[record["id"]]])
            for record in _records((folder / "queries.jsonl").read_text(encoding="utf-8"))]
    except OSError as error:
        raise CollectionError(f"{error.filename}: {error.strerror}") from None
    except (KeyError, ValueError) as error:
        raise CollectionError(f"{folder}: not a collection of questions and paragraphs ({error})") from None
    return Collection(folder.name, articles, len(paragraphs), questions)


def join(paragraphs: list[dict[str, Any]], language: str) -> tuple[list[dict[str, str]], dict[str, Place]]:
    """One article for each title, and where each paragraph stands in it.

    Paragraphs keep the order they have in the file; one without a title is an article by itself.
    An article's id is that of its first paragraph.
    """
    articles: dict[str, dict[str, str]] = {}
    ends: dict[str, int] = {}
    places: dict[str, Place] = {}
    for paragraph in paragraphs:
        identifier, title, text = paragraph["id"], paragraph.get("title") or "", paragraph["text"]
        # No title is like an id behind a character that titles do not hold.
        key = title or "\0" + identifier
        if key in articles:
            articles[key]["text"] += GAP + text
            start = ends[key] + len(GAP.encode())
        else:
            articles[key] = {"id": identifier, "title": title, "text": text, "language": language}
            start = 0
        ends[key] = start + len(text.encode())
        places[identifier] = Place(articles[key]["id"], start, ends[key])
    return list(articles.values()), places


def _corpus(folder: Path) -> str:
    plain = folder / "corpus.jsonl"
    if plain.exists():
        return plain.read_text(encoding="utf-8")
    path = folder / "corpus.jsonl.zst"
    # Few versions of Python have a decoder of zstd.
    run = subprocess.run(["zstd", "-dcq", path], capture_output=True, check=False)
    if run.returncode != 0:
        raise CollectionError(f"{path}: {run.stderr.decode(errors='replace').strip() or 'cannot be decompressed'}")
    return run.stdout.decode("utf-8")


def _records(lines: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in lines.split("\n") if line.strip()]


def _gold(path: Path) -> dict[str, str]:
    """The paragraph that answers each question; each has one."""
    gold: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        question, paragraph, relevance = line.split("\t")
        if float(relevance) > 0:
            gold[question] = paragraph
    return gold
