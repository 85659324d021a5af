"""Where, when and by which command something was measured."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

from machine import Machine, commit


@dataclass(frozen=True)
class Circumstances:
    date: str
    command: str
    """How to do it again."""
    commit: str
    """Of Lede's sources; empty where it is not known."""
    machine: Machine

    @staticmethod
    def now(command: str, repository: Path) -> Circumstances:
        """Those of this moment, which should be the one before the first measurement."""
        date = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d")
        return Circumstances(date, command, commit(repository), Machine.here())
