"""Text as terms, for the peers that leave this to who uses them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

# Languages that write without spaces between the words.
UNSPACED = frozenset({"ja", "th", "zh"})

_WORD = re.compile(r"[^\W_]+")
_MARKS = re.compile("[\u0300-\u036f]")


def words(text: str) -> list[str]:
    """Runs of letters and digits, in small letters and without accents."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", _MARKS.sub("", unicodedata.normalize("NFKD", text)))
    return _WORD.findall(text.lower())


def runs(text: str) -> Iterator[str]:
    """What stands between spaces, punctuation and other signs; marks above or below a letter belong to it."""
    return ("".join(part) for part in _split(unicodedata.normalize("NFKC", text).lower()))


def bigrams(text: str) -> list[str]:
    """Pairs of neighbouring characters; what is in Latin letters or digits is a word as it stands."""
    found: list[str] = []
    for run in runs(text):
        for part in re.findall(r"[\x00-\u024f]+|[^\x00-\u024f]+", run):
            if part[0] <= "\u024f" or len(part) == 1:
                found.append(part)
            else:
                found += (part[start:start + 2] for start in range(len(part) - 1))
    return found


def _split(text: str) -> Iterator[list[str]]:
    run: list[str] = []
    for character in text:
        if unicodedata.category(character)[0] in "LMN":
            run.append(character)
        elif run:
            yield run
            run = []
    if run:
        yield run
