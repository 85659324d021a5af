"""The process of a contestant that is a Python library.

    rank_worker.py version KEY                                       the library's version
    rank_worker.py rank KEY DOCUMENTS QUERIES LANGUAGE DEPTH FOLDER  for each query a line, the documents as JSON
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import harness  # noqa: F401  The path to all below.
import articles
from contestants.python_contestant import MISSING_STATUS
from errors import Missing, UsageError
from rankers import RANKERS
from rankers.library_ranker import LibraryRanker


def main(arguments: list[str]) -> None:
    verb, key, *rest = arguments
    library = next(one for one in RANKERS if one.key == key)
    assert isinstance(library, LibraryRanker)
    if verb == "version":
        try:
            print(library.library_version())
        except ImportError:
            raise Missing(library.how_to_get) from None
    elif verb == "rank":
        documents, batch, language, depth, folder = rest
        queries = [line.partition("\t")[2] for line in Path(batch).read_text(encoding="utf-8").split("\n") if line]
        records = list(articles.records(Path(documents)))
        numbers = [int(record["id"]) for record in records]
        for ranking in library.rankings(
            list(map(articles.article, records)), queries, language, int(depth), Path(folder)
        ):
            print(json.dumps([numbers[place] for place in ranking], separators=(",", ":")))
    else:
        raise UsageError(f"there is no verb {verb}")


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except Missing as error:
        print(error, file=sys.stderr)
        sys.exit(MISSING_STATUS)
    except UsageError as error:
        print(error, file=sys.stderr)
        sys.exit(2)
