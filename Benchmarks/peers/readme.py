"""The latest table in `Benchmarks/README.md`, between two comments."""

from __future__ import annotations

from pathlib import Path

from errors import UsageError

BEGIN = "<!-- peers: begin -->"
END = "<!-- peers: end -->"


def update(readme: Path, report: Path) -> None:
    """Writes the last report between the two marks; all else in the file stays."""
    if not report.exists():
        raise UsageError("there is no report yet; make one with: make bench-peers")
    readme.write_text(with_report(readme.read_text(encoding="utf-8"), report.read_text(encoding="utf-8")),
                      encoding="utf-8")


def with_report(text: str, report: str) -> str:
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise UsageError(f"the README has lost its marks {BEGIN} and {END}")
    return f"{before}{BEGIN}\n{report.strip()}\n{END}{after}"
