"""What became of one contestant, whatever was measured of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional


@dataclass
class Entry:
    """One contestant: with the version that ran, or the reason why none did."""

    key: str
    title: str
    version: str = ""
    skipped: Optional[str] = None
    failed: Optional[str] = None
