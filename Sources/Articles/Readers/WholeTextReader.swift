/// Reads inputs that are texts as a whole, each one article.
protocol WholeTextReader: ArticleReader {
    /// The encoding that the text itself names, where its envelope names none.
    static func charset(_ bytes: UnsafeBufferPointer<UInt8>) -> String?

    /// - Throws: why the text is no article.
    static func article(_ text: DecodedText, _ context: ReadingContext) throws(ArticleFailure) -> Article
}

extension WholeTextReader {
    static func charset(_ bytes: UnsafeBufferPointer<UInt8>) -> String? { nil }

    func read(
        _ stream: ByteStream, _ context: ReadingContext,
        _ deliver: (Result<Article, ArticleFailure>) throws -> Void
    ) throws {
        let result: Result<Article, ArticleFailure>
        do {
            let text = try WholeText(stream, context, charset: Self.charset).decoded
            result = .success(try Self.article(text, context))
        } catch {
            result = .failure(error)
        }
        try deliver(result)
    }
}

extension Article {
    /// Whether there is nothing to read in it: no title, and no text but white space.
    var isBlank: Bool { title == nil && body.allSatisfy(\.isWhitespace) }
}
