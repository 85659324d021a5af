import Articles
import PassageIndex
import PassageSearch
import Testing

@testable import IndexCommands
@testable import LedeCommands

/// The words of errors, reports and progress.
@Suite struct WordingTests {
    private static let named = IndexLocation(path: "my x.sqlite", origin: .option)
    private static let standard = IndexLocation(path: "/d/lede/index.sqlite", origin: .standard)

    @Test(
        arguments: [
            (.missing(path: "x"), "x: no such index; make one with: lede-index --index 'my x.sqlite' PATH…"),
            (
                .empty(path: "x"),
                "x: the index is empty, as when its first run was cut off; fill it with: "
                    + "lede-index --index 'my x.sqlite' PATH…"
            ),
            (.foreign(path: "x"), "x: not a Lede index; choose another file with --index"),
            (
                .newer(path: "x", version: 3, known: 1),
                "x: written by a newer Lede (schema 3, this one reads up to 1); update Lede, or choose another file with "
                    + "--index"
            ),
            (
                .otherAnalyzer(path: "x", found: "lede-0", expected: "lede-1"),
                "x: its words were cut by another analyzer (lede-0; this Lede has lede-1); build it anew: "
                    + "move the file away, then run lede-index --index 'my x.sqlite' PATH…"
            ),
            (
                .older(path: "x", version: 1, oldest: 2),
                "x: written by an older Lede (schema 1, this one reads from 2 on); build it anew: "
                    + "move the file away, then run lede-index --index 'my x.sqlite' PATH…"
            ),
            (.busy(path: "x"), "x: another program is writing to it; try again when that has ended"),
            (
                .locked(path: "x", process: 17),
                "x: process 17 is writing to it; try again when that has ended, or let --wait do so"
            ),
            (
                .locked(path: "x", process: nil),
                "x: another process is writing to it; try again when that has ended, or let --wait do so"
            ),
            (
                .corrupt(path: "x", detail: "malformed"),
                "x: damaged (malformed); repair it with: lede-index check --repair --index 'my x.sqlite'"
            ),
            (.backupOfItself(path: "x"), "x: this is the index itself; name another file for the copy"),
            (
                .backupOverForeign(path: "x"),
                "x: not a Lede index, so not written over; name another file for the copy"
            ),
            (
                .notWritable(path: "x", detail: "disk full"),
                "x: cannot be opened or written (disk full); check that its directory exists, who may write there, "
                    + "and the free space"
            ),
            (
                .storageFailed(path: "x", code: 778, message: "disk I/O error"),
                "x: the storage failed (disk I/O error, SQLite error 778); check the disk and its free space"
            ),
            (.sqlite(path: "x", code: 7, message: "out of memory"), "x: SQLite error 7: out of memory"),
        ] as [(IndexError, String)]) func indexErrors(_ error: IndexError, _ expected: String)
    {
        #expect(ErrorWording.line(for: error, index: Self.named) == expected)
    }

    @Test func aFailedRunTellsWhatIsKept() {
        let cause = IndexError.busy(path: "x")
        let reason = "x: another program is writing to it; try again when that has ended; "
        let kept = "1,234 changes made before that are kept; run the command again to go on"
        #expect(
            ErrorWording.line(forRun: RefreshFailure(cause: cause, committed: 0), index: Self.named)
                == reason + "the index is as it was before")
        let sync = IndexError.storageFailed(path: "x", code: 1034, message: "disk I/O error")
        let failed = "x: the storage failed (disk I/O error, SQLite error 1034); check the disk and its free space; "
        #expect(
            ErrorWording.line(forRun: RefreshFailure(cause: sync, committed: 0), index: Self.named)
                == failed + "its last changes may be kept or not; run the command again to go on")
        #expect(
            ErrorWording.line(forRun: RefreshFailure(cause: sync, committed: 1), index: Self.named)
                == failed + "1 change made before that is kept, and later ones may be; run the command again to go on")
        #expect(
            ErrorWording.line(forRun: RefreshFailure(cause: cause, committed: 1234), index: Self.named) == reason + kept
        )
    }

    @Test func theHintIsWhatOneWouldType() {
        let line = ErrorWording.line(for: IndexError.missing(path: "/d/lede/index.sqlite"), index: Self.standard)
        #expect(line == "/d/lede/index.sqlite: no such index; make one with: lede-index PATH…")
    }

    @Test func failuresOfInputs() {
        let directory = WorkingDirectory("/archive")
        #expect(
            ErrorWording.line(
                for: ArticleFailure(path: "/archive/a.jsonl", line: 7, reason: "no text"), directory: directory)
                == "a.jsonl:7: no text")
        #expect(ErrorWording.line(for: ArticleFailure(path: "/b", reason: "empty file")) == "/b: empty file")
    }

    @Test func otherErrors() {
        #expect(
            ErrorWording.line(for: OutputError(code: 28), index: Self.named).lowercased()
                == "standard output: no space left on device")
        #expect(ErrorWording.line(for: UsageError("no"), index: Self.named) == "no")
        struct Strange: Error {}
        #expect(ErrorWording.line(for: Strange(), index: Self.named) == "my x.sqlite: Strange()")
    }

    @Test(arguments: [
        (0, "0"), (999, "999"), (1000, "1,000"), (37_554, "37,554"), (1_234_567, "1,234,567"), (-1000, "-1,000"),
    ]) func counts(_ number: Int, _ expected: String) {
        #expect(Quantity.count(number) == expected)
    }

    @Test(arguments: [
        (0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (45_400, "45.4 kB"), (999_949, "999.9 kB"), (999_960, "1.0 MB"),
        (227_953_123, "228.0 MB"), (3_200_000_000, "3.2 GB"), (5e15, "5000.0 TB"),
    ]) func bytes(_ number: Double, _ expected: String) {
        #expect(Quantity.bytes(number) == expected)
    }

    @Test(arguments: [
        (0, "0.00 s"), (0.034, "0.03 s"), (4.12, "4.1 s"), (119.2, "119.2 s"), (125, "2 min 05 s"),
        (7384, "2 h 03 min"),
    ]) func durations(_ number: Double, _ expected: String) {
        #expect(Quantity.seconds(number) == expected)
    }

    @Test(arguments: [
        (12.34567, 4, "12.3457"), (0.5, 0, "1"), (-0.05, 1, "-0.1"), (3, 2, "3.00"), (0.005, 3, "0.005"),
        (1e300, 1, "1e+300"),
    ]) func decimals(_ number: Double, _ digits: Int, _ expected: String) {
        #expect(Quantity.fixed(number, digits: digits) == expected)
    }

    @Test func summary() {
        var summary = RefreshSummary(batch: 1)
        summary.added = 37_554
        summary.textBytes = 227_953_123
        summary.seconds = 4.1
        let line = "37,554 added, 0 updated, 0 unchanged, 0 removed, 0 failed · 228.0 MB in 4.1 s (55.6 MB/s)\n"
        #expect(SummaryReport.text(summary) == line)
        summary.replacements = 1
        summary.interrupted = true
        #expect(
            SummaryReport.text(summary) == line + "1 undecodable character replaced by U+FFFD\n"
                + "interrupted: what was done is kept; run the command again to go on\n")
        var json = JSONWriter()
        json.object { SummaryReport.write(summary, to: &$0) }
        #expect(
            json.text == #"{"batch":1,"added":37554,"updated":0,"unchanged":0,"removed":0,"failed":0,"#
                + #""replacements":1,"textBytes":227953123,"seconds":4.100,"interrupted":true}"#)
    }

    @Test func check() {
        var report = CheckReport(index: Self.named, IndexCheck(articles: 1, passages: 2, problems: []))
        #expect(report.text == "my x.sqlite: sound; 1 article, 2 passages\n")
        report.check.level = .quick
        #expect(report.text == "my x.sqlite: sound at a quick look; 1 article, 2 passages\n")
        report.check.problems = ["article 7 is \u{1B}missing"]
        #expect(
            report.text == "my x.sqlite: article 7 is ␛missing\nmy x.sqlite: 1 problem; repair it with: "
                + "lede-index check --repair --index 'my x.sqlite'\n")
    }

    @Test func repair() {
        var outcome = IndexRepair.Outcome(articles: 26, passages: 88, dropped: [], doubtful: [])
        #expect(RepairReport.text(outcome, Self.named) == "my x.sqlite: repaired; 26 articles, 88 passages\n")
        outcome.dropped = [ArticleFailure(path: "a", reason: "b")]
        #expect(
            RepairReport.text(outcome, Self.named) == "my x.sqlite: repaired; 26 articles, 88 passages; 1 left out, "
                + "0 doubtful: read them again with: lede-index --index 'my x.sqlite' PATH…\n")
        #expect(
            ErrorWording.line(forUnrepairable: "x", "malformed", index: Self.named) == "x: damaged beyond repair "
                + "(malformed); restore a backup, or build it anew: move the file away, then run "
                + "lede-index --index 'my x.sqlite' PATH…")
    }

    @Test func explanation() {
        let explanation = Explanation(
            reading: "kim +putin", remarks: ["odd\u{7}"], expression: "body:kim",
            terms: [.init(word: "kim", variants: ["kim", "kims"], documentFrequency: 1200, weight: 1.23456)],
            articlesVisited: 1000,
            milliseconds: [.init(name: "plan", milliseconds: 0.114), .init(name: "match", milliseconds: 2)])
        #expect(
            ExplanationReport.text(query: "kim +putin", explanation, matchingArticles: 1200) == """
                query       kim +putin
                read as     kim +putin
                remark      odd␇
                word        kim: in 1,200 articles, weight 1.235, as kim, kims
                expression  body:kim
                matching    1,200 articles, 1,000 of them scored
                time        plan 0.11 ms, match 2.00 ms

                """)
    }
}

@Suite struct ProgressLineTests {
    private static let half: RefreshProgress = {
        var progress = RefreshProgress()
        progress.files = 500
        progress.totalFiles = 1000
        progress.inputBytes = 100_000_000
        progress.totalInputBytes = 200_000_000
        progress.articles = 12_345
        return progress
    }()

    @Test(arguments: [
        (100, "[##########----------] 50% · 500 of 1,000 files · 12,345 articles · 10.0 MB/s · 0:10 left"),
        (80, "[##########----------] 50% · 500 of 1,000 files · 12,345 articles · 0:10 left"),
        (60, "50% · 500 of 1,000 files · 12,345 articles · 0:10 left"),
        (50, "50% · 500 of 1,000 files · 0:10 left"),
        (20, "50% · 0:10 left"),
        (8, "50%"),
        (2, ""),
    ]) func whatMattersLessGoesFirst(_ columns: Int, _ expected: String) {
        #expect(ProgressLine.text(Self.half, elapsed: 10, columns: columns) == expected)
    }

    @Test func withoutATotalThereIsNoShare() {
        var progress = RefreshProgress()
        progress.files = 1
        progress.articles = 7
        progress.inputBytes = 2_000_000
        #expect(ProgressLine.text(progress, elapsed: 2, columns: 80) == "1 file · 7 articles · 1.0 MB/s")
    }

    @Test func byFilesWhereBytesAreNotKnown() {
        var progress = Self.half
        progress.totalInputBytes = nil
        progress.files = 250
        #expect(ProgressLine.text(progress, elapsed: 3600, columns: 120).hasSuffix("· 3:00:00 left"))
        #expect(ProgressLine.text(progress, elapsed: 3600, columns: 120).hasPrefix("[#####---------------] 25%"))
    }

    @Test func aFileThatGrowsDoesNotLeadBeyondTheEnd() {
        var progress = Self.half
        progress.inputBytes = 300_000_000
        #expect(ProgressLine.text(progress, elapsed: 1, columns: 80).hasPrefix("[####################] 100%"))
    }

    @Test func atTheBeginningNothingIsGuessed() {
        var progress = Self.half
        progress.inputBytes = 0
        #expect(!ProgressLine.text(progress, elapsed: 0, columns: 80).contains("left"))
    }
}
