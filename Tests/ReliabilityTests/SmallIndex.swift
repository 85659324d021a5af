import Foundation
import GRDB
import TestSupport

@testable import IndexFile
@testable import PassageIndex

/// An index of made-up and written articles with all that an index can have: segments of bulk builds and of single
/// articles, changed and removed ones, titles, parts, identities, and a dictionary.
final class SmallIndex {
    let directory: TemporaryDirectory
    var path: String { directory.file("index.sqlite") }
    /// All inputs, for a refresh.
    private(set) var inputs: [String] = []

    /// Some words that the articles have.
    static let queries = [
        "bridge canal", "\"bridge over the canal\"", "bri*", "title:bridge", "ba*", "be di", "in:quote rivet",
    ]

    init(seed: UInt64 = 7, articles: Int = 40) throws {
        directory = try TemporaryDirectory()
        func archive(_ count: Int, _ part: UInt64) throws -> String {
            try GeneratedArchive(articles: count, words: 1...40, mostWords: 120, seed: seed * 10 + part).jsonLines()
        }
        try refresh("a.jsonl", try archive(articles, 1), isBulk: true)
        try refresh("b.jsonl", try archive(articles / 2, 2), isBulk: false)
        // Other articles with the same ids, and fewer of them.
        try refresh("b.jsonl", try archive(articles / 3, 3), isBulk: false)
        try refresh("c.jsonl", try archive(articles / 2, 4), isBulk: true)
        try refresh("news/bridge.txt", Self.story, isBulk: false)
        try refresh("agency.xml", Self.agencyStory, isBulk: false)
        // Empty lines take the place of those that go, so that the others stay on theirs.
        let rest = try archive(articles, 1).split(separator: "\n").enumerated().map { $0 % 7 == 3 ? "" : $1 }
        try refresh("a.jsonl", rest.joined(separator: "\n"), isBulk: false)
    }

    private func refresh(_ name: String, _ text: String, isBulk: Bool) throws {
        let input = try directory.write(name, text)
        if !inputs.contains(input) { inputs.append(input) }
        var options = RefreshOptions(inputs: [.path(input)], resources: BuildResources(jobs: 1))
        options.leastBulkBytes = isBulk ? 1 : .max
        _ = try IndexWriter(path: path).refresh(options)
    }

    /// Brings the index up to date with all inputs.
    func refreshAll(_ path: String) throws -> RefreshSummary {
        try IndexWriter(path: path).refresh(RefreshOptions(inputs: inputs.map { .path($0) }))
    }

    /// A file of its own with the index, changed by statements.
    func copy(_ name: String = "copy.sqlite", changedBy sql: String? = nil) throws -> String {
        let copy = directory.file(name)
        for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: copy + suffix) }
        try FileManager.default.copyItem(atPath: path, toPath: copy)
        if let sql {
            let queue = try DatabaseQueue(path: copy)
            try queue.inDatabase { try $0.execute(sql: "PRAGMA foreign_keys = OFF;" + sql) }
            try queue.close()
        }
        return copy
    }

    private static let story = """
        A bridge is closed

        By Ann Example

        HARBOUR TOWN — The bridge over the canal is closed until spring. “We can count every rivet,” the harbour
        master said, “and none of them is young.”

        Ferries cross every quarter of an hour instead, from six in the morning on.
        """

    private static let agencyStory = """
        <nitf><head><title>The market moves indoors</title>
        <docdata><doc-id id-string="urn:example:market:1"/><date.issue norm="20240203T080000Z"/></docdata></head>
        <body><body.head><hedline><hl1>The market moves indoors</hl1></hedline></body.head>
        <body.content><p>Stalls with cheese, apples and books move into the old tram depot for the winter.</p>
        <p>The bridge over the canal leads there.</p></body.content></body></nitf>
        """
}
