"""Recoll, the desktop search on top of Xapian, by its commands."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import process
from contestants.contestant import Contestant, Tools, Work, answer
from errors import Missing

_HOW_TO_GET = "install it with: apt-get install recollcmd"


class Recoll(Contestant):
    """`recollindex` on a directory of text files, with as many threads as it chooses by itself."""

    key = "recoll"
    title = "Recoll"
    needs_text_files = True

    def version(self, tools: Tools, corpus: Path) -> str:
        for command in ("recollindex", "recollq"):
            if shutil.which(command) is None:
                raise Missing(f"{command} is not here; {_HOW_TO_GET}")
        # It has no option for this, but its usage ends with it.
        usage = process.run(["recollindex", "-h"], timeout=60)
        found = re.search(r"Recoll \d[\d.]*( \+ Xapian \d[\d.]*)?", usage.output + usage.errors)
        return found.group() if found else "Recoll of unknown version"

    def prepare(self, work: Work) -> None:
        settings = [
            f"topdirs = {work.texts}",
            # Without this a path such as /tmp may be on its list of those to pass over.
            "skippedPaths =",
            "indexstemminglanguages = english",
            "defaultcharset = UTF-8",
            # It would else step behind all other processes, and prepare a spelling dictionary where it can.
            "idxniceprio = 0",
            "noaspell = 1",
            "loglevel = 2",
        ]
        (work.index / "recoll.conf").write_text("\n".join(settings) + "\n", encoding="utf-8")

    def command(self, tools: Tools, work: Work) -> list[str]:
        return ["recollindex", "-c", str(work.index)]

    def count(self, tools: Tools, work: Work) -> int:
        found = answer(["recollq", "-c", str(work.index), "-n", "1", "mime:text/plain"])
        number = re.search(r"^(\d+) results", found, re.MULTILINE)
        return int(number.group(1)) if number else 0
