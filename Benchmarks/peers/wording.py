"""Sentences that every report has: who was absent, which versions ran, on what machine, and when."""

from __future__ import annotations

from collections.abc import Sequence

from circumstances import Circumstances
from corpus import Corpus
from entry import Entry
from machine import Machine


def corpus_size(corpus: Corpus, passages: int = 0) -> str:
    """How much text it is; with Lede's passages where they were counted."""
    counted = f"{passages:,} passages, " if passages else ""
    return f"{corpus.articles:,} articles, {counted}{corpus.text_bytes / 1e6:,.1f} MB of text ({corpus.name})"


def machine_line(machine: Machine) -> str:
    return f"{machine.processor}, {machine.cores} core{'' if machine.cores == 1 else 's'}, {machine.system}"


def versions(measured: Sequence[Entry]) -> list[str]:
    """What took part, each once."""
    return list(dict.fromkeys(entry.version for entry in measured))


def absences(entries: Sequence[Entry]) -> list[str]:
    """A line for each that was not measured, with the reason."""
    lines = [f"{entry.title}: skipped; {entry.skipped}" for entry in entries if entry.skipped]
    return lines + [f"{entry.title}: failed; {entry.failed}" for entry in entries if entry.failed]


def provenance(circumstances: Circumstances, measured: Sequence[Entry]) -> list[str]:
    """What ran, on what, when, and how to do it again."""
    commit = f"; Lede’s sources at {circumstances.commit}" if circumstances.commit else ""
    machine = circumstances.machine
    lines = [f"Versions: {', '.join(versions(measured))}{commit}.", f"Machine: {machine_line(machine)}.",
             f"Measured on {circumstances.date} by `{circumstances.command}`."]
    if machine.is_busy:
        lines.append(f"The machine was busy when this began (load {machine.load}): expect better figures.")
    return lines


def colophon(circumstances: Circumstances, measured: Sequence[Entry]) -> list[str]:
    """The same in few words, for the foot of a chart."""
    commit = f" · Lede’s sources {circumstances.commit}" if circumstances.commit else ""
    return [" · ".join(versions(measured)) + commit, f"{machine_line(circumstances.machine)} · {circumstances.date}",
            circumstances.command]
