import Foundation
import GRDB
import TestSupport
import Testing

@testable import IndexFile
@testable import PassageIndex

/// Files that are no index, or no longer a sound one.
@Suite struct IndexFileTests {
    private let directory: TemporaryDirectory
    private var index: String { directory.file("index.sqlite") }

    init() throws {
        directory = try TemporaryDirectory()
    }

    private func makeIndex() throws {
        let text = try directory.write("a.txt", "The armoured train left on Sunday.\n\nIt was green.")
        _ = try IndexWriter(path: index).refresh(RefreshOptions(inputs: [.path(text)]))
    }

    private func edit(_ sql: String) throws {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        let queue = try DatabaseQueue(path: index, configuration: configuration)
        try queue.inDatabase { try $0.execute(sql: sql) }
        try queue.close()
    }

    @Test func aMissingIndexIsNotMadeByReading() {
        #expect(throws: IndexError.missing(path: index)) { try IndexReader(path: index) }
        #expect(throws: IndexError.missing(path: index)) { try IndexChecker(path: index) }
        #expect(!FileManager.default.fileExists(atPath: index))
    }

    /// A first run that was cut off leaves an empty file, which is no other program's.
    @Test func anEmptyFileBecomesAnIndex() throws {
        let empty = try directory.write("empty.sqlite", "")
        #expect(throws: IndexError.empty(path: empty)) { try IndexReader(path: empty) }
        #expect(throws: IndexError.empty(path: empty)) { try IndexChecker(path: empty) }
        _ = try IndexWriter(path: empty)
        #expect(try IndexChecker(path: empty).check().isSound)
    }

    @Test func foreignFilesAreLeftAlone() throws {
        #expect(throws: IndexError.foreign(path: directory.path)) { try IndexReader(path: directory.path) }
        let text = try directory.write("notes.sqlite", String(repeating: "no database at all. ", count: 100))
        #expect(throws: IndexError.foreign(path: text)) { try IndexReader(path: text) }
        #expect(throws: IndexError.foreign(path: text)) { try IndexWriter(path: text) }
        let queue = try DatabaseQueue(path: index)
        try queue.inDatabase { try $0.execute(sql: "CREATE TABLE mine(x)") }
        try queue.close()
        #expect(throws: IndexError.foreign(path: index)) { try IndexReader(path: index) }
        #expect(throws: IndexError.foreign(path: index)) { try IndexWriter(path: index) }
    }

    @Test func newerAndOtherwiseAnalysedIndexesAreRefused() throws {
        try makeIndex()
        try edit("PRAGMA user_version = 99")
        #expect(throws: IndexError.newer(path: index, version: 99, known: IndexFormat.version)) {
            try IndexReader(path: index)
        }
        try edit("PRAGMA user_version = \(IndexFormat.version); UPDATE meta SET value = 'lede-0'")
        #expect(throws: IndexError.otherAnalyzer(path: index, found: "lede-0", expected: IndexFormat.analyzer)) {
            try IndexWriter(path: index)
        }
    }

    @Test(arguments: [
        "UPDATE article SET body = x'00'",
        "UPDATE article SET passages = x'05'",
        "UPDATE article SET bytes = bytes + 1",
        "UPDATE totals SET tokens = tokens + 1",
        "DELETE FROM article",
        "UPDATE article_fts_docsize SET sz = x'0001'",
        "DELETE FROM article_fts_data WHERE id > 10",
        "UPDATE length_block SET lengths = zeroblob(16)",
        "UPDATE article SET batch = 77",
        "UPDATE article SET fingerprint = x'00'",
        "UPDATE article SET author = 'Somebody else'",
        "UPDATE article SET passages = x'0100220904'",
        "UPDATE file SET size = size + 1",
        "UPDATE sqlite_sequence SET seq = 0",
        "DELETE FROM article_fts_idx",
        "DROP INDEX article_published",
        "ALTER TABLE batch ADD COLUMN other",
    ])
    func damageIsFound(_ damage: String) throws {
        try makeIndex()
        #expect(try IndexChecker(path: index).check().isSound)
        try edit(damage)
        let found = try IndexChecker(path: index).check()
        #expect(!found.isSound, "\(damage)")
    }

    /// What can be seen without reading a text.
    @Test(arguments: [
        "UPDATE totals SET tokens = tokens + 1",
        "UPDATE totals SET text_bytes = 0",
        "DELETE FROM article_fts_docsize",
        "UPDATE article_fts_data SET block = x'0203' WHERE id = 1",
        "DELETE FROM batch",
        "DROP TABLE term_count",
    ])
    func damageIsFoundAtAQuickLook(_ damage: String) throws {
        try makeIndex()
        let sound = try IndexChecker(path: index).check(.quick)
        #expect(sound.isSound && sound.level == .quick && sound.articles == 1 && sound.passages == 1)
        try edit(damage)
        #expect(try !IndexChecker(path: index).check(.quick).isSound, "\(damage)")
    }

    /// What SQLite would read as something else is a file's name all the same.
    @Test func everyPathIsAFile() throws {
        let text = try directory.write("a.txt", "The armoured train left on Sunday.")
        for name in [":memory:", "file:x?mode=memory", "a#b%20.sqlite"] {
            let path = directory.file(name)
            _ = try IndexWriter(path: path).refresh(RefreshOptions(inputs: [.path(text)]))
            #expect(FileManager.default.fileExists(atPath: path))
            #expect(try IndexReader(path: path).statistics().articles == 1)
        }
    }

    @Test func aDamagedTextIsAnIndexErrorWhenItIsRemoved() throws {
        try makeIndex()
        try edit("UPDATE article SET body = x'00'")
        let writer = try IndexWriter(path: index)
        #expect(throws: IndexError.corrupt(path: index, detail: "article 1 is damaged")) {
            try writer.remove(keys: [directory.file("a.txt")])
        }
    }

    @Test func aPassageBeyondTheTextIsDamage() throws {
        try makeIndex()
        // One passage of 99 bytes.
        try edit("UPDATE article SET passages = x'0100630901'")
        let reader = try IndexReader(path: index)
        #expect(throws: IndexError.corrupt(path: index, detail: "article 1 is damaged")) {
            try reader.withSnapshot { try $0.text(of: 1) }
        }
    }

    @Test func statisticsSayWhatIsThere() throws {
        try makeIndex()
        let statistics = try IndexReader(path: index).statistics()
        #expect(statistics.articles == 1 && statistics.passages == 1 && statistics.batches == 1)
        #expect(statistics.tokens == 9)
        #expect(statistics.languages.map(\.code) == ["en"])
        #expect(statistics.fileBytes > 0)
    }

    /// Readers go on while a writer is at work, and see one state throughout.
    @Test func readersSeeOneState() throws {
        try makeIndex()
        let reader = try IndexReader(path: index)
        let other = try directory.write("b.txt", "Another article about trains.")
        try reader.withSnapshot { snapshot in
            #expect(try snapshot.totals().articles == 1)
            _ = try IndexWriter(path: index).refresh(RefreshOptions(inputs: [.path(other)]))
            #expect(try snapshot.totals().articles == 1)
        }
        #expect(try reader.withSnapshot { try $0.totals().articles } == 2)
    }
}
