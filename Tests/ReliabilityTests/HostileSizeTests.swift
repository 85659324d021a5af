import Foundation
import TestSupport
import Testing

/// Texts without an end to their words, letters, quotations or lines take time in proportion to their length: to index,
/// to search, and to show.
///
/// Times are printed, in the long form with the ratio of those of a length and a quarter of it, and not asserted; what
/// takes the square of its length takes longer than these tests may.
@Suite(.timeLimit(.minutes(30)), .serialized) struct HostileSizeTests {
    private static let shapes: [(name: String, unit: String)] = [
        ("one mark over and over", "\u{301}"), ("marks of several kinds", "\u{301}\u{323}\u{345}\u{316}"),
        ("one word", "x"),
        ("one word of Chinese", "東"), ("no spaces", "a,b.c-"), ("open quotations", "“a "), ("opening signs", "\"“‘«("),
        ("zero width", "\u{200B}\u{200D}\u{2060}\u{FEFF}"), ("joined emoji", "👩\u{200D}"),
        ("private use", "\u{E000}\u{FFFE}\u{10FFFF}"),
        ("acronyms", "U.S."), ("hyphens", "ab-"), ("empty lines", "\n\n"), ("capitals", "AB "), ("digits", "1"),
        ("apostrophes", "a'"), ("jamo", "\u{1100}"), ("Thai", "ก็"), ("short sentences", "A. "), ("flags", "\u{1F1E6}"),
        ("points and marks", "שָׁ"), ("controls", "\u{1B}[31m\u{9B}0m"), ("the word itself", "train "),
    ]

    /// As the text of an article of a megabyte, more than an article may hold by default, and as title, source, author and
    /// id of another one.
    @Test(arguments: shapes.map(\.name)) func itTakesTimeInProportion(name: String) throws {
        let unit = try #require(Self.shapes.first { $0.name == name }).unit
        let bytes = Torture.tries(40_000, long: 1_000_000)
        let directory = try TemporaryDirectory()
        var seconds: [[Double]] = []
        for size in Torture.isLong ? [bytes / 4, bytes] : [bytes] {
            let long = String(repeating: unit, count: max(size / unit.utf8.count, 1))
            let short = String(repeating: unit, count: max(size / 20 / unit.utf8.count, 1))
            let records = [
                ["id": "1", "text": "train a" + long],
                [
                    "id": "2a" + short, "title": "a" + short, "source": "a" + short, "author": "a" + short,
                    "text": "A train.",
                ],
                [
                    "id": "3", "title": "a" + short, "source": "a" + short,
                    "text": "The train of another day and another story.",
                ],
            ]
            let lines = try records.map { String(decoding: try JSONEncoder().encode($0), as: UTF8.self) + "\n" }
                .joined()
            let file = try directory.write("wire.jsonl", lines)
            let index = directory.file("\(size).sqlite")
            let build = ["--quiet", "--memory", "2G", "--index", index, file]
            var times = [try Self.seconds("lede-index", build)]
            for format in Self.formats {
                let options = ["--index", index, "--format", format, "--per-source", "2", "--color", "always"]
                times.append(try Self.seconds("lede-query", options + ["--passages", "3", "train"]))
            }
            // The same text as a query.
            try directory.write("queries", "train a" + long.replacingOccurrences(of: "\n", with: " ") + "\n")
            times.append(try Self.seconds("lede-query", ["--index", index, "--batch", directory.file("queries")]))
            seconds.append(times)
        }
        let last = seconds[seconds.count - 1]
        let parts = zip(["index"] + Self.formats + ["query"], zip(last, seconds[0])).map { name, times in
            let ratio = seconds.count > 1 ? String(format: " (×%.1f)", times.0 / max(times.1, 0.001)) : ""
            return name + String(format: " %.2f s", times.0) + ratio
        }
        Torture.note(
            "endless text: \(name), \(bytes) bytes", tries: seconds.count, survived: seconds.count, lost: 0,
            remark: parts.joined(separator: ", "))
    }

    private static let formats = Torture.isLong ? ["text", "line", "jsonl", "tsv", "trec"] : ["text", "line"]

    /// Ten million marks on one letter: 20 MB, for which more memory has to be allowed than by default.
    @Test(.enabled(if: Torture.isLong)) func tenMillionMarks() throws {
        let directory = try TemporaryDirectory()
        let index = directory.file("index.sqlite")
        var text = "{\"id\": 1, \"text\": \"A train a"
        text += String(repeating: "\u{301}", count: 10_000_000) + "\"}\n"
        let file = try directory.write("wire.jsonl", text)
        let refused = try CommandProcess.run("lede-index", ["--index", index, file])
        try #require(refused.status == 2 && refused.errors.contains("wire.jsonl:1: "), "\(refused.errors)")
        let build = try Self.seconds(
            "lede-index", ["--quiet", "--memory", "4G", "--jobs", "2", "--index", index, file])
        var remark = "index \(String(format: "%.1f", build)) s"
        for format in ["text", "line", "jsonl"] {
            let query = try Self.seconds("lede-query", ["--index", index, "--format", format, "train"])
            remark += ", \(format) \(String(format: "%.1f", query)) s"
        }
        Torture.note("ten million marks on a letter", tries: 4, survived: 4, lost: 0, remark: remark)
    }

    /// How long a command takes that has to succeed, by the clock.
    private static func seconds(_ name: String, _ arguments: [String]) throws -> Double {
        let start = ContinuousClock.now
        // Whatever takes its square, takes longer.
        let outcome = try CommandProcess(name, arguments).outcome(within: 300)
        try #require(outcome.signal == nil && outcome.status < 2, "\(name) \(arguments): \(outcome.errors.prefix(300))")
        return (ContinuousClock.now - start) / .seconds(1)
    }
}
