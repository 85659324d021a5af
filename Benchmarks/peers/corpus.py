"""Which text is indexed: the file that is given, or else one made of the sample archive's sentences."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from errors import UsageError

GENERATED_NAME = "generated from seeds/world"
GENERATED_BYTES = 20_000_000


@dataclass(frozen=True)
class Corpus:
    """A corpus that was read once from end to end."""

    path: Path
    name: str
    articles: int
    text_bytes: int
    file_bytes: int
    busiest_month: str = ""
    """Such as 2023-09; empty where no article has a date."""

    def raw(self) -> dict[str, Any]:
        """All but where the file lies, which is its owner's business."""
        return {key: value for key, value in dataclasses.asdict(self).items() if key != "path"}


def checked(path: Path) -> Path:
    """`path`, where a corpus can be read from it. Raises `UsageError` else."""
    if not path.exists():
        raise UsageError(f"{path}: there is no such corpus")
    if not path.is_file():
        raise UsageError(f"{path}: the corpus has to be one JSON Lines file, plain or compressed by zstd or gzip")
    try:
        with path.open("rb") as file:
            if not file.read(1):
                raise UsageError(f"{path}: the corpus is empty")
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from None
    return path


def generate(path: Path, world: Path, byte_count: int = GENERATED_BYTES) -> None:
    """Writes news-like articles until their texts hold `byte_count` bytes; the same ones each time.

    They are those of the benchmarks in Swift (`Corpus.swift`), number by number, so that figures from either can
    be set beside each other.
    """
    sentences = _seed_sentences(world)
    random = _generator(seed=42)
    written = 0
    number = 0
    with path.open("w", encoding="utf-8") as file:
        while written < byte_count:
            chosen = " ".join(sentences[random(len(sentences))] for _ in range(30))
            # A rare word of its own and a more frequent one give the dictionary of terms its long tail.
            text = f"{chosen} Report{number} ends with word{random(200)}."
            record = {"id": str(number), "title": f"Report {number}", "text": text, "language": "en"}
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
            written += len(text.encode()) + len(record["title"])
            number += 1


def _seed_sentences(world: Path) -> list[str]:
    files = sorted(path for path in world.glob("*") if path.is_file())
    sentences: list[str] = []
    for file in files:
        # Like Swift's `split`, which passes over what is empty.
        sentences += [part + "." for part in file.read_text(encoding="utf-8").split(". ") if part]
    if not sentences:
        raise UsageError(f"{world}: the sample archive is not there; name a corpus with LEDE_CORPUS or --corpus")
    return sentences


def _generator(seed: int) -> Callable[[int], int]:
    """Knuth's linear congruential generator for 64 bits (MMIX)."""
    state = seed

    def random(bound: int) -> int:
        nonlocal state
        state = (state * 6_364_136_223_846_793_005 + 1_442_695_040_888_963_407) % (1 << 64)
        return (state >> 33) % bound

    return random
