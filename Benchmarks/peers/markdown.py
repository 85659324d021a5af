"""The forms of a report: tables, bullets and paragraphs that read well unrendered, too."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence

WIDTH = 100


def table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table with padded cells; the first column is left-aligned, the others are right-aligned."""
    widths = [max(len(row[column]) for row in [headings, *rows]) for column in range(len(headings))]

    def line(cells: Sequence[str]) -> str:
        padded = [cell.ljust(width) if column == 0 else cell.rjust(width)
                  for column, (cell, width) in enumerate(zip(cells, widths))]
        return "| " + " | ".join(padded) + " |"

    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    return "\n".join([line(headings), line(rule), *map(line, rows)])


def bullets(lines: Sequence[str]) -> str:
    return "\n".join(wrapped(line, first="- ", rest="  ") for line in lines)


def wrapped(text: str, first: str = "", rest: str = "") -> str:
    # A command is copied as it stands, so no line may end within it.
    held = re.sub(r"`[^`]*`", lambda code: code.group().replace(" ", "\0"), text)
    return textwrap.fill(held, WIDTH, initial_indent=first, subsequent_indent=rest,
                         break_long_words=False, break_on_hyphens=False).replace("\0", " ")
