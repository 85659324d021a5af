import Foundation
import GRDB
import IndexFile
import TextAnalysis

/// Examines an index file from end to end.
///
/// FTS5 offers its own check as a command that counts as a write; so this takes a writer's connection, but changes
/// nothing.
public struct IndexChecker {
    private let connection: IndexConnection

    /// - Throws: `IndexError`.
    public init(path: String) throws {
        // A writer makes a missing file; a check must not.
        _ = try IndexReader(path: path)
        connection = try IndexConnection(path: path, .writing)
    }

    /// Checks SQLite's structures, FTS5's, and that articles, passages, lengths and sums agree.
    ///
    /// - Complexity: reads the whole file once and decompresses every body.
    public func check() throws -> IndexCheck {
        try connection.read { database in
            var check = IndexCheck(articles: 0, passages: 0, problems: [])
            check.problems += try Self.structureProblems(database)
            guard check.problems.isEmpty else { return check }
            check.problems += try Self.fullTextProblems(database)
            try checkArticles(database, &check)
            check.problems += try Self.countProblems(database)
            return check
        }
    }

    private static func structureProblems(_ database: Database) throws -> [String] {
        let found = try String.fetchAll(database, sql: "PRAGMA integrity_check")
        let foreignKeys = try Row.fetchAll(database, sql: "PRAGMA foreign_key_check").map {
            "row \($0[1] as Int64? ?? 0) of \($0[0] as String) refers to nothing in \($0[2] as String)"
        }
        return found.filter { $0 != "ok" }.map { "sqlite: \($0)" } + foreignKeys
    }

    private static func fullTextProblems(_ database: Database) throws -> [String] {
        do {
            try database.execute(sql: "INSERT INTO article_fts(article_fts) VALUES ('integrity-check')")
            return []
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CORRUPT {
            return ["fts5: integrity-check failed"]
        }
    }

    private static func countProblems(_ database: Database) throws -> [String] {
        let index = try PostingsIndex(database.reading)
        let wrong: [String] = try Row.fetchAll(database, sql: "SELECT term, articles FROM term_count").compactMap {
            row in
            let term = Array(row[0] as Data)
            let count = try index.postings(of: term)?.count(before: noArticle) ?? 0
            let name = String(decoding: term, as: UTF8.self)
            return count == row[1] ? nil : "“\(name)” is in \(count) articles, not in \(row[1] as Int)"
        }
        guard let first = wrong.first else { return [] }
        return ["\(wrong.count) recorded counts of terms are wrong: \(first)" + (wrong.count > 1 ? ", …" : "")]
    }

    private func checkArticles(_ database: Database, _ check: inout IndexCheck) throws {
        var sums = Totals()
        let text = try connection.storedText(database)
        let lengths = ArticleLengths(database.reading)
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT article.id, title, bytes, passages, body, sz, length(fingerprint) AS fingerprint, parts FROM article
                LEFT JOIN article_fts_docsize ON article_fts_docsize.id = article.id
                LEFT JOIN article_part ON article_part.article = article.id ORDER BY article.id
                """)
        while let row = try rows.next() {
            let id: Int64 = row["id"]
            guard let size = (row["sz"] as Data?).flatMap(Self.columnSizes) else {
                check.problems.append("article \(id): not in the full-text index")
                continue
            }
            let bytes: Int = row["bytes"]
            do {
                let table = try PassageTable(encoded: row["passages"] as Data)
                check.problems += Self.problems(id, table, body: try text.body(row["body"] as Data), bytes, size.body)
                sums.passages += table.entries.count
                if let parts = row["parts"] as Data? {
                    let last = try PartTable(encoded: parts).entries.map(\.positions.upperBound).max() ?? 0
                    if last > size.body {
                        check.problems.append("article \(id): a part up to token \(last) of \(size.body)")
                    }
                }
            } catch {
                check.problems.append("article \(id): damaged: \(error)")
            }
            if let bins = row["fingerprint"] as Int?, bins != Fingerprint.count {
                check.problems.append("article \(id): a fingerprint of \(bins) bytes, not \(Fingerprint.count)")
            }
            let length = try lengths.length(of: UInt32(clamping: id))
            if length.body > size.body || length.title > size.title {
                check.problems.append("article \(id): longer for ranking than its text")
            }
            sums.articles += 1
            sums.tokens += size.title + size.body
            sums.titleLength += length.title
            sums.bodyLength += length.body
            sums.textBytes += bytes + ((row["title"] as String?)?.utf8.count ?? 0)
        }
        let indexed = try Int.fetchOne(database, sql: "SELECT count(*) FROM article_fts_docsize") ?? 0
        if indexed != sums.articles {
            check.problems.append("\(indexed) articles in the full-text index, but \(sums.articles) stored")
        }
        let totals = try Totals.read(database.reading)
        if totals != sums { check.problems.append("the stored totals \(totals) are not the sums \(sums)") }
        check.articles = sums.articles
        check.passages = sums.passages
    }

    /// Passages must lie in the body one behind the other, on character boundaries, and hold all its positions.
    private static func problems(
        _ id: Int64, _ table: PassageTable, body: String, _ bytes: Int, _ positions: Int
    ) -> [String] {
        var problems: [String] = []
        let text = Array(body.utf8)
        if text.count != bytes { problems.append("article \(id): \(text.count) bytes of body, not \(bytes)") }
        for entry in table.entries {
            let range = entry.passage.bytes
            let isInside = range.upperBound <= text.count
            let isBoundary = { (offset: Int) in offset == text.count || text[offset] & 0xC0 != 0x80 }
            if !isInside || !isBoundary(range.lowerBound) || !isBoundary(range.upperBound) {
                problems.append("article \(id): a passage at bytes \(range) of \(text.count)")
            }
        }
        let last = table.entries.last?.passage.positions.upperBound ?? 0
        if last != positions { problems.append("article \(id): passages of \(last) tokens, \(positions) indexed") }
        return problems
    }

    /// The token counts FTS5 keeps for an article: a number a column.
    private static func columnSizes(_ data: Data) -> (title: Int, body: Int)? {
        guard let sizes = Varint.all(data), sizes.count == ArticleField.allCases.count else { return nil }
        return (Int(sizes[ArticleField.title.rawValue]), Int(sizes[ArticleField.body.rawValue]))
    }
}
