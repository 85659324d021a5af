import ArticleModel
import Articles
import GRDB
import IndexFile

/// Changes on their way into the index, in the order they were read.
///
/// Reading an input can take any time; the write lock is held only while a heap of changes goes in as one
/// transaction.
struct PendingChanges {
    enum Change {
        case insert(IncomingArticle)
        /// In the place of the article with the same id.
        case replace(IncomingArticle)
        /// The article stands elsewhere in its file: its passages, encoded anew.
        case move(Int64, passages: [UInt8])
        case finish(FinishedFile)
        /// The file is read anew: what it took back before counts no more.
        case forgetWithdrawals(Int64)
        /// The file at the path takes an article back.
        case withdraw(ArticleIdentity, path: String)
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
        var members: SeenMembers?
    }

    private let capacity = BatchLimits.standard.pendingBytes
    private(set) var changes: [Change] = []
    private(set) var textBytes = 0

    var isEmpty: Bool { changes.isEmpty }
    var isFull: Bool { textBytes >= capacity || changes.count >= 100_000 }

    mutating func add(_ change: Change) {
        changes.append(change)
        switch change {
        case .insert(let incoming), .replace(let incoming): textBytes += incoming.article.textBytes
        case .move, .finish, .forgetWithdrawals, .withdraw, .removeFile: break
        }
    }

    /// Takes the new articles out.
    mutating func takeInserts() -> [IncomingArticle] {
        var inserts: [IncomingArticle] = []
        var rest = PendingChanges()
        for change in changes {
            if case .insert(let incoming) = change { inserts.append(incoming) } else { rest.add(change) }
        }
        self = rest
        return inserts
    }

    mutating func removeAll() { self = PendingChanges() }

    /// Makes the changes and counts them in `summary`, until `isCancelled` says so.
    ///
    /// - Returns: `false` when it was cancelled.
    func apply(
        to store: inout ArticleStore, _ database: Database, _ analysis: ArticleAnalysis,
        _ summary: inout RefreshSummary, isCancelled: () -> Bool
    ) throws -> Bool {
        for change in changes {
            if isCancelled() { return false }
            switch change {
            case .insert(let incoming):
                try store.insert(incoming, analysis)
                summary.added += 1
            case .replace(let incoming):
                try store.remove(incoming.id, analysis)
                try store.insert(incoming, analysis)
                summary.updated += 1
            case .move(let id, let passages):
                try store.move(id, to: passages)
            case .forgetWithdrawals(let id):
                try IdentityTable.forgetWithdrawals(in: id, database)
            case .withdraw(let identity, let path):
                try IdentityTable.withdraw(identity, in: store.file(path), database)
            case .finish(let file):
                summary.removed += try Self.finish(file, &store, database, analysis)
            case .removeFile(let id):
                let articles = try Int64.fetchAll(
                    database, sql: "SELECT id FROM article WHERE file = ?", arguments: [id])
                for article in articles { try store.remove(article, analysis) }
                summary.removed += articles.count
                try FileRecord.forget(id, database)
                store.forgetFiles()
            }
        }
        return true
    }

    /// Records a file as it was read; returns how many of its articles went.
    private static func finish(
        _ file: FinishedFile, _ store: inout ArticleStore, _ database: Database, _ analysis: ArticleAnalysis
    ) throws -> Int {
        let id = try store.file(file.path)
        var removed = 0
        if let members = file.members {
            let statement = try database.cachedStatement(sql: "SELECT id, member FROM article WHERE file = ?")
            for row in try Row.fetchAll(statement, arguments: [id]) where !members.contains(row["member"]) {
                try store.remove(row["id"], analysis)
                removed += 1
            }
        }
        try FileRecord.update(id, size: file.size, modified: file.modified, hash: file.hash, database)
        return removed
    }
}

extension Articles.Article {
    /// Bytes of title and body.
    var textBytes: Int { (title?.utf8.count ?? 0) + body.utf8.count }
}
