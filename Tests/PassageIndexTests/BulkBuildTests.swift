import Articles
import Foundation
import GRDB
import TestSupport
import Testing

@testable import IndexFile
@testable import PassageIndex

/// Whichever way articles take into the index, it is the same index.
@Suite struct BulkBuildTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    private func refresh(
        _ index: String, jobs: Int = 1, isBulk: Bool = true, postingsBytes: Int? = nil,
        isCancelled: () -> Bool = { false }
    ) throws -> RefreshSummary {
        let options = bulkOptions(
            [directory.file("news")], jobs: jobs, isBulk: isBulk, postingsBytes: postingsBytes)
        let summary = try IndexWriter(path: directory.file(index)).refresh(options, isCancelled: isCancelled)
        let check = try IndexChecker(path: directory.file(index)).check()
        #expect(check.problems.isEmpty)
        return summary
    }

    private func contents(_ index: String) throws -> IndexContents {
        try IndexContents(path: directory.file(index))
    }

    private func segments(_ index: String) throws -> Int? {
        try structure(ofIndex: directory.file(index))?.segments.count
    }

    private func hasDictionary(_ index: String) throws -> Bool {
        try IndexConnection(path: directory.file(index), .writingExisting).read {
            try CompressionDictionary.read($0.reading)
        } != nil
    }

    @Test(arguments: [1, 2] as [UInt64])
    func everyWayLeadsToTheSameIndex(seed: UInt64) throws {
        let archive = GeneratedArchive(articles: 1700, words: 1...40, seed: seed)
        try directory.write("news/a.jsonl", archive.jsonLines(), age: 60)
        try directory.write("news/b.txt", "One file that is an article. 東京 and U.S. and Jong-un.", age: 60)
        #expect(try refresh("plain", isBulk: false).added == 1701)
        let plain = try contents("plain")
        #expect(plain.articles.count == 1701 && plain.postings.count > 2000)
        for jobs in [1, 4] {
            #expect(try refresh("bulk\(jobs)", jobs: jobs).added == 1701)
            #expect(try contents("bulk\(jobs)") == plain, "seed \(seed), \(jobs) jobs")
            #expect(try segments("bulk\(jobs)") == 1)
            #expect(try hasDictionary("bulk\(jobs)"))
        }
        for jobs in [1, 2] {
            _ = try refresh("batches\(jobs)", jobs: jobs, postingsBytes: 1)
            #expect(try contents("batches\(jobs)") == plain, "seed \(seed), \(jobs) jobs, several batches")
        }
        #expect(try segments("batches1") == 4)
    }

    /// What was full is empty once it is written, also for the threads that have had no chunk since.
    @Test(arguments: [1, 3]) func aBatchBeginsEmpty(jobs: Int) throws {
        var resources = BuildResources(jobs: jobs)
        resources.postingsBytes = 1
        let connection = try IndexConnection(path: directory.file("index"), .writing)
        let run = try connection.write(BatchRecord.begin)
        let build = BulkBuild(connection, resources, nil, assumedLanguage: .english, run: run)
        defer { build.close() }
        for batch in 0..<3 as Range<Int64> {
            for number in 0..<1200 as Range<Int64> {
                let article = Article(key: "a#\(batch)-\(number)", body: "Words of article \(number).")
                try build.add(
                    IncomingArticle(
                        id: 1 + batch * 1200 + number, path: "a", member: "\(batch)-\(number)", article: article,
                        hash: ContentHash.of(article, assumedLanguage: nil)))
            }
            try build.commit { _, _ in }
            #expect(!build.isFull, "batch \(batch)")
        }
        #expect(try segments("index") == 3)
    }

    /// FTS5 remembers the structure record for a connection's queries; it has to read it anew behind a linked segment.
    @Test func aWriterThatHasSearchedFindsWhatIsLinked() throws {
        let writer = try IndexWriter(path: directory.file("index"))
        func matches() throws -> Int? {
            try writer.connection.read {
                try Int.fetchOne($0, sql: "SELECT count(*) FROM article_fts WHERE article_fts MATCH 'train'")
            }
        }
        try directory.write("news/a.txt", "The first train.")
        _ = try writer.refresh(bulkOptions([directory.file("news")], isBulk: false))
        #expect(try matches() == 1)
        var archive = GeneratedArchive(articles: 600, words: 5...20, seed: 1)
        for index in archive.articles.indices { archive.articles[index].text += " A train." }
        try directory.write("news/b.jsonl", archive.jsonLines())
        _ = try writer.refresh(bulkOptions([directory.file("news")]))
        #expect(try matches() == 601)
        try directory.write("news/c.txt", "The last train.")
        _ = try writer.refresh(bulkOptions([directory.file("news")], isBulk: false))
        #expect(try matches() == 602)
        #expect(try segments("index") == 3)
        #expect(try IndexChecker(path: directory.file("index")).check().problems == [])
    }

    /// FTS5 has merged some segments in part when a large one is linked on the level of its output, and goes on later.
    @Test func aMergeUnderWayGoesOn() throws {
        let writer = try IndexWriter(path: directory.file("index"))
        func command(_ name: String, _ value: Int) throws {
            try writer.connection.write {
                try $0.execute(
                    sql: "INSERT INTO article_fts(article_fts, rank) VALUES (?, ?)", arguments: [name, value])
            }
        }
        try command("pgsz", 32)
        try command("automerge", 0)
        let archive = GeneratedArchive(articles: 900, words: 10...20, mostWords: 400, seed: 1)
        for (number, article) in archive.articles.prefix(35).enumerated() {
            try directory.write("news/a\(number).txt", article.text)
            if number % 7 == 6 { _ = try writer.refresh(bulkOptions([directory.file("news")], isBulk: false)) }
        }
        try command("merge", 5)
        let merging = try #require(try structure(ofIndex: directory.file("index")))
        #expect(merging.levels.map { $0.merging > 0 } == [true, false])

        try directory.write("news/b.jsonl", archive.jsonLines())
        #expect(try writer.refresh(bulkOptions([directory.file("news")])).added == 900)
        let linked = try #require(try structure(ofIndex: directory.file("index")))
        #expect(linked.segments.map(\.leaves).max() ?? 0 > 1000)
        let before = try contents("index").postings
        for _ in 0..<1000 where try structure(ofIndex: directory.file("index"))?.segments.count ?? 0 > 4 {
            try command("merge", 5)
        }
        #expect(try IndexChecker(path: directory.file("index")).check().problems == [])
        #expect(try contents("index").postings == before)
        try command("merge", -1_000_000)
        #expect(try segments("index") == 1)
        #expect(try contents("index").postings == before)
    }

    /// A writer that has read texts without a dictionary reads those with one, too.
    @Test func aWriterMeetsItsFirstDictionary() throws {
        let writer = try IndexWriter(path: directory.file("index"))
        func refresh(isBulk: Bool) throws -> RefreshSummary {
            try writer.refresh(bulkOptions([directory.file("news")], isBulk: isBulk))
        }
        try directory.write("news/a.txt", "The first text.")
        _ = try refresh(isBulk: false)
        try directory.write("news/a.txt", "The first text, changed.")
        #expect(try refresh(isBulk: false).updated == 1)
        let archive = GeneratedArchive(articles: 60, words: 200...300, seed: 1)
        for article in archive.articles { try directory.write("news/b\(article.id).txt", article.text) }
        #expect(try refresh(isBulk: true).added == 60)
        #expect(try hasDictionary("index"))
        for article in archive.articles { try directory.write("news/b\(article.id).txt", article.text + " Changed.") }
        #expect(try refresh(isBulk: false).updated == 60)
        #expect(try IndexChecker(path: directory.file("index")).check().problems == [])
    }

    /// A run that is stopped anywhere keeps the articles up to some point, and the next one goes on from there.
    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func aStoppedRunKeepsAPrefix(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let archive = GeneratedArchive(articles: 1200, words: 1...15, seed: seed)
        try directory.write("news/a.jsonl", archive.jsonLines(), age: 60)
        let lastPoll = Int.random(in: 0...1300, using: &generator)
        let jobs = Int.random(in: 1...3, using: &generator)
        let postingsBytes = Bool.random(using: &generator) ? 1 : nil
        var polls = 0
        let stopped = try refresh("stopped", jobs: jobs, postingsBytes: postingsBytes) {
            polls += 1
            return polls > lastPoll
        }
        #expect(stopped.interrupted == (polls > lastPoll))
        let kept = try IndexConnection(path: directory.file("stopped"), .writingExisting).read {
            try String.fetchAll($0, sql: "SELECT member FROM article ORDER BY id")
        }
        #expect(kept == archive.articles.prefix(stopped.added).map(\.id), "seed \(seed)")
        let rest = try refresh("stopped", jobs: jobs, postingsBytes: postingsBytes)
        #expect(stopped.added + rest.added == 1200 && !rest.interrupted)
        _ = try refresh("whole", isBulk: false)
        #expect(try contents("stopped") == contents("whole"), "seed \(seed), \(jobs) jobs, poll \(lastPoll)")
    }
}

/// Options of a run that takes the bulk path, with text enough before to train a dictionary on, or never does.
func bulkOptions(
    _ paths: [String], jobs: Int = 1, isBulk: Bool = true, postingsBytes: Int? = nil
) -> RefreshOptions {
    var resources = BuildResources(jobs: jobs)
    if let postingsBytes { resources.postingsBytes = postingsBytes }
    var options = RefreshOptions(inputs: paths.map { .path($0) }, resources: resources)
    options.leastBulkBytes = isBulk ? 20_000 : .max
    return options
}
