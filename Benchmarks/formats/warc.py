"""Web archives (WARC 1.0), a gzip member a record: enough of the format to write pages and to read them again."""

from __future__ import annotations

import datetime
import gzip
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO


@dataclass(frozen=True)
class Page:
    """A page that was found."""

    address: str
    date: str
    html: bytes

    @property
    def name(self) -> str:
        """What Lede knows the page by inside its archive."""
        return f"{self.address}@{self.date}"


def capture_date(start: datetime.datetime, number: int) -> str:
    """A page a second, as a polite crawler asks for them."""
    return (start + datetime.timedelta(seconds=number)).strftime("%Y-%m-%dT%H:%M:%SZ")


def write_information(archive: IO[bytes], date: str) -> None:
    """Writes the record that every archive begins with."""
    fields = {"WARC-Date": date, "Content-Type": "application/warc-fields"}
    _write(archive, "warcinfo", date, fields, b"format: WARC File Format 1.0\r\n")


def write_page(archive: IO[bytes], page: Page) -> None:
    """Writes the answer of a server that has the page."""
    header = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(page.html)}\r\n\r\n".encode()
    fields = {"WARC-Target-URI": page.address, "WARC-Date": page.date,
              "Content-Type": "application/http; msgtype=response"}
    _write(archive, "response", page.name, fields, header + page.html)


def pages(archive: IO[bytes]) -> Iterator[Page]:
    """The pages of an archive that `write_page` wrote, decompressed by the caller.

    Raises `ValueError` where it is another archive, or cut off.
    """
    while version := archive.readline():
        if not version.startswith(b"WARC/1."):
            raise ValueError(f"no record begins with {version[:40]!r}")
        fields = {}
        while line := archive.readline().strip():
            name, _, value = line.decode().partition(":")
            fields[name.strip().lower()] = value.strip()
        length = int(fields["content-length"])
        block = archive.read(length)
        if len(block) < length or archive.read(4) != b"\r\n\r\n":
            raise ValueError("cut off in the middle of a record")
        if fields["warc-type"] == "response":
            yield Page(fields["warc-target-uri"], fields["warc-date"], block.partition(b"\r\n\r\n")[2])


def _write(archive: IO[bytes], kind: str, name: str, fields: dict[str, str], block: bytes) -> None:
    # Made of the name, so that the same pages give the same archive, byte for byte.
    identity = uuid.uuid5(uuid.NAMESPACE_URL, name)
    lines = ["WARC/1.0", f"WARC-Type: {kind}", f"WARC-Record-ID: <urn:uuid:{identity}>",
             *(f"{field}: {value}" for field, value in fields.items()), f"Content-Length: {len(block)}"]
    archive.write(gzip.compress("\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n", mtime=0))
