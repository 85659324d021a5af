"""Measures which passages Lede shows; `make relevance-passages` calls it. See Benchmarks/README.md."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import joined
import judged
from joined import Collection, CollectionError
from lede import CommandFailed, Lede

REPOSITORY = Path(__file__).resolve().parents[3]


@dataclass
class Tally:
    """What became of a collection's questions."""

    questions: int = 0
    right_article: int = 0
    """The first article is the one with the gold paragraph."""
    right_passage: int = 0
    """More than half of its first passage lies in the gold paragraph."""
    answers: int = 0
    """The first passage of the right article holds the answer, word for word."""
    excerpts: int = 0
    """So does the excerpt of that passage."""


def main(arguments: Sequence[str]) -> int:
    options = _options(arguments)
    lede = Lede(options.lede_index.resolve(), options.lede_query.resolve())
    try:
        with tempfile.TemporaryDirectory(prefix="lede-passages-") as scratch:
            if options.collections:
                _report_collections(lede, options.collections, options.only, Path(scratch))
            else:
                print("LEDE_COLLECTIONS names no folder of collections: only the sample archive is measured",
                      file=sys.stderr)
            return _report_judged(lede, Path(scratch), options.list)
    except (CollectionError, CommandFailed, OSError) as error:
        print(f"relevance-passages: {error}", file=sys.stderr)
        return 2


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="run.py", description="Measure which passages Lede shows.")
    parser.add_argument("--lede-index", type=Path, required=True, help="the command to index with")
    parser.add_argument("--lede-query", type=Path, required=True, help="the command to search with")
    folder = os.environ.get("LEDE_COLLECTIONS")
    parser.add_argument("--collections", type=Path, default=Path(folder) if folder else None,
                        help="the folder of collections (default: $LEDE_COLLECTIONS)")
    parser.add_argument("--only", action="append", default=[], help="only this collection; may be given again")
    parser.add_argument("--list", action="store_true", help="print what was shown where a sentence was missed")
    return parser.parse_args(arguments)


# Collections


def _report_collections(lede: Lede, folder: Path, only: Sequence[str], scratch: Path) -> None:
    names = [name for name in joined.names(folder) if not only or name in only]
    if not names:
        raise CollectionError(f"{folder}: holds no collection that asks for paragraphs")
    print("| collection | articles | paragraphs | questions | right article first | its passage too "
          "| passage, given the article | answer in the passage | answer in the excerpt |")
    print("|---|---|---|---|---|---|---|---|---|")
    for name in names:
        collection = joined.read(folder / name)
        tally = _tally(lede, collection, scratch)
        given = max(1, tally.right_article)
        cells = [
            name, len(collection.articles), collection.paragraphs, tally.questions,
            _share(tally.right_article, tally.questions), _share(tally.right_passage, tally.questions),
            _share(tally.right_passage, given), _share(tally.answers, given), _share(tally.excerpts, given)]
        print("| " + " | ".join(str(cell) for cell in cells) + " |", flush=True)
    print()


def _tally(lede: Lede, collection: Collection, scratch: Path) -> Tally:
    file = scratch / f"{collection.name}.jsonl"
    with file.open("w", encoding="utf-8") as output:
        for article in collection.articles:
            output.write(json.dumps(article, ensure_ascii=False) + "\n")
    index = scratch / f"{collection.name}.sqlite"
    lede.index(index, [file.name], scratch)
    hits = lede.answers(index, [(question.id, question.text) for question in collection.questions], scratch)
    texts = {article["id"]: article["text"].encode() for article in collection.articles}
    tally = Tally(questions=len(collection.questions))
    for question in collection.questions:
        hit = hits.get(question.id)
        if hit is None or hit["article"]["key"].partition("#")[2] != question.gold.article:
            continue
        passage = hit["passage"]
        start, end = passage["bytes"]
        text = texts[question.gold.article][start:end]
        if text != passage["text"].encode():
            raise CommandFailed(f"{collection.name}: the bytes of a passage are not those of its text: {question.id}")
        tally.right_article += 1
        tally.right_passage += question.gold.share(start, end) > 0.5
        tally.answers += question.answer in passage["text"]
        tally.excerpts += question.answer in excerpt(hit)
    return tally


def excerpt(hit: dict[str, Any]) -> str:
    """What is shown of a passage, its fragments joined."""
    text = hit["passage"]["text"].encode()
    return " … ".join(text[start:end].decode() for start, end in hit["excerpt"])


def _share(part: int, whole: int) -> str:
    return f"{100 * part / max(1, whole):.1f} %"


# The sample archive


def _report_judged(lede: Lede, scratch: Path, lists_misses: bool) -> int:
    outcomes = judged.outcomes(lede, REPOSITORY / "seeds", scratch)
    on_screen = sum(outcome.on_screen for outcome in outcomes)
    in_passage = sum(outcome.in_passage for outcome in outcomes)
    print(f"Sentences judged by hand: {len(outcomes)}; in the first passage {in_passage} "
          f"({_share(in_passage, len(outcomes))}), shown of it at {judged.COLUMNS} columns {on_screen} "
          f"({_share(on_screen, len(outcomes))})")
    for outcome in outcomes:
        if lists_misses and not outcome.on_screen:
            print(f"\n{outcome.judgement.query}\n  wanted: {outcome.judgement.sentence}\n  shown:  {outcome.shown}"
                  + ("\n  (it is in the passage)" if outcome.in_passage else ""))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
