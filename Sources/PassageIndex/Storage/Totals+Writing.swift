import GRDB
import IndexFile

extension Totals {
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
