import Articles
import Foundation
import GRDB
import TextAnalysis

/// One state of an index, valid during `IndexReader.withSnapshot`.
public struct IndexSnapshot {
    /// Stands before each finished term in the phrases of an FTS5 expression; other text is analysed.
    public static let termMark = LedeTokenizer.verbatim

    let database: Database
    private let connection: IndexConnection

    init(_ database: Database, _ connection: IndexConnection) {
        self.database = database
        self.connection = connection
    }

    /// The index file.
    public var path: String { connection.path }

    public func totals() throws -> Totals { try Totals.read(database) }

    /// The languages that articles of the index are written in.
    public func languages() throws -> [Language] {
        // One look-up in the index for each language, where DISTINCT would read every entry.
        let codes = try String.fetchAll(
            database,
            sql: """
                WITH RECURSIVE code(language) AS (
                  SELECT min(language) FROM article
                  UNION ALL
                  SELECT (SELECT min(article.language) FROM article WHERE article.language > code.language)
                  FROM code WHERE code.language IS NOT NULL)
                SELECT language FROM code WHERE language IS NOT NULL
                """)
        return codes.compactMap(Language.init(named:))
    }

    /// The postings of all terms.
    ///
    /// - Parameter isCancelled: asked before every page is read; when it says so, `CancellationError` is thrown.
    package func postings(isCancelled: @escaping @Sendable () -> Bool = { false }) throws -> PostingsIndex {
        try PostingsIndex(database, isCancelled: isCancelled)
    }

    package func lengths() -> ArticleLengths { ArticleLengths(database) }

    /// The articles that pass a filter.
    public func articles(passing filter: ArticleFilter) throws -> ArticleSet {
        var set = ArticleSet()
        let (condition, arguments) = filter.condition
        let ids = try Int64.fetchCursor(
            database, sql: "SELECT id FROM article WHERE \(condition)", arguments: arguments)
        while let id = try ids.next() { set.insert(id) }
        return set
    }

    /// An article's metadata; `nil` when there is none with this id.
    public func article(_ id: Int64) throws -> ArticleRecord? {
        let statement = try database.cachedStatement(
            sql: """
                SELECT path, member, title, author, source, url, language, published
                FROM article JOIN file ON file.id = file WHERE article.id = ?
                """)
        guard let row = try Row.fetchOne(statement, arguments: [id]) else { return nil }
        return ArticleRecord(
            id: id, path: row["path"], member: row["member"], title: row["title"], author: row["author"],
            source: row["source"], url: row["url"], language: row["language"],
            published: (row["published"] as String?).flatMap(PublicationDate.init(stored:)))
    }

    /// An article's body and passages; `nil` when there is no article with this id.
    ///
    /// - Throws: `IndexError` when the stored bytes are damaged.
    public func text(of id: Int64) throws -> ArticleText? {
        let statement = try database.cachedStatement(
            sql: "SELECT body, passages, language FROM article WHERE id = ?")
        guard let row = try Row.fetchOne(statement, arguments: [id]) else { return nil }
        let text = try connection.storedText(database)
        return try StoredText.intact(id) {
            ArticleText(
                body: try text.body(row["body"]),
                passages: try PassageTable(encoded: row["passages"] as Data).entries,
                language: Language(named: row["language"]) ?? .english)
        }
    }
}

/// An article's metadata as the index holds it.
public struct ArticleRecord: Sendable, Equatable {
    public var id: Int64
    /// The file it came from, absolute; `-` for standard input.
    public var path: String
    /// The record's id in a container; empty when the file is the article.
    public var member: String
    public var title: String?
    public var author: String?
    public var source: String?
    public var url: String?
    public var language: String
    public var published: PublicationDate?

    public var key: String { member.isEmpty ? path : "\(path)#\(member)" }
}

/// An article's text as the index holds it.
public struct ArticleText: Sendable {
    public var body: String
    public var passages: [PassageTable.Entry]
    public var language: Language
}
