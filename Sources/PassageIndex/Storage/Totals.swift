import GRDB

/// Sums over all articles of an index, kept with every change, so that nobody has to count.
public struct Totals: Sendable, Equatable {
    public internal(set) var articles = 0
    public internal(set) var passages = 0
    /// Positions of titles and bodies.
    public internal(set) var tokens = 0
    /// Positions that are no stop words, as in `ArticleLength`.
    public internal(set) var titleLength = 0
    public internal(set) var bodyLength = 0
    /// Bytes of titles and bodies, uncompressed.
    public internal(set) var textBytes = 0

    static func read(_ database: Database) throws -> Totals {
        guard let row = try Row.fetchOne(database, sql: "SELECT * FROM totals") else { return Totals() }
        return Totals(
            articles: row["articles"], passages: row["passages"], tokens: row["tokens"],
            titleLength: row["title_length"], bodyLength: row["body_length"], textBytes: row["text_bytes"])
    }

    func write(_ database: Database) throws {
        try database.cachedStatement(
            sql: """
                UPDATE totals SET articles = ?, passages = ?, tokens = ?, title_length = ?, body_length = ?,
                text_bytes = ?
                """
        ).execute(arguments: [articles, passages, tokens, titleLength, bodyLength, textBytes])
    }

    /// Adds an article, or takes one away with `sign` -1.
    mutating func count(_ article: ArticleMeasures, sign: Int) {
        articles += sign
        passages += sign * article.passages
        tokens += sign * article.positions.reduce(0, +)
        titleLength += sign * article.length.title
        bodyLength += sign * article.length.body
        textBytes += sign * article.textBytes
    }
}
