import Articles
import Foundation
import GRDB

/// Writes an index file: one writer at a time, readers undisturbed.
public final class IndexWriter {
    let connection: IndexConnection

    /// Opens the index at `path`, and makes it where there is none.
    ///
    /// - Throws: `IndexError`.
    public init(path: String) throws {
        connection = try IndexConnection(path: path, .writing)
    }

    public var path: String { connection.path }

    /// What `remove` did.
    public struct Removal: Sendable, Equatable {
        public var removed: Int
        /// The keys that no article or file has.
        public var unknown: [String]
    }

    /// Removes articles by their key (`path` or `path#member`); a path alone removes all that came from the file.
    ///
    /// The file is forgotten with them, so that a later refresh that meets it again reads it anew.
    /// - Parameter waits: whether to wait while another process writes to the index, instead of giving up.
    /// - Throws: `IndexError`; nothing is removed then.
    public func remove(
        keys: [String], waits: Bool = false, isCancelled: () -> Bool = { false }
    ) throws -> Removal {
        let lock = try RunLock(index: path, waits: waits, isCancelled: isCancelled)
        defer { withExtendedLifetime(lock) {} }
        return try connection.write { database in
            let batch = try BatchRecord.begin(database)
            var store = try ArticleStore(connection, database, batch: batch)
            let analysis = ArticleAnalysis()
            var removal = Removal(removed: 0, unknown: [])
            for key in keys {
                let articles = try Self.articles(for: key, database)
                if articles.ids.isEmpty { removal.unknown.append(key) }
                for id in articles.ids { try store.remove(id, analysis) }
                if let file = articles.file { try FileRecord.forget(file, database) }
                removal.removed += articles.ids.count
            }
            try store.finish()
            var summary = RefreshSummary(batch: batch)
            summary.removed = removal.removed
            try BatchRecord.end(summary, database)
            return removal
        }
    }

    /// The articles a key names, and the file it stands for.
    private static func articles(for key: String, _ database: Database) throws -> (ids: [Int64], file: Int64?) {
        if let file = try Int64.fetchOne(database, sql: "SELECT id FROM file WHERE path = ?", arguments: [key]) {
            let ids = try Int64.fetchAll(database, sql: "SELECT id FROM article WHERE file = ?", arguments: [file])
            return (ids, file)
        }
        // A member may hold a '#' itself, and so may a path: any split that is stored will do.
        for split in key.indices where key[split] == "#" {
            let row = try Row.fetchOne(
                database,
                sql: """
                    SELECT article.id, file FROM article JOIN file ON file.id = file
                    WHERE path = ? AND member = ?
                    """,
                arguments: [String(key[..<split]), String(key[key.index(after: split)...])])
            if let row { return ([row["id"]], row["file"]) }
        }
        return ([], nil)
    }
}
