"""Writes a web archive of every HTML page below a folder, as if it had been crawled.

    python3 Benchmarks/formats/make_warc.py FOLDER pages.warc.gz
"""

from __future__ import annotations

import argparse
import datetime
import sys
import urllib.parse
from collections.abc import Sequence
from pathlib import Path

import warc

_START = datetime.datetime(2023, 9, 12, 8, tzinfo=datetime.timezone.utc)


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="make_warc.py", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("archive", type=Path, metavar="ARCHIVE", help="the file to write, by custom .warc.gz")
    parser.add_argument("--site", default="https://docs.example", metavar="URL",
                        help="where the folder is on the web (default: https://docs.example)")
    options = parser.parse_args(arguments)
    if not options.folder.is_dir():
        parser.error(f"there is no folder {options.folder}")
    print(f"{write(options.folder, options.archive, options.site)} pages")
    return 0


def write(folder: Path, archive: Path, site: str) -> int:
    """Writes the archive, its pages in the order of their paths; returns how many there are."""
    count = 0
    with archive.open("wb") as file:
        warc.write_information(file, warc.capture_date(_START, 0))
        for path in sorted(folder.rglob("*")):
            if path.suffix.lower() not in (".html", ".htm", ".xhtml") or not path.is_file():
                continue
            address = f"{site}/{urllib.parse.quote(path.relative_to(folder).as_posix())}"
            warc.write_page(file, warc.Page(address, warc.capture_date(_START, count), path.read_bytes()))
            count += 1
    return count


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
