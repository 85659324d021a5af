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
        /// In the place of the article with the id `old`. It has an id that none has had before: where FTS5 cuts a merge
        /// short, it may forget that a row was removed which another segment has again (SQLite 3.40).
        case replace(IncomingArticle, old: Int64)
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
        /// As the file was before it was read; `nil` makes the next run read it again, but for that of `modified` alone, which
        /// makes it compare the bytes.
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
        case .insert(let incoming), .replace(let incoming, _): textBytes += incoming.article.textBytes
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

    /// Changes that are made together.
    private static let changesAtOnce = 500

    /// Makes the changes and counts them in `summary`, until `isCancelled` says so.
    ///
    /// - Returns: `false` when it was cancelled.
    func apply(
        to store: inout ArticleStore, _ database: Database, _ analysis: ArticleAnalysis,
        _ summary: inout RefreshSummary, isCancelled: () -> Bool
    ) throws -> Bool {
        for start in stride(from: 0, to: changes.count, by: Self.changesAtOnce) {
            if isCancelled() {
                try Self.markUnfinished(changes[start...], database)
                return false
            }
            let some = changes[start..<min(start + Self.changesAtOnce, changes.count)]
            // FTS5 begins a new segment whenever the rows that it is given do not ascend; so what is old goes first.
            let replaced = some.compactMap { change in
                if case .replace(_, let old) = change { old } else { nil }
            }
            for id in replaced.sorted() { try store.remove(id, analysis) }
            for change in some { try make(change, in: &store, database, analysis, &summary) }
        }
        return true
    }

    /// Makes the next run read the files again of which some changes may be made, as new articles in bulk are, and others
    /// are not.
    private static func markUnfinished(_ rest: ArraySlice<Change>, _ database: Database) throws {
        for case .finish(let file) in rest {
            if let id = try FileRecord.known(file.path, database) { try FileRecord.markUnfinished(id, database) }
        }
    }

    private func make(
        _ change: Change, in store: inout ArticleStore, _ database: Database, _ analysis: ArticleAnalysis,
        _ summary: inout RefreshSummary
    ) throws {
        switch change {
        case .insert(let incoming):
            try store.insert(incoming, analysis)
            summary.added += 1
        case .replace(let incoming, _):
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
