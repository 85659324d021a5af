import Foundation
import GRDB
import IndexFile

/// What the index knows before a run: read in one scan of the files and one of an index over the articles.
struct KnownState {
    /// By path.
    let files: [String: FileRecord]
    /// The greatest id that an article ever had.
    let lastID: Int64

    init(_ database: Database) throws {
        files = try FileRecord.all(database)
        lastID = try Int64.fetchOne(database, sql: "SELECT seq FROM sqlite_sequence WHERE name = 'article'") ?? 0
    }
}

/// An article that the index has.
struct KnownArticle {
    var id: Int64
    var hash: Data

    /// The article of a file's member; `nil` when there is none.
    static func find(_ member: String, file: Int64, _ database: Database) throws -> KnownArticle? {
        let statement = try database.cachedStatement(sql: "SELECT id, hash FROM article WHERE file = ? AND member = ?")
        return try Row.fetchOne(statement, arguments: [file, member]).map { KnownArticle(id: $0[0], hash: $0[1]) }
    }
}
