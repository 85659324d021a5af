import ArticleModel

/// The parts of articles, read as they are asked for.
package final class ArticleParts {
    private let connection: ReadConnection
    private let areStored: Bool

    init(_ connection: ReadConnection, schema: Int) {
        self.connection = connection
        areStored = schema >= PartTable.firstVersion
    }

    /// The parts of an article's body; none of one that was indexed before there were parts.
    ///
    /// - Complexity: a look-up.
    package func parts(of article: UInt32) throws -> [PartTable.Entry] {
        guard areStored else { return [] }
        return try connection.first("SELECT parts FROM article_part WHERE article = ?", [.int(Int(article))]) { row in
            try StoredText.intact(Int64(article)) { try PartTable(encoded: row.bytes(0)).entries }
        } ?? []
    }
}
