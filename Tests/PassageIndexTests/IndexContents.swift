import Foundation
import GRDB
import TextAnalysis

@testable import IndexFile
@testable import PassageIndex

/// All that an index holds, but for what differs from run to run: batches, and how bodies are compressed.
struct IndexContents: Equatable {
    /// Articles and files with all their columns, in the order of their ids.
    var articles: [String] = []
    var files: [String] = []
    /// The article lengths, by block, and FTS5's own, by row.
    var lengths: [Int64: [UInt32]] = [:]
    var sizes: [Int64: Data] = [:]
    var totals = Totals()
    /// Rows and tokens as FTS5 has counted them.
    var averages: SegmentAverages?
    /// Where each term stands: row, column and offset.
    var postings: [String: String] = [:]

    init(path: String) throws {
        self = try IndexConnection(path: path, .writing).read { try IndexContents($0) }
    }

    private init(_ database: Database) throws {
        let text = StoredText(try CompressionDictionary.read(database.reading))
        let columns =
            "id, file, member, title, author, source, url, language, published, hex(hash), bytes, hex(passages), "
            + "hex(fingerprint)"
        articles = try Row.fetchAll(database, sql: "SELECT \(columns), body FROM article ORDER BY id").map { row in
            let fields = (0..<row.count - 1).map { "\(row[$0] as DatabaseValue)" }
            return (fields + [try text.body(row[row.count - 1] as Data)]).joined(separator: "|")
        }
        files = try Row.fetchAll(database, sql: "SELECT id, path, size, modified, hex(hash) FROM file").map {
            $0.databaseValues.map(\.description).joined(separator: "|")
        }
        for row in try Row.fetchAll(database, sql: "SELECT id FROM length_block") {
            lengths[row[0]] = try LengthBlocks.read(row[0], database.reading)
        }
        for row in try Row.fetchAll(database, sql: "SELECT id, sz FROM article_fts_docsize") {
            sizes[row[0]] = row[1]
        }
        totals = try Totals.read(database.reading)
        averages = try Data.fetchOne(database, sql: "SELECT block FROM article_fts_data WHERE id = 1").flatMap {
            SegmentAverages(Array($0), columns: 2)
        }
        try database.execute(sql: "CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, article_fts, instance)")
        let terms = try Row.fetchCursor(
            database,
            sql: "SELECT term, group_concat(doc || col || offset, ' ') FROM vocabulary GROUP BY term")
        while let row = try terms.next() { postings[row[0]] = row[1] }
    }
}

/// What FTS5's structure record says of an index.
func structure(ofIndex path: String) throws -> SegmentStructure? {
    try IndexConnection(path: path, .writing).read { database in
        try Data.fetchOne(database, sql: "SELECT block FROM article_fts_data WHERE id = 10").flatMap {
            SegmentStructure(Array($0))
        }
    }
}
