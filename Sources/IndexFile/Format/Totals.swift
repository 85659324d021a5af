/// Sums over all articles of an index, kept with every change, so that nobody has to count.
public struct Totals: Sendable, Equatable {
    public package(set) var articles = 0
    public package(set) var passages = 0
    /// Positions of titles and bodies.
    public package(set) var tokens = 0
    /// Positions that are no stop words, as in `ArticleLength`.
    public package(set) var titleLength = 0
    public package(set) var bodyLength = 0
    /// Bytes of titles and bodies, uncompressed.
    public package(set) var textBytes = 0

    package init(
        articles: Int = 0, passages: Int = 0, tokens: Int = 0, titleLength: Int = 0, bodyLength: Int = 0,
        textBytes: Int = 0
    ) {
        self.articles = articles
        self.passages = passages
        self.tokens = tokens
        self.titleLength = titleLength
        self.bodyLength = bodyLength
        self.textBytes = textBytes
    }

    package static func read(_ connection: ReadConnection) throws -> Totals {
        try connection.first(
            "SELECT articles, passages, tokens, title_length, body_length, text_bytes FROM totals"
        ) { row in
            Totals(
                articles: row.int(0), passages: row.int(1), tokens: row.int(2), titleLength: row.int(3),
                bodyLength: row.int(4), textBytes: row.int(5))
        } ?? Totals()
    }
}
