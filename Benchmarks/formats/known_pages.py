"""The known-item test on a web archive: each page is looked for by its own title.

    python3 Benchmarks/formats/known_pages.py pages.warc.gz --lede-index FILE --lede-query FILE

The archive is one of `make_warc.py`. Only titles that a single page has are searched; the measure is the mean
reciprocal rank among the first 10. It is taken twice: with the titles as they stand, and without the name of the
site that many of them end in, which nobody who remembers a page would search for.
"""

from __future__ import annotations

import argparse
import gzip
import html
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import warc

CUTOFF = 10
SITE = 10
"""So many pages have the ending of their titles in common before it is taken for the name of their site."""
_SEPARATOR = re.compile(r" [—–|·-] ")
_TITLE = re.compile(r"<title[^>]*>(.*?)</title", re.IGNORECASE | re.DOTALL)


class Failed(Exception):
    """Nothing can be measured; the sentence is all that is printed."""


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="known_pages.py", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("archive", type=Path, metavar="ARCHIVE")
    parser.add_argument("--lede-index", type=Path, required=True, metavar="FILE")
    parser.add_argument("--lede-query", type=Path, required=True, metavar="FILE")
    parser.add_argument("--missed", action="store_true", help="list the titles whose page is not among the first 10")
    options = parser.parse_args(arguments)
    try:
        titles = all_titles(options.archive)
        print(f"{len(titles)} pages")
        with tempfile.TemporaryDirectory() as folder:
            index = Path(folder) / "pages.sqlite"
            _run([str(options.lede_index), "--index", str(index), "--quiet", str(options.archive)], (0,))
            for kind, searched in (("whole titles", titles), ("titles without the site", without_site(titles))):
                own = unique(searched)
                ranks = search(index, own, options.lede_query)
                found = sum(rank is not None for rank in ranks.values())
                print(f"{kind}: {len(own)} that one page has, {found} of these pages among the first {CUTOFF}, "
                      f"MRR@{CUTOFF} {mean_reciprocal_rank(ranks):.4f}")
                if options.missed:
                    for name in (name for name, rank in ranks.items() if rank is None):
                        print(f"  {own[name]}\t{name}")
    except (Failed, OSError, ValueError) as error:
        print(f"known_pages.py: {error}", file=sys.stderr)
        return 1
    return 0


def all_titles(archive: Path) -> dict[str, str]:
    """The title of each page by its name; empty where it has none."""
    with gzip.open(archive) as file:
        return {page.name: title_of(page.html) for page in warc.pages(file)}


def unique(titles: Mapping[str, str]) -> dict[str, str]:
    """Those that a single page has."""
    having = Counter(titles.values())
    return {name: title for name, title in titles.items() if title and having[title] == 1}


def without_site(titles: Mapping[str, str]) -> dict[str, str]:
    """The titles without the ending that ten or more have in common."""
    endings = Counter(_ending(title) for title in titles.values())
    return {name: title[:len(title) - len(_ending(title))] if endings[_ending(title)] >= SITE else title
            for name, title in titles.items()}


def _ending(title: str) -> str:
    """What stands behind the last dash or bar, with it; empty where there is none."""
    found = list(_SEPARATOR.finditer(title))
    return title[found[-1].start():] if found else ""


def title_of(page: bytes) -> str:
    """The title on one line; empty where there is none."""
    try:
        text = page.decode("utf-8")
    except UnicodeDecodeError:
        text = page.decode("windows-1252", errors="replace")
    found = _TITLE.search(text)
    return " ".join(html.unescape(found.group(1)).split()) if found else ""


def search(index: Path, titles: Mapping[str, str], query: Path) -> dict[str, int | None]:
    """The rank at which each page is found by its title; `None` where it is not among the first 10."""
    names = list(titles)
    batch = index.with_name("titles.tsv")
    batch.write_text("".join(f"{number}\t{titles[name]}\n" for number, name in enumerate(names)), encoding="utf-8")
    # As with grep, 1 says that nothing was found.
    run = _run([str(query), "--index", str(index), "--batch", str(batch), "--format", "trec", "-n", str(CUTOFF)], (0, 1))
    ranks: dict[str, int | None] = dict.fromkeys(names)
    for line in run.splitlines():
        number, _, name, rank, _, _ = line.split(" ")
        if names[int(number)] == name:
            ranks[name] = int(rank)
    return ranks


def mean_reciprocal_rank(ranks: Mapping[str, int | None]) -> float:
    """A page that is not found counts 0."""
    return sum(1 / rank for rank in ranks.values() if rank) / len(ranks) if ranks else 0.0


def _run(command: Sequence[str], good: Sequence[int]) -> str:
    finished = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    if finished.returncode not in good:
        said = finished.stderr.strip().splitlines()
        raise Failed(said[0] if said else f"{command[0]} ended with status {finished.returncode}")
    return finished.stdout


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
