import ArticleModel
import Articles
import Foundation
import GRDB
import IndexFile

/// What the index knows before a run: read in one scan of the files and one of an index over the articles.
struct KnownState {
    /// By path.
    let files: [ExactText: FileRecord]
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
    /// The encoded `PassageTable`.
    var passages: Data

    /// The article of a file's member; `nil` when there is none.
    static func find(_ member: String, file: Int64, _ database: Database) throws -> KnownArticle? {
        let statement = try database.cachedStatement(
            sql: "SELECT id, hash, passages FROM article WHERE file = ? AND member = ?")
        return try Row.fetchOne(statement, arguments: [file, member]).map {
            KnownArticle(id: $0[0], hash: $0[1], passages: $0[2])
        }
    }

    /// The table of an unchanged article whose place in its file is another now, as when a record before it grew or went;
    /// `nil` where it has not moved, as far as its first passage tells.
    func movedPassages(_ article: Articles.Article) -> [UInt8]? {
        // Damage is left for `check` to tell.
        guard var table = try? PassageTable(encoded: passages) else { return nil }
        let moved = article.body.withUTF8Span { text in
            guard let end = table.entries.last?.passage.bytes.upperBound, end <= text.count else { return false }
            var lines = LineCounter(article.lines)
            for index in table.entries.indices {
                let old = table.entries[index]
                table.entries[index].line = lines.line(of: old.passage.bytes.lowerBound, in: text)
                table.entries[index].source = article.sourceMap?.source(of: old.passage.bytes)
                if index == 0, table.entries[0] == old { return false }
            }
            return true
        }
        return moved ? table.encoded : nil
    }
}
