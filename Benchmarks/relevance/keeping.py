"""What one run leaves for the next, each in a folder that has a stamp of all that it was made of."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable
from pathlib import Path

from harness import HERE

_STAMP = "stamp"


def stamp(*parts: str) -> str:
    """One for what is made by this harness, as it stands here, from `parts`."""
    made_by = hashlib.blake2b(digest_size=16)
    for source in sorted(HERE.rglob("*.py")):
        if not source.name.startswith("test_"):
            made_by.update(source.read_bytes())
    return "\n".join([made_by.hexdigest(), *parts])


def stamp_of_files(files: Iterable[Path]) -> str:
    """The same for files, by their sizes and times."""
    states = [(path, path.stat()) for path in files]
    return stamp(*(f"{path} {state.st_size} {state.st_mtime_ns}" for path, state in states))


def content(file: Path) -> str:
    """What a stamp has of a command: a digest of its bytes, as its time changes whenever it is linked anew."""
    digest = hashlib.blake2b(digest_size=16)
    with file.open("rb") as stream:
        for block in iter(lambda: stream.read(1 << 20), b""):
            digest.update(block)
    return digest.hexdigest()


def is_kept(folder: Path, wanted: str) -> bool:
    """Whether what is in the folder was made of just that, to its end."""
    try:
        return (folder / _STAMP).read_text(encoding="utf-8") == wanted
    except OSError:
        return False


def clear(folder: Path) -> None:
    """Leaves the folder empty."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)


def keep(folder: Path, made_of: str) -> None:
    """Says that all is in the folder now."""
    (folder / _STAMP).write_text(made_of, encoding="utf-8")
