import Articles
import Foundation
import GRDB

extension IndexReader {
    /// What the index holds, in numbers; it counts nothing that is not kept as a sum or in an index.
    public func statistics() throws -> IndexStatistics {
        try withSnapshot { snapshot in
            let database = snapshot.database
            let totals = try snapshot.totals()
            func number(_ sql: String) throws -> Int { try Int.fetchOne(database, sql: sql) ?? 0 }
            func date(_ sql: String) throws -> PublicationDate? {
                try String.fetchOne(database, sql: sql).flatMap(PublicationDate.init(stored:))
            }
            let languages = try Row.fetchAll(
                database,
                sql: "SELECT language, count(*) FROM article GROUP BY language ORDER BY count(*) DESC, language")
            return IndexStatistics(
                path: path,
                schemaVersion: try number("PRAGMA user_version"),
                analyzer: try String.fetchOne(database, sql: "SELECT value FROM meta WHERE key = 'analyzer'") ?? "",
                articles: totals.articles, passages: totals.passages, tokens: totals.tokens,
                textBytes: totals.textBytes, fileBytes: fileBytes,
                batches: try number("SELECT count(*) FROM batch"),
                sources: try number(
                    "SELECT count(DISTINCT source COLLATE NOCASE) FROM article WHERE source IS NOT NULL"),
                languages: languages.map { (code: $0[0], articles: $0[1]) },
                firstPublished: try date("SELECT min(published) FROM article WHERE published IS NOT NULL"),
                lastPublished: try date("SELECT max(published) FROM article WHERE published IS NOT NULL"))
        }
    }

    /// Bytes of the file and its write-ahead log.
    private var fileBytes: Int {
        ["", "-wal"].reduce(0) { sum, suffix in
            let attributes = try? FileManager.default.attributesOfItem(atPath: path + suffix)
            return sum + ((attributes?[.size] as? NSNumber)?.intValue ?? 0)
        }
    }
}
