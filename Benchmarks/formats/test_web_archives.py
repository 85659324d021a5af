"""Tests of the web archives and of the measure: python3 Benchmarks/formats/test_web_archives.py"""

from __future__ import annotations

import contextlib
import gzip
import io
import tempfile
import unittest
from pathlib import Path

import known_pages
import make_warc
import warc

# Stands for `lede-index`: its index is a copy of the archive.
FAKE_INDEX = """#!/bin/sh
[ -n "$2" ] && cp "$4" "$2"
"""
# Stands for `lede-query`: the pages in the order of their addresses, whatever is asked.
FAKE_QUERY = """#!/bin/sh
while read -r number title; do
    rank=1
    for name in https://docs.example/a.html@2023-09-12T08:00:00Z https://docs.example/b/c%20d.htm@2023-09-12T08:00:01Z; do
        echo "$number Q0 $name $rank 1.0 lede"
        rank=$((rank + 1))
    done
done < "$4"
"""


class WebArchiveTests(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.site = self.folder / "site"
        (self.site / "b").mkdir(parents=True)
        self._page("a.html", "<title>A ferry &amp; a bridge</title><p>It sank.")
        self._page("b/c d.htm", "<TITLE>\nIt was \n raised</TITLE>")
        self._page("e.html", "<title>Twice</title>")
        self._page("f.html", "<title>Twice</title>")
        self._page("g.html", "no title")
        self._page("h.txt", "<title>no page</title>")
        self.archive = self.folder / "pages.warc.gz"

    def _page(self, name: str, text: str) -> None:
        (self.site / name).write_text(text, encoding="utf-8")

    def _command(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        path.chmod(0o755)
        return path

    def test_every_page_is_written_and_read_again(self) -> None:
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            self.assertEqual(make_warc.main([str(self.site), str(self.archive)]), 0)
        self.assertEqual(said.getvalue(), "5 pages\n")
        with gzip.open(self.archive) as file:
            pages = list(warc.pages(file))
        self.assertEqual([page.name for page in pages[:2]],
                         ["https://docs.example/a.html@2023-09-12T08:00:00Z",
                          "https://docs.example/b/c%20d.htm@2023-09-12T08:00:01Z"])
        self.assertEqual([page.html for page in pages[:1]], [(self.site / "a.html").read_bytes()])

    def test_the_same_pages_give_the_same_archive(self) -> None:
        make_warc.write(self.site, self.archive, "https://docs.example")
        first = self.archive.read_bytes()
        make_warc.write(self.site, self.archive, "https://docs.example")
        self.assertEqual(self.archive.read_bytes(), first)

    def test_a_record_is_a_member(self) -> None:
        make_warc.write(self.site, self.archive, "https://docs.example")
        self.assertEqual(self.archive.read_bytes().count(b"\x1f\x8b\x08\x00\x00\x00\x00\x00"), 6)

    def test_a_cut_is_an_error(self) -> None:
        record = io.BytesIO()
        warc.write_page(record, warc.Page("https://docs.example/", "2023-09-12T08:00:00Z", b"<p>It sank."))
        whole = gzip.decompress(record.getvalue())
        self.assertEqual(len(list(warc.pages(io.BytesIO(whole + whole)))), 2)
        for cut in (whole[:-1], whole[:-10], b"x" + whole):
            with self.assertRaises(ValueError):
                list(warc.pages(io.BytesIO(cut)))

    def test_titles_of_their_own_are_searched(self) -> None:
        make_warc.write(self.site, self.archive, "https://docs.example")
        titles = known_pages.all_titles(self.archive)
        self.assertEqual(len(titles), 5)
        self.assertEqual(sorted(known_pages.unique(titles).values()), ["A ferry & a bridge", "It was raised"])

    def test_the_name_of_a_site_is_left_out(self) -> None:
        titles = {str(number): f"Page {number} - a | The Site" for number in range(known_pages.SITE)}
        titles["x"] = "Page - of another | Site"
        without = known_pages.without_site(titles)
        self.assertEqual((without["0"], without["x"]), ("Page 0 - a", "Page - of another | Site"))
        del titles["0"]
        self.assertEqual(known_pages.without_site(titles), titles)

    def test_titles_are_decoded(self) -> None:
        self.assertEqual(known_pages.title_of("<title>Fähre</title>".encode("windows-1252")), "Fähre")
        self.assertEqual(known_pages.title_of("<title lang=de>Fähre".encode()), "")

    def test_the_measure_is_the_mean_reciprocal_rank(self) -> None:
        make_warc.write(self.site, self.archive, "https://docs.example")
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            status = known_pages.main([str(self.archive), "--lede-index", str(self._command("index", FAKE_INDEX)),
                                       "--lede-query", str(self._command("query", FAKE_QUERY))])
        self.assertEqual(status, 0)
        figures = "2 that one page has, 2 of these pages among the first 10, MRR@10 0.7500\n"
        self.assertEqual(said.getvalue(), f"5 pages\nwhole titles: {figures}titles without the site: {figures}")
        self.assertEqual(known_pages.mean_reciprocal_rank({"a": 2, "b": None}), 0.25)

    def test_a_command_that_fails_is_told(self) -> None:
        make_warc.write(self.site, self.archive, "https://docs.example")
        failing = self._command("failing", "#!/bin/sh\necho 'failing: no room' >&2\nexit 2\n")
        said = io.StringIO()
        with contextlib.redirect_stderr(said), contextlib.redirect_stdout(io.StringIO()):
            status = known_pages.main([str(self.archive), "--lede-index", str(failing), "--lede-query", str(failing)])
        self.assertEqual((status, said.getvalue()), (1, "known_pages.py: failing: no room\n"))


if __name__ == "__main__":
    unittest.main()
