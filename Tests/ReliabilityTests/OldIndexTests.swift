import Foundation
import GRDB
import TestSupport
import Testing

@testable import IndexFile
@testable import PassageIndex

/// An index that any version of Lede has made can be searched as it is, and brought up to date; one that this version does
/// not know is left alone.
@Suite struct OldIndexTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    private static let versions = Array(IndexFormat.oldestVersion..<IndexFormat.version)

    /// The index of an older version that lies beside the tests.
    private func old(_ version: Int, _ name: String = "old.sqlite") throws -> String {
        let place = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appending(path: "Indexes/version-\(version).sqlite.zst")
        let bytes = try Data(contentsOf: place).withUnsafeBytes { try Decompressor(nil).decompressed($0) }
        let path = directory.file(name)
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        return path
    }

    private func bytes(_ path: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: path)) }

    private func schema(_ path: String) throws -> Int? {
        let queue = try DatabaseQueue(path: path)
        defer { try? queue.close() }
        return try queue.inDatabase { try Int.fetchOne($0, sql: "PRAGMA user_version") }
    }

    private static let queries = [
        "canal", "\"bridge over the canal\"", "armoured", "title:Markt", "Kaese OR Käse", "市場", "ferr*",
    ]

    /// What queries answer, by a process each.
    private func answers(_ path: String) throws -> [String] {
        try Self.queries.map { query in
            let outcome = try CommandProcess.run("lede-query", ["--index", path, "--format", "tsv", query])
            #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(query): \(outcome)")
            return outcome.text
        }
    }

    @Test func thereIsOneOfEachVersion() throws {
        for version in Self.versions { #expect(try schema(old(version)) == version) }
    }

    @Test(arguments: versions) func oldIndexesAreSearchedAsTheyAre(version: Int) throws {
        let path = try old(version)
        let before = try bytes(path)
        let found = try CommandProcess.run("lede-query", ["--index", path, "-l", "bridge canal"])
        #expect(found.text == "/archive/wire.jsonl\n/archive/news/bridge.txt\n", "\(found)")
        let passage = try CommandProcess.run("lede-query", ["--index", path, "armoured"])
        #expect(passage.text.hasPrefix("/archive/news/market.md:9:Stalls with cheese"), "\(passage)")
        for command in [["check"], ["check", "--quick"], ["stats"]] {
            let outcome = try CommandProcess.run("lede-index", command + ["--index", path])
            #expect(outcome.status == 0, "\(command): \(outcome)")
        }
        #expect(try bytes(path) == before)
    }

    @Test(arguments: versions) func oldIndexesAreBroughtUpToDate(version: Int) throws {
        let path = try old(version)
        let before = try answers(path)
        try directory.write("new.txt", "A lighthouse keeper retires.")
        let run = try CommandProcess.run(
            "lede-index", ["--index", path, "new.txt"], workingDirectory: directory.path)
        #expect(run.status == 0, "\(run)")
        #expect(try schema(path) == IndexFormat.version)
        let check = try CommandProcess.run("lede-index", ["check", "--index", path])
        #expect(check.status == 0, "\(check)")
        #expect(try answers(path).map(Self.withoutScores) == before.map(Self.withoutScores))
        let new = try CommandProcess.run("lede-query", ["--index", path, "-c", "lighthouse"])
        #expect(new.text == "1\n", "\(new)")
        // What an older version wrote can be taken out again.
        let removal = try CommandProcess.run("lede-index", ["remove", "--index", path, "/archive/wire.jsonl#2"])
        #expect(removal.status == 0, "\(removal)")
        #expect(try IndexChecker(path: path).check().problems == [])
    }

    /// One more article changes the scores of all.
    private static func withoutScores(_ table: String) -> String {
        table.split(separator: "\n").map { line in
            line.split(separator: "\t").filter { Double($0) == nil }.joined(separator: "\t")
        }.joined(separator: "\n")
    }

    @Test(arguments: versions) func oldIndexesAreRepaired(version: Int) throws {
        let path = try old(version)
        let before = try answers(path)
        let queue = try DatabaseQueue(path: path)
        try queue.inDatabase { try $0.execute(sql: "DELETE FROM article_fts_data WHERE id > 10") }
        try queue.close()
        let repair = try CommandProcess.run("lede-index", ["check", "--repair", "--index", path])
        #expect(repair.status == 0, "\(repair)")
        #expect(try IndexChecker(path: path).check().problems == [])
        #expect(try answers(path) == before)
    }

    /// Files that are no index of a known version: how they are made, and what is said of them.
    private static let strange: [(name: String, sql: String?, words: String)] = [
        ("newer", "PRAGMA user_version = \(IndexFormat.version + 1)", "written by a newer Lede"),
        ("older", "PRAGMA user_version = \(IndexFormat.oldestVersion - 1)", "written by an older Lede"),
        ("foreign", "PRAGMA application_id = 0; PRAGMA user_version = 0", "not a Lede index"),
        ("text", nil, "not a Lede index"),
    ]

    @Test(arguments: strange.map(\.name)) func strangeFilesAreLeftAlone(name: String) throws {
        let (_, sql, words) = try #require(Self.strange.first { $0.name == name })
        let path: String
        if let sql {
            path = try old(IndexFormat.version - 1)
            let queue = try DatabaseQueue(path: path)
            try queue.inDatabase { try $0.execute(sql: sql) }
            try queue.close()
        } else {
            path = try directory.write("text.txt", String(repeating: "This is a text, and no database.\n", count: 100))
        }
        let before = try bytes(path)
        try directory.write("new.txt", "A lighthouse keeper retires.")
        let commands = [
            ("lede-query", ["--index", path, "canal"]), ("lede-index", ["--index", path, directory.file("new.txt")]),
            ("lede-index", ["check", "--index", path]), ("lede-index", ["check", "--repair", "--index", path]),
            ("lede-index", ["stats", "--index", path]), ("lede-index", ["optimize", "--index", path]),
            ("lede-index", ["backup", "--index", path, directory.file("copy")]),
        ]
        for (command, arguments) in commands {
            let outcome = try CommandProcess.run(command, arguments)
            #expect(outcome.status == 2, "\(arguments): \(outcome)")
            let lines = outcome.errors.split(separator: "\n")
            #expect(lines.count == 1 && outcome.errors.contains(words), "\(arguments): \(outcome.errors)")
            #expect(try bytes(path) == before, "\(arguments)")
        }
        let left = try FileManager.default.contentsOfDirectory(atPath: directory.path).sorted()
        #expect(left == ["new.txt", (path as NSString).lastPathComponent].sorted())
    }

    /// An empty file is nobody's: readers refuse it, and a run makes an index of it.
    @Test func emptyFilesAreNoIndexYet() throws {
        let path = try directory.write("empty.sqlite", "")
        for (command, arguments) in [("lede-query", ["canal"]), ("lede-index", ["check"]), ("lede-index", ["stats"])] {
            let outcome = try CommandProcess.run(command, arguments + ["--index", path])
            #expect(outcome.status == 2 && outcome.errors.contains("the index is empty"), "\(arguments): \(outcome)")
            #expect(try bytes(path).isEmpty)
        }
        try directory.write("new.txt", "A lighthouse keeper retires.")
        let run = try CommandProcess.run("lede-index", ["--index", path, directory.file("new.txt")])
        #expect(run.status == 0, "\(run)")
        #expect(try IndexChecker(path: path).check().articles == 1)
    }
}
