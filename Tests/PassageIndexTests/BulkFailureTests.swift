import Articles
import Foundation
import GRDB
import TestSupport
import Testing

@testable import IndexFile
@testable import PassageIndex

/// Runs that cannot write what they want to.
@Suite struct BulkFailureTests {
    private let directory: TemporaryDirectory
    private var index: String { directory.file("index.sqlite") }

    init() throws {
        directory = try TemporaryDirectory()
    }

    private func write(_ articles: Int, words: ClosedRange<Int> = 1...20) throws {
        let archive = GeneratedArchive(articles: articles, words: words, seed: 1)
        try directory.write("news/a.jsonl", archive.jsonLines(), age: 60)
    }

    private func refresh(
        _ writer: IndexWriter, jobs: Int = 1, isBulk: Bool = true, postingsBytes: Int? = nil,
        onNote: (RefreshNote) -> Void = { _ in }
    ) throws -> RefreshSummary {
        try writer.refresh(
            bulkOptions([directory.file("news")], jobs: jobs, isBulk: isBulk, postingsBytes: postingsBytes),
            onNote: onNote)
    }

    private func edit(_ sql: String) throws {
        let queue = try DatabaseQueue(path: index)
        defer { try? queue.close() }
        try queue.inDatabase { try $0.execute(sql: sql) }
    }

    /// Counts the articles of an index, which has to be sound.
    private func soundArticles() throws -> Int {
        let check = try IndexChecker(path: index).check()
        #expect(check.problems.isEmpty)
        return check.articles
    }

    /// The file may not grow beyond some number of pages, as on a full disk.
    @Test(arguments: [1, 2, 4, 6], [1, 3])
    func aFullDisk(morePages: Int, jobs: Int) throws {
        try write(300)
        let writer = try IndexWriter(path: index)
        _ = try refresh(writer, jobs: jobs)
        try write(1300, words: 1...9)
        try writer.connection.read { database in
            let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
            try database.execute(sql: "PRAGMA max_page_count = \(pages + morePages)")
        }
        let failure = #expect(throws: RefreshFailure.self) {
            try refresh(writer, jobs: jobs, postingsBytes: 1)
        }
        guard case .notWritable = failure?.cause else {
            Issue.record("\(String(describing: failure))")
            return
        }
        let kept = try IndexConnection(path: index, .writingExisting).read {
            try Int.fetchOne($0, sql: "SELECT sum(added + updated + removed) FROM batch WHERE id > 1")
        }
        #expect(kept == failure?.committed)
        let articles = try soundArticles()
        #expect(articles >= 300 && articles <= 1300)

        // The same writer goes on once there is room.
        try writer.connection.read { try $0.execute(sql: "PRAGMA max_page_count = 1000000") }
        _ = try refresh(writer, jobs: jobs)
        #expect(try soundArticles() == 1300)
    }

    /// A table refuses a row, somewhere in the work of the threads or at the end of a batch.
    @Test(
        arguments: [
            "INSERT ON article WHEN NEW.member = '700'", "INSERT ON article WHEN NEW.member = '0'",
            "INSERT ON article_fts_docsize WHEN NEW.id > 600", "INSERT ON article_fts_idx",
            "INSERT ON article_fts_data WHEN NEW.id = 10", "INSERT ON length_block", "UPDATE ON totals",
            "INSERT ON file",
        ], [1, 3])
    func aRefusedRow(_ event: String, jobs: Int) throws {
        let writer = try IndexWriter(path: index)
        try directory.write("news/first.txt", "The first article of all.")
        _ = try refresh(writer)
        try write(800)
        try edit("CREATE TRIGGER refuse BEFORE \(event) BEGIN SELECT raise(ABORT, 'refused'); END")
        let failure = #expect(throws: RefreshFailure.self) { try refresh(writer, jobs: jobs) }
        #expect(failure?.committed == 0)
        guard case .sqlite(_, _, let message) = failure?.cause, message.contains("refused") else {
            Issue.record("\(String(describing: failure))")
            return
        }
        try edit("DROP TRIGGER refuse")
        #expect(try soundArticles() == 1)
        #expect(try refresh(writer, jobs: jobs).added == 800)
        #expect(try soundArticles() == 801)
    }

    /// A table that FTS5 of a later version has made is left to FTS5, which takes it or fails as a whole.
    @Test(
        arguments: [
            ("UPDATE article_fts_config SET v = 5 WHERE k = 'version'", "format version 5"),
            (
                "UPDATE article_fts_data SET block = substr(block, 1, 4) || x'ff000001' || substr(block, 5) WHERE id = 10",
                "unknown form"
            ),
            ("UPDATE article_fts_data SET block = substr(block, 1, 5) WHERE id = 10", "unknown form"),
        ]) func aTableOfAnotherForm(_ change: String, _ reason: String) throws
    {
        try write(600)
        _ = try refresh(IndexWriter(path: index))
        let before = try IndexContents(path: index)
        try edit("CREATE TABLE config AS SELECT * FROM article_fts_config")
        try edit("CREATE TABLE data AS SELECT * FROM article_fts_data WHERE id = 10")
        try edit(change)
        try write(1200)
        var notes: [RefreshNote] = []
        do {
            let summary = try refresh(IndexWriter(path: index), jobs: 2) { notes.append($0) }
            #expect(summary.added == 600)
        } catch let error as RefreshFailure {
            #expect(error.committed == 0)
            try edit("REPLACE INTO article_fts_config SELECT * FROM config")
            try edit("REPLACE INTO article_fts_data SELECT * FROM data")
            #expect(try IndexContents(path: index) == before)
        }
        guard case .buildsOneByOne(let told)? = notes.first, notes.count == 1 else {
            Issue.record("\(notes)")
            return
        }
        #expect(told.contains(reason))
    }

    /// A word's postings are in so many segments that no further one can be linked.
    @Test func tooManySegments() throws {
        try write(1)
        let writer = try IndexWriter(path: index)
        _ = try refresh(writer)
        let old = try #require(try structure(ofIndex: index))
        var structure = old
        let segment = try #require(old.segments.first)
        while let id = structure.unusedID {
            structure.add(.init(id: id, firstLeaf: segment.firstLeaf, lastLeaf: segment.lastLeaf))
        }
        try writer.connection.write { database in
            try database.execute(
                sql: "UPDATE article_fts_data SET block = ? WHERE id = 10", arguments: [Data(structure.encoded)])
        }
        try write(600)
        var notes: [RefreshNote] = []
        let failure = #expect(throws: RefreshFailure.self) {
            try refresh(IndexWriter(path: index)) { notes.append($0) }
        }
        #expect(failure?.committed == 0)
        #expect(notes == [.buildsOneByOne("the full-text table has too many segments")])
        try writer.connection.write { database in
            try database.execute(
                sql: "UPDATE article_fts_data SET block = ? WHERE id = 10", arguments: [Data(old.encoded)])
        }
        #expect(try soundArticles() == 1)
    }
}
