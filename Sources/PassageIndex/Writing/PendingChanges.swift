import Articles
import GRDB

/// Changes on their way into the index, in the order they were read.
///
/// Reading an input can take any time; the write lock is held only while a heap of changes goes in as one
/// transaction.
struct PendingChanges {
    enum Change {
        case put(Articles.Article, path: String, member: String)
        case finish(FinishedFile)
        /// The file is gone, and all its articles with it.
        case removeFile(Int64)
    }

    /// An input that was read to its end.
    struct FinishedFile {
        var path: String
        /// As the file was before it was read; `nil` makes the next run read it again.
        var size: Int?
        var modified: Int64?
        var hash: [UInt8]?
        /// The members it still has; others go. `nil` keeps them all.
        var members: Set<String>?
    }

    /// Text that is held in memory before it is written, in bytes.
    static let capacity = 32 << 20

    private(set) var changes: [Change] = []
    private(set) var textBytes = 0

    var isFull: Bool { textBytes >= Self.capacity || changes.count >= 100_000 }

    mutating func add(_ change: Change) {
        changes.append(change)
        if case .put(let article, _, _) = change { textBytes += article.textBytes }
    }

    /// Writes the changes in one transaction, counts them in `summary`, and forgets them.
    ///
    /// - Returns: `false` when it was cancelled; the changes up to there are written.
    /// - Throws: `IndexError`; the index is then as it was before.
    mutating func write(
        to connection: IndexConnection, _ analysis: ArticleAnalysis, _ summary: inout RefreshSummary,
        isCancelled: () -> Bool
    ) throws -> Bool {
        let before = summary
        var isComplete = true
        summary = try connection.write { database in
            var counted = before
            var store = try ArticleStore(connection, database, analysis, batch: counted.batch)
            for change in changes {
                if isCancelled() {
                    isComplete = false
                    break
                }
                try Self.apply(change, to: &store, database, &counted)
            }
            try store.finish()
            try BatchRecord.update(counted, database)
            return counted
        }
        changes.removeAll(keepingCapacity: true)
        textBytes = 0
        return isComplete
    }

    private static func apply(
        _ change: Change, to store: inout ArticleStore, _ database: Database, _ summary: inout RefreshSummary
    ) throws {
        switch change {
        case .put(let article, let path, let member):
            switch try store.put(article, file: FileRecord.id(of: path, database), member: member) {
            case .added: summary.added += 1
            case .updated: summary.updated += 1
            case .unchanged: summary.unchanged += 1
            }
        case .finish(let file):
            let id = try FileRecord.id(of: file.path, database)
            if let members = file.members {
                let rows = try Row.fetchAll(
                    database, sql: "SELECT id, member FROM article WHERE file = ?", arguments: [id])
                for row in rows where !members.contains(row["member"]) {
                    try store.remove(row["id"])
                    summary.removed += 1
                }
            }
            try FileRecord.update(id, size: file.size, modified: file.modified, hash: file.hash, database)
        case .removeFile(let id):
            let articles = try Int64.fetchAll(
                database, sql: "SELECT id FROM article WHERE file = ?", arguments: [id])
            for article in articles { try store.remove(article) }
            summary.removed += articles.count
            try FileRecord.forget(id, database)
        }
    }
}

extension Articles.Article {
    /// Bytes of title and body.
    var textBytes: Int { (title?.utf8.count ?? 0) + body.utf8.count }
}
