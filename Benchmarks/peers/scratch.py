"""A directory that is gone when the run ends, however it ends."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Optional

import signals


@contextlib.contextmanager
def directory(parent: Path, prefix: str) -> Iterator[Path]:
    """A new, empty directory under `parent`. Python's own could be interrupted while it makes or removes it."""
    path: Optional[Path] = None
    try:
        with signals.held():
            path = Path(tempfile.mkdtemp(prefix=prefix, dir=parent))
        yield path
    finally:
        if path is not None:
            with signals.held():
                shutil.rmtree(path, ignore_errors=True)
