"""The process of a peer that is a Python library, and of all else that reads the corpus.

    worker.py version KEY CORPUS     the library's version, once it is sure that the corpus can be read
    worker.py build KEY CORPUS INDEX reads all articles into memory, then indexes them; prints the times
    worker.py count KEY INDEX        the number of articles in the index
    worker.py search KEY INDEX JSON  the times of the queries in JSON (see library_searcher.py)
    worker.py survey CORPUS          the corpus' articles and bytes of text, and the month that most articles are of
    worker.py split CORPUS DIRECTORY the corpus as text files
    worker.py enlarge CORPUS FILE N  the corpus N times over, with changed words, as JSON Lines
"""

from __future__ import annotations

import calendar
import dataclasses
import json
import os
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import articles
import enlargement
from contestants import CONTESTANTS
from contestants.python_contestant import MISSING_STATUS, PythonContestant
from errors import Missing, RunFailed, UsageError
from query_classes import Query
from searchers import SEARCHERS
from searchers.effort import Effort
from searchers.library_searcher import LibrarySearcher


def main(arguments: list[str]) -> None:
    verb = arguments[0]
    if verb == "survey":
        print(json.dumps(survey(Path(arguments[1]))))
    elif verb == "split":
        split(Path(arguments[1]), Path(arguments[2]))
    elif verb == "enlarge":
        enlargement.enlarge(Path(arguments[1]), Path(arguments[2]), int(arguments[3]))
    elif verb == "search":
        print(json.dumps(search(arguments[1], Path(arguments[2]), json.loads(arguments[3]))))
    else:
        _work_with_library(verb, arguments[1], [Path(path) for path in arguments[2:]])


def survey(corpus: Path) -> dict[str, Any]:
    count = text_bytes = 0
    months: Counter[str] = Counter()
    for article in articles.read(corpus):
        count += 1
        text_bytes += article.byte_count()
        if article.day:
            months[article.day[:7]] += 1
    # The latest of several equals, so that the order of the articles does not matter.
    busiest = max(months, key=lambda month: (months[month], month), default="")
    return {"articles": count, "textBytes": text_bytes, "busiestMonth": busiest}


def split(corpus: Path, directory: Path) -> None:
    for number, article in enumerate(articles.read(corpus)):
        # A thousand a folder, as an archive on disk would have them.
        folder = directory / f"{number // 1000:04}"
        if number % 1000 == 0:
            folder.mkdir(parents=True)
        # Bytes, as a text file's line ends might be translated.
        text = folder / f"{number:07}.txt"
        text.write_bytes(f"{article.title}\n\n{article.body}".encode())
        if article.day:
            # Who reads files takes this for an article's date.
            year, month, day = map(int, article.day.split("-"))
            noon = calendar.timegm((year, month, day, 12, 0, 0))
            os.utime(text, (noon, noon))


def search(key: str, index: Path, asked: dict[str, Any]) -> list[dict[str, Any]]:
    searcher = next(one for one in SEARCHERS if one.key == key)
    assert isinstance(searcher, LibrarySearcher)
    queries = [Query.of(raw) for raw in asked["queries"]]
    return [dataclasses.asdict(answer) for answer in searcher.timed(index, queries, Effort(**asked["effort"]))]


def _work_with_library(verb: str, key: str, paths: list[Path]) -> None:
    library = next(one for one in (*CONTESTANTS, *(searcher.builder for searcher in SEARCHERS)) if one.key == key)
    assert isinstance(library, PythonContestant)
    if verb == "version":
        try:
            version = library.library_version()
        except ImportError:
            raise Missing(library.how_to_get) from None
        articles.check_readable(paths[0])
        print(version)
    elif verb == "build":
        # Imports the library, which is no part of indexing.
        library.library_version()
        start = time.perf_counter()
        everything = list(articles.read(paths[0]))
        read = time.perf_counter()
        library.build(everything, paths[1])
        end = time.perf_counter()
        print(json.dumps({"readingSeconds": read - start, "indexingSeconds": end - read}))
    elif verb == "count":
        print(library.count_articles(paths[0]))
    else:
        raise UsageError(f"there is no verb {verb}")


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except Missing as error:
        print(error, file=sys.stderr)
        sys.exit(MISSING_STATUS)
    except (UsageError, RunFailed) as error:
        print(error, file=sys.stderr)
        sys.exit(2)
