"""The two commands, as the measurement calls them."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any


EXCERPT = 400
"""The characters that a terminal of 80 columns shows of a passage."""


class CommandFailed(Exception):
    """A command ended with an error; the sentence is what it said."""


@dataclass(frozen=True)
class Lede:
    index_command: Path
    query_command: Path

    def index(self, file: Path, paths: Sequence[str], directory: Path) -> None:
        """Makes the index `file` of `paths`, which are relative to `directory`."""
        self._run([self.index_command, "--index", file, *paths], directory)

    def answers(self, index: Path, queries: Sequence[tuple[str, str]], directory: Path) -> dict[str, dict[str, Any]]:
        """The best passage of the best article for each query (id and text), by the query's id; with its excerpt."""
        batch = directory / "queries.tsv"
        batch.write_text("".join(f"{name}\t{_one_line(text)}\n" for name, text in queries), encoding="utf-8")
        lines = self._run(
            [self.query_command, "--index", index, "--batch", batch, "--format", "jsonl", "-n", "1",
             "--excerpt", str(EXCERPT)], directory)
        hits = [json.loads(line) for line in lines.split("\n") if line]
        return {hit["query"]: hit for hit in hits}

    def hits(self, index: Path, query: str, directory: Path) -> list[dict[str, Any]]:
        """The first passage of each of the ten best articles."""
        lines = self._run([self.query_command, "--index", index, "--format", "jsonl", "--", query], directory)
        return [json.loads(line) for line in lines.split("\n") if line]

    def screen(self, index: Path, query: str, columns: int, directory: Path) -> str:
        """What a terminal of that many columns shows for a query."""
        return self._run(
            [self.query_command, "--index", index, "--format", "text", "--color", "never", "--", query], directory,
            COLUMNS=str(columns))

    def _run(self, command: Sequence[str | Path], directory: Path, **environment: str) -> str:
        run = subprocess.run(
            command, cwd=directory, env=os.environ | environment, capture_output=True, check=False, timeout=600)
        # 1 is the status of a query that finds nothing.
        if run.returncode not in (0, 1):
            raise CommandFailed(run.stderr.decode(errors="replace").strip())
        return run.stdout.decode("utf-8")


def _one_line(text: str) -> str:
    return " ".join(text.split())
