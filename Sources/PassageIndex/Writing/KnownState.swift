import ArticleModel
import Articles
import Foundation
import GRDB
import IndexFile
import TextAnalysis

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
        guard let old = try? PassageTable(encoded: passages).entries, let first = old.first, let last = old.last else {
            return nil
        }
        return article.body.withUTF8Span { text in
            guard last.passage.bytes.upperBound <= text.count else { return nil }
            func table(_ passages: [Passage]) -> PassageTable {
                PassageTable(passages, in: text, lines: article.lines, source: article.sourceMap)
            }
            // Nearly all are where they were, which one passage tells.
            guard table([first.passage]).entries != [first] else { return nil }
            return table(old.map(\.passage)).encoded
        }
    }
}
