"""Makes a large corpus of a small one, by repeating it with changed words.

A plain repetition would make every word more frequent and add none. In a real archive the frequent words become more
frequent with its size, and new rare ones keep coming, more slowly than it grows (Heaps, 1978). So each repetition
changes some of the words that are not frequent: they get an ending of the repetition's own, and are new words; all
others are as frequent as they were, once more.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import articles

# A word is frequent where it is more than one in so many; its share then stays the same in the large corpus.
_FREQUENT_SHARE = 20_000
# However small the corpus, a word that occurs no more often is not frequent.
_LEAST_FREQUENT = 10
# Of the other words every 20th is changed. Three times the text then has 1.6 times the words: the growth that was
# measured within an archive of 37,554 articles, where Heaps' exponent is 0.42.
_STEP = 20
_WORD = re.compile(r"[^\W\d_]{4,}")


def enlarge(corpus: Path, target: Path, repetitions: int) -> None:
    """Writes the records of `corpus` once as they are and the other times with changed words; the same each time."""
    frequent = _frequent_words(corpus)
    with target.open("w", encoding="utf-8") as file:
        for repetition in range(repetitions):
            change = _Change(frequent, repetition)
            for number, record in enumerate(articles.records(corpus)):
                changed = change.record(record, number) if repetition else record
                # With escapes, as a record may hold half of a surrogate pair.
                file.write(json.dumps(changed) + "\n")


def _frequent_words(corpus: Path) -> frozenset[str]:
    counts: Counter[str] = Counter()
    for article in articles.read(corpus):
        counts.update(_WORD.findall(f"{article.title} {article.body}".lower()))
    least = max(sum(counts.values()) / _FREQUENT_SHARE, _LEAST_FREQUENT)
    return frozenset(word for word, count in counts.items() if count > least)


class _Change:
    """The changes of one repetition, which go on from one record to the next."""

    def __init__(self, frequent: frozenset[str], repetition: int) -> None:
        self._frequent = frequent
        self._repetition = repetition
        self._ending = ending(repetition)
        # Each repetition begins elsewhere, so that not all of them change the same places.
        self._count = repetition

    def record(self, record: dict[str, Any], number: int) -> dict[str, Any]:
        changed = {name: self._value(value) if name in articles.SEARCHED_FIELDS else value
                   for name, value in record.items()}
        # What is told apart by its id would else be one article.
        changed["id"] = f"{record.get('id') or number}-{self._repetition}"
        return changed

    def _value(self, value: Any) -> Any:
        if isinstance(value, str):
            return _WORD.sub(self._word, value)
        if isinstance(value, list):
            return [self._value(part) for part in value]
        return value

    def _word(self, match: re.Match[str]) -> str:
        word = match.group()
        if word.lower() in self._frequent:
            return word
        self._count += 1
        return word if self._count % _STEP else word + self._ending


def ending(repetition: int) -> str:
    """Letters that no stemmer of English takes off, different for each repetition."""
    consonants = "bdfgklmnprtvz"
    letters = ""
    while repetition:
        repetition, digit = divmod(repetition, len(consonants))
        letters += consonants[digit] + "o"
    return letters
