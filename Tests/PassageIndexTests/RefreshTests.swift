import Articles
import Foundation
import GRDB
import TestSupport
import Testing

@testable import IndexFile
@testable import PassageIndex

@Suite struct RefreshTests {
    private let directory: TemporaryDirectory
    private var index: String { directory.file("index.sqlite") }

    init() throws {
        directory = try TemporaryDirectory()
    }

    @discardableResult
    private func refresh(
        _ paths: [String], prunes: Bool = true, failures: inout [ArticleFailure]
    ) throws -> RefreshSummary {
        var reported: [ArticleFailure] = []
        let options = RefreshOptions(inputs: paths.map { .path($0) }, prunes: prunes)
        let summary = try IndexWriter(path: index).refresh(options, onFailure: { reported.append($0) })
        failures += reported
        #expect(summary.failed == reported.count)
        return summary
    }

    private func refresh(_ paths: String..., prunes: Bool = true) throws -> RefreshSummary {
        var failures: [ArticleFailure] = []
        let summary = try refresh(paths, prunes: prunes, failures: &failures)
        #expect(failures.isEmpty)
        return summary
    }

    private func counts(_ summary: RefreshSummary) -> [Int] {
        [summary.added, summary.updated, summary.unchanged, summary.removed, summary.failed]
    }

    private func isSound() throws -> Bool {
        let check = try IndexChecker(path: index).check()
        #expect(check.problems.isEmpty)
        return check.isSound
    }

    @Test func filesAreAddedUpdatedKeptAndRemoved() throws {
        try directory.write("news/a.txt", "A train left the station on Sunday evening.")
        try directory.write("news/deep/b.md", "# Title\n\nText of the second article.")
        #expect(counts(try refresh(directory.file("news"))) == [2, 0, 0, 0, 0])
        #expect(counts(try refresh(directory.file("news"))) == [0, 0, 2, 0, 0])
        try directory.write("news/a.txt", "A train left the station on Monday evening, they say.")
        #expect(counts(try refresh(directory.file("news"))) == [0, 1, 1, 0, 0])
        try directory.remove("news/deep/b.md")
        #expect(counts(try refresh(directory.file("news"))) == [0, 0, 1, 1, 0])
        #expect(try isSound())
        #expect(try IndexReader(path: index).statistics().articles == 1)
    }

    /// A run is stopped in the middle of a file, which then becomes again what the index had of it.
    @Test(arguments: [2, 3, 4, 5, 6, 7, 8, 9, 10]) func aFileThatChangesBackIsReadAgain(poll: Int) throws {
        let first = "{\"id\":1,\"text\":\"A train.\"}\n"
        let others = (2...5).map { "{\"id\":\($0),\"text\":\"A ferry, number \($0).\"}\n" }.joined()
        for name in ["a", "b"] { try directory.write("\(name).jsonl", first) }
        _ = try refresh(directory.path)
        for name in ["a", "b"] { try directory.write("\(name).jsonl", others + first) }
        var polls = 0
        let summary = try IndexWriter(path: index).refresh(
            RefreshOptions(inputs: [.path(directory.path)]),
            isCancelled: {
                polls += 1
                // What was read is written down, and then it goes on.
                return polls == poll
            })
        #expect(summary.interrupted)
        for name in ["a", "b"] { try directory.write("\(name).jsonl", first) }
        _ = try refresh(directory.path)
        #expect(try IndexReader(path: index).statistics().articles == 2, "stopped at poll \(poll)")
        #expect(try isSound())
    }

    /// In the full-text table a row that was removed never comes again.
    @Test func aChangedArticleGetsAnIDThatNoneHasHad() throws {
        func ids() throws -> [Int64] {
            try IndexConnection(path: index, .examining).read {
                try Int64.fetchAll($0, sql: "SELECT id FROM article ORDER BY member")
            }
        }
        func write(_ texts: [String]) throws {
            try directory.write("news.csv", "id,text\n" + texts.enumerated().map { "\($0),\($1)\n" }.joined())
        }
        try write(["a train", "a ferry", "a tram"])
        _ = try refresh(directory.file("news.csv"))
        #expect(try ids() == [1, 2, 3])
        try write(["a train", "a ferry boat", "a tram"])
        _ = try refresh(directory.file("news.csv"))
        #expect(try ids() == [1, 4, 3])
        try write(["a long train", "a ferry boat", "a tram line", "a bus"])
        _ = try refresh(directory.file("news.csv"))
        #expect(try ids().sorted() == [4, 5, 6, 7])
        #expect(try isSound())
    }

    /// FTS5 adds a level each time, and takes its table for damaged when there are some 1,300.
    @Test func optimizingOftenLeavesFewLevels() throws {
        for number in 0..<50 {
            try directory.write("news/\(number % 7).txt", "Train number \(number) left the station.")
            _ = try refresh(directory.file("news"))
            _ = try IndexWriter(path: index).optimize()
        }
        let levels = try IndexConnection(path: index, .examining).read {
            try SegmentStructure.read($0.reading)?.levels.count
        }
        #expect(try #require(levels) <= 20)
        #expect(try isSound())
    }

    /// Where an article stands changes with what stands before it in its file.
    @Test func anUnchangedArticleMovesInItsFile() throws {
        func write(records: [String], items: [String]) throws {
            let lines = records.map { "{\"id\":\"\($0)\",\"text\":\"The text of \($0).\"}\n" }
            try directory.write("news/a.jsonl", lines.joined())
            let feed = items.map { "<item><guid>\($0)</guid>\n<description>The text of \($0).</description></item>\n" }
            try directory.write("news/b.rss", "<rss><channel>\n\(feed.joined())</channel></rss>")
        }
        func tables() throws -> [[PassageTable.Entry]] {
            try IndexConnection(path: index, .writingExisting).read { database in
                try Data.fetchAll(
                    database, sql: "SELECT passages FROM article ORDER BY file, member"
                ).map { try PassageTable(encoded: $0).entries }
            }
        }
        try write(records: ["1", "2", "3"], items: ["x", "y"])
        #expect(counts(try refresh(directory.file("news"))) == [5, 0, 0, 0, 0])
        try write(records: ["2", "0", "3"], items: ["w", "x", "y"])
        #expect(counts(try refresh(directory.file("news"))) == [2, 0, 4, 1, 0])
        #expect(try isSound())
        let refreshed = try tables()
        try FileManager.default.removeItem(atPath: index)
        #expect(counts(try refresh(directory.file("news"))) == [6, 0, 0, 0, 0])
        #expect(try tables() == refreshed)
        #expect(refreshed.map { $0.map(\.line) } == [[2], [1], [3], [3], [5], [7]])
    }

    @Test func aFileThatWasOnlyTouchedIsUnchanged() throws {
        let path = try directory.write("a.txt", "The same text as ever.")
        #expect(counts(try refresh(path)) == [1, 0, 0, 0, 0])
        try FileManager.default.setAttributes([.modificationDate: Date(timeIntervalSince1970: 1)], ofItemAtPath: path)
        #expect(counts(try refresh(path)) == [0, 0, 1, 0, 0])
        // As xxh128sum prints it.
        let record = try IndexReader(path: index).withSnapshot { try $0.article(1) }
        #expect(record?.fileHash == "af030b2bbcf1ffab16dfe9e820c06571")
    }

    /// A changed article has another id, and what is kept by ids goes with the old ones.
    @Test func whatChangesOftenTakesNoMoreRoom() throws {
        let articles = 4200
        for round in 1...3 {
            let lines = (0..<articles).map { "{\"id\":\($0),\"text\":\"The bulletin of round \(round).\"}\n" }
            try directory.write("news/a.jsonl", lines.joined())
            #expect(
                counts(try refresh(directory.file("news")))
                    == (round == 1 ? [articles, 0, 0, 0, 0] : [0, articles, 0, 0, 0]))
        }
        let blocks = try IndexConnection(path: index, .examining).read {
            try Int.fetchAll($0, sql: "SELECT id FROM length_block ORDER BY id")
        }
        // The ids now are 8,401 to 12,600.
        #expect(blocks == [2, 3])
        #expect(try isSound())
        try directory.remove("news/a.jsonl")
        #expect(try refresh(directory.file("news")).removed == articles)
        let rest = try IndexConnection(path: index, .examining).read {
            try Int.fetchOne($0, sql: "SELECT count(*) FROM length_block")
        }
        #expect(rest == 0)
    }

    /// The second change has the time of the first, as it may have within a tick of the file system's clock.
    @Test(arguments: [0, 60.0]) func aSecondChangeOfTheSameTime(age: Double) throws {
        let time = Date(timeIntervalSinceNow: -age)
        func write(_ text: String) throws -> String {
            let path = try directory.write("a.txt", text)
            try FileManager.default.setAttributes([.modificationDate: time], ofItemAtPath: path)
            return path
        }
        #expect(counts(try refresh(try write("The ferry sank."))) == [1, 0, 0, 0, 0])
        // An old time that stays the same is one that somebody wants to be believed.
        let path = try write("The train left.")
        #expect(counts(try refresh(path)) == (age == 0 ? [0, 1, 0, 0, 0] : [0, 0, 1, 0, 0]))
        #expect(counts(try refresh(path)) == [0, 0, 1, 0, 0])
    }

    @Test func nothingOutsideOfWhatIsGivenIsRemoved() throws {
        try directory.write("one/a.txt", "First of all articles.")
        try directory.write("two/b.txt", "Second of all articles.")
        try directory.write("one-more/c.txt", "Third of all articles.")
        #expect(try refresh(directory.path).added == 3)
        try directory.remove("two/b.txt")
        try directory.remove("one-more/c.txt")
        #expect(counts(try refresh(directory.file("one"))) == [0, 0, 1, 0, 0])
        #expect(counts(try refresh(directory.file("one"), directory.file("two"), prunes: false)) == [0, 0, 1, 0, 0])
        #expect(counts(try refresh(directory.file("one"), directory.file("two"))) == [0, 0, 1, 1, 0])
        #expect(try IndexReader(path: index).statistics().articles == 2)
    }

    @Test func recordsAreRefreshedOneByOne() throws {
        func line(_ id: Int, _ text: String) -> String { #"{"id": \#(id), "title": "T\#(id)", "text": "\#(text)"}"# }
        let path = try directory.write(
            "a.jsonl", [line(1, "one"), line(2, "two"), line(3, "three")].joined(separator: "\n"))
        #expect(counts(try refresh(path)) == [3, 0, 0, 0, 0])
        try directory.write("a.jsonl", [line(4, "four"), line(2, "two"), line(3, "other")].joined(separator: "\n"))
        #expect(counts(try refresh(path)) == [1, 1, 1, 1, 0])
        #expect(counts(try refresh(path)) == [0, 0, 3, 0, 0])
        #expect(try isSound())
    }

    @Test func aBrokenRecordLosesNothing() throws {
        let path = try directory.write("a.jsonl", "{\"id\": 1, \"text\": \"one\"}\n{\"id\": 2, \"text\": \"two\"}\n")
        #expect(try refresh(path).added == 2)
        try directory.write("a.jsonl", "{\"id\": 1, \"text\": \"one\"}\n{\"id\": 2, \"text\": broken\n")
        var failures: [ArticleFailure] = []
        #expect(counts(try refresh([path], failures: &failures)) == [0, 0, 1, 0, 1])
        #expect(failures.first?.line == 2)
        #expect(try IndexReader(path: index).statistics().articles == 2)
        // It is looked at again although it did not change.
        #expect(try refresh([path], failures: &failures).failed == 1)
    }

    @Test func anIDThatStandsTwiceIsReported() throws {
        let path = try directory.write(
            "a.jsonl",
            #"""
            {"id": 1, "text": "one"}
            {"id": 1, "text": "one"}
            {"id": "1", "text": "another"}
            {"id": 2, "text": "two"}
            """#)
        for expected in [[2, 0, 1, 0, 1], [0, 0, 3, 0, 1]] {
            var failures: [ArticleFailure] = []
            #expect(counts(try refresh([path], failures: &failures)) == expected)
            #expect(failures.map(\.line) == [3])
        }
        #expect(try isSound())
    }

    @Test func badInputsAreReportedAndTheRestIsIndexed() throws {
        try directory.write("news/a.txt", "Good text for the index.")
        try directory.write("news/empty.txt", "")
        try directory.write("news/nul.txt", "binary\u{0}data")
        var failures: [ArticleFailure] = []
        let summary = try refresh([directory.file("news"), directory.file("missing")], failures: &failures)
        #expect(counts(summary) == [1, 0, 0, 0, 3])
        #expect(Set(failures.map { ($0.path as NSString).lastPathComponent }) == ["empty.txt", "nul.txt", "missing"])
    }

    @Test func aFileThatCanNoLongerBeReadKeepsItsArticle() throws {
        try directory.write("news/a.txt", "Good text for the index.")
        #expect(try refresh(directory.file("news")).added == 1)
        try directory.write("news/a.txt", "")
        var failures: [ArticleFailure] = []
        #expect(counts(try refresh([directory.file("news")], failures: &failures)) == [0, 0, 0, 0, 1])
        #expect(try IndexReader(path: index).statistics().articles == 1)
    }

    @Test func keysAreRemoved() throws {
        let text = try directory.write("a.txt", "Some text to index.")
        let records = try directory.write(
            "b.jsonl", "{\"id\": \"x#1\", \"text\": \"one\"}\n{\"id\": 2, \"text\": \"two\"}\n")
        #expect(try refresh(text, records).added == 3)
        let writer = try IndexWriter(path: index)
        #expect(try writer.remove(keys: [records + "#x#1", "nothing"]) == .init(removed: 1, unknown: ["nothing"]))
        #expect(try writer.remove(keys: [text]) == .init(removed: 1, unknown: []))
        #expect(try isSound())
        #expect(counts(try refresh(text, records)) == [2, 0, 1, 0, 0])
    }

    @Test func anInterruptedRunKeepsWhatItDid() throws {
        for number in 0..<10 { try directory.write("news/\(number).txt", "Article number \(number) of ten.") }
        var polls = 0
        let summary = try IndexWriter(path: index).refresh(
            RefreshOptions(inputs: [.path(directory.file("news"))]),
            isCancelled: {
                polls += 1
                return polls > 5
            })
        #expect(summary.interrupted)
        #expect(try isSound())
        let rest = try refresh(directory.file("news"))
        #expect(rest.added + summary.added == 10)
    }

    /// Random changes to a tree, refreshed after each, leave the index with just what the tree holds.
    @Test(arguments: [1, 2, 3] as [UInt64])
    func theIndexEqualsADictionary(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        var model: [String: String] = [:]
        let words = ["train", "station", "Kim", "Jong-un", "U.S.", "armoured", "6,500", "東京", "économie"]
        for step in 0..<40 {
            for _ in 0..<Int.random(in: 0...4, using: &generator) {
                let name =
                    "news/\(Int.random(in: 0...2, using: &generator))/\(Int.random(in: 0...6, using: &generator)).txt"
                if model[name] != nil, Int.random(in: 0...2, using: &generator) == 0 {
                    model[name] = nil
                    try directory.remove(name)
                } else {
                    let text =
                        (0...Int.random(in: 3...200, using: &generator))
                        .map { _ in words.randomElement(using: &generator) ?? "" }.joined(separator: " ") + " \(step)."
                    model[name] = text
                    try directory.write(name, text)
                }
            }
            try FileManager.default.createDirectory(
                atPath: directory.file("news"), withIntermediateDirectories: true)
            _ = try refresh(directory.file("news"))
            let reader = try IndexReader(path: index)
            let stored = try reader.withSnapshot { snapshot in
                try snapshot.articles(passing: ArticleFilter()).ids.reduce(into: [String: String]()) { stored, id in
                    let record = try #require(try snapshot.article(id))
                    stored[String(record.key.dropFirst(directory.path.count + 1))] = try snapshot.text(of: id)?.body
                }
            }
            #expect(stored == model, "seed \(seed), step \(step)")
        }
        #expect(try isSound(), "seed \(seed)")
    }
}
