import Articles
import Foundation
import GRDB
import IndexFile

/// Writes an index file: one writer is at work at a time. Readers are undisturbed, but for the first articles of a new
/// index, which they wait for.
public final class IndexWriter {
    let connection: IndexConnection
    private let waits: Bool

    /// Opens the index at `path`.
    ///
    /// - Parameters:
    ///   - makesMissing: whether to make the index where there is none.
    ///   - waits: whether to wait, now and whenever something is to be written, while another writer is at work, instead
    ///     of giving up.
    ///   - isCancelled: polled while it waits; `true` makes it give up.
    /// - Throws: `IndexError`.
    public init(
        path: String, makesMissing: Bool = true, waits: Bool = false, isCancelled: () -> Bool = { false }
    ) throws {
        if !makesMissing, !FileManager.default.fileExists(atPath: path) { throw IndexError.missing(path: path) }
        self.waits = waits
        let lock = try RunLock(index: path, waits: waits, isCancelled: isCancelled)
        defer { withExtendedLifetime(lock) {} }
        connection = try IndexConnection(path: path, makesMissing ? .writing : .writingExisting)
    }

    /// Runs `body` while no other writer is at work.
    ///
    /// - Throws: `IndexError.locked`, and what `body` throws.
    func whileLocked<Result>(
        isCancelled: () -> Bool = { false }, _ body: () throws -> Result
    ) throws -> Result {
        let lock = try RunLock(index: path, waits: waits, isCancelled: isCancelled)
        defer { withExtendedLifetime(lock) {} }
        return try body()
    }

    public var path: String { connection.path }

    /// What `remove` did.
    public struct Removal: Sendable, Equatable {
        public var removed: Int
        /// The keys that no article or file has.
        public var unknown: [String]
    }

    /// Removes articles by their key (see `ArticleKey`); a path alone removes all that came from the file.
    ///
    /// The file is forgotten with them, so that a later refresh that meets it again reads it anew.
    /// - Throws: `IndexError`; nothing is removed then.
    public func remove(keys: [String]) throws -> Removal {
        try whileLocked {
            try connection.write { try remove(keys, $0) }
        }
    }

    private func remove(_ keys: [String], _ database: Database) throws -> Removal {
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

    /// The articles a key names, and the file it stands for.
    private static func articles(for key: String, _ database: Database) throws -> (ids: [Int64], file: Int64?) {
        if let file = try Int64.fetchOne(database, sql: "SELECT id FROM file WHERE path = ?", arguments: [key]) {
            let ids = try Int64.fetchAll(database, sql: "SELECT id FROM article WHERE file = ?", arguments: [file])
            return (ids, file)
        }
        for (path, member) in ArticleKey.splits(of: key) {
            let row = try Row.fetchOne(
                database,
                sql: """
                    SELECT article.id, file FROM article JOIN file ON file.id = file
                    WHERE path = ? AND member = ?
                    """,
                arguments: [path, member])
            if let row { return ([row["id"]], row["file"]) }
        }
        return ([], nil)
    }
}
