"""Reads a corpus: a JSON Lines file, plain or compressed by zstd or gzip."""

from __future__ import annotations

import contextlib
import gzip
import io
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import IO, Any, NamedTuple, cast

from errors import Missing, UsageError

_ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
_GZIP_MAGIC = b"\x1f\x8b"
# The names under which Lede, too, looks for an article's text.
_TEXT_FIELDS = ("text", "body", "content")
SEARCHED_FIELDS = ("title", *_TEXT_FIELDS)
_DATE_FIELDS = ("date", "published")
_DAY = re.compile(r"(19|20)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?!\d)")


class Article(NamedTuple):
    title: str
    body: str
    day: str = ""
    """When it was published, such as 2023-09-11, where its record says so in this form."""

    def byte_count(self) -> int:
        return len(self.title.encode()) + len(self.body.encode())


def read(corpus: Path) -> Iterator[Article]:
    """The articles of `corpus`, in its order. Raises `UsageError` for what is no record, by its line."""
    return map(article, records(corpus))


def article(record: dict[str, Any]) -> Article:
    day = _DAY.match(_field(record, _DATE_FIELDS))
    return Article(_field(record, ("title",)), _field(record, _TEXT_FIELDS), day.group() if day else "")


def records(corpus: Path) -> Iterator[dict[str, Any]]:
    """The same as they stand there, with all their fields."""
    with opened(corpus) as stream:
        for number, line in enumerate(stream, start=1):
            if line.isspace():
                continue
            try:
                record = json.loads(line)
            except ValueError:
                record = None
            if not isinstance(record, dict):
                raise UsageError(f"{corpus.name}:{number}: this line is not a JSON object")
            yield record


def check_readable(corpus: Path) -> None:
    """Raises `Missing` where nothing here can decode the corpus."""
    with opened(corpus) as stream:
        stream.read(1)


def is_zstd(corpus: Path) -> bool:
    return _begins_with(_ZSTD_MAGIC, corpus)


def opened(corpus: Path) -> AbstractContextManager[IO[bytes]]:
    """The decompressed bytes."""
    if _begins_with(_GZIP_MAGIC, corpus):
        # It reads like any other file, but has another type.
        return cast(IO[bytes], gzip.open(corpus, "rb"))
    if not is_zstd(corpus):
        return corpus.open("rb")
    try:
        from compression import zstd  # Python 3.14 and later

        return zstd.open(corpus, "rb")
    except ImportError:
        pass
    try:
        import zstandard

        # A file may be several frames, one behind the other; by itself it would stop after the first.
        reader = zstandard.ZstdDecompressor().stream_reader(corpus.open("rb"), read_across_frames=True)
        return io.BufferedReader(reader, 1 << 20)
    except ImportError:
        return _decoded_by_command(corpus)


def _begins_with(magic: bytes, corpus: Path) -> bool:
    with corpus.open("rb") as file:
        return file.read(len(magic)) == magic


@contextlib.contextmanager
def _decoded_by_command(corpus: Path) -> Iterator[IO[bytes]]:
    command = shutil.which("zstd")
    if command is None:
        raise Missing("nothing here decodes zstd; install it with: pip install zstandard, or apt-get install zstd")
    with subprocess.Popen([command, "-dcq", "--", str(corpus)], stdout=subprocess.PIPE) as decoder:
        assert decoder.stdout is not None
        yield decoder.stdout
        at_end = not decoder.stdout.read(1)
    # One that was not read to its end complains of that.
    if at_end and decoder.returncode != 0:
        raise UsageError(f"{corpus.name}: zstd could not decode it")


def _field(record: dict[str, Any], names: tuple[str, ...]) -> str:
    """The first of the names that holds something; an empty value counts as absent, as it does for Lede."""
    for name in names:
        value = record.get(name)
        if isinstance(value, list) and all(isinstance(part, str) for part in value):
            value = "\n\n".join(value)
        if isinstance(value, str) and value:
            return _without_surrogates(value)
    return ""


def _without_surrogates(text: str) -> str:
    """JSON can spell half of a surrogate pair, which no UTF-8 can."""
    try:
        text.encode()
        return text
    except UnicodeEncodeError:
        return re.sub("[\ud800-\udfff]", "\ufffd", text)
