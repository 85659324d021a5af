"""The latest tables in `Benchmarks/README.md`, each between two comments."""

from __future__ import annotations

from pathlib import Path

from errors import UsageError


def update(readme: Path, report: Path, target: str) -> None:
    """Writes the last report of `make target` between the two marks of its name; all else in the file stays."""
    if not report.exists():
        raise UsageError(f"there is no report yet; make one with: make {target}")
    text = with_report(readme.read_text(encoding="utf-8"), report.read_text(encoding="utf-8"), report.stem)
    readme.write_text(text, encoding="utf-8")


def with_report(text: str, report: str, name: str) -> str:
    begin, end = marks(name)
    before, found_begin, rest = text.partition(begin)
    _, found_end, after = rest.partition(end)
    if not found_begin or not found_end:
        raise UsageError(f"the README has lost its marks {begin} and {end}")
    return f"{before}{begin}\n{report.strip()}\n{end}{after}"


def marks(name: str) -> tuple[str, str]:
    return f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
