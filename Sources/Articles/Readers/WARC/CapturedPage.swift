/// A web page taken out of an envelope: an answer in a web archive, or a part of a saved page.
struct CapturedPage {
    var content: [UInt8]
    var isHTML: Bool
    /// The encoding that the envelope names.
    var charset: String?
    /// Where the page was, unless it says itself where it belongs.
    var address: String?
    /// What the envelope calls it, unless it has a title.
    var title: String?
    /// The line of the file that all of the page counts as, where the file has it written in another way.
    var line: Int?

    /// Reads the page as a file of its format is read.
    ///
    /// - Parameter context: its path is the article's key.
    /// - Throws: what `deliver` throws, and nothing else.
    func read(_ context: ReadingContext, _ deliver: (Result<Article, ArticleFailure>) throws -> Void) throws {
        var context = context
        context.charset = charset
        let reader: any ArticleReader.Type = isHTML ? HTMLReader.self : PlainTextReader.self
        let stream: ByteStream
        do {
            stream = try ByteStream(content, of: context.path)
        } catch {
            return try deliver(.failure(error))
        }
        try reader.init().read(stream, context) { result in
            try deliver(result.map { finished($0) })
        }
    }

    private func finished(_ article: Article) -> Article {
        var article = article
        func clean(_ text: String?) -> String? {
            text.map { DecodedText.withoutNULs($0, counting: &article.replacements) }
        }
        article.url = article.url ?? clean(address)
        article.title = article.title ?? clean(title)
        // Offsets into the page are none into the file.
        article.sourceMap = nil
        if let line { article.lines = .fixed(line) }
        return article
    }
}
