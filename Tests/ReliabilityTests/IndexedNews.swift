import Foundation
import GRDB
import TestSupport

@testable import IndexFile
@testable import PassageIndex

/// What an index holds of articles: all that a reader of it can get to see.
struct IndexedNews: Equatable {
    struct Article: Equatable, CustomStringConvertible {
        var title: String?
        var author: String?
        var source: String?
        var published: String?
        var language: String
        var body: String

        var description: String {
            let fields = [title, author, source, published, language].map { $0 ?? "-" }
            return (fields + ["\(body.utf8.count) bytes: \(body.prefix(40))"]).joined(separator: ", ")
        }
    }

    /// By key.
    var articles: [String: Article] = [:]
    /// Changes that the runs since a batch say they have made.
    var countedChanges = 0

    init() {}

    /// - Parameter batch: the changes of later ones are counted.
    init(path: String, after batch: Int64 = 0) throws {
        self = try IndexConnection(path: path, .writingExisting).read { try IndexedNews($0, batch) }
    }

    private init(_ database: Database, _ batch: Int64) throws {
        let text = StoredText(try CompressionDictionary.read(database.reading))
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT path, member, title, author, source, published, language, body
                FROM article JOIN file ON file.id = file
                """)
        while let row = try rows.next() {
            let (path, member): (String, String) = (row["path"], row["member"])
            articles[member.isEmpty ? path : "\(path)#\(member)"] = Article(
                title: row["title"], author: row["author"], source: row["source"], published: row["published"],
                language: row["language"], body: try text.body(row["body"] as Data))
        }
        countedChanges =
            try Int.fetchOne(
                database, sql: "SELECT sum(added + updated + removed) FROM batch WHERE id > ?", arguments: [batch]) ?? 0
    }

    /// The number of the last run.
    static func lastBatch(path: String) throws -> Int64 {
        try IndexConnection(path: path, .writingExisting).read {
            try Int64.fetchOne($0, sql: "SELECT max(id) FROM batch") ?? 0
        }
    }
}
