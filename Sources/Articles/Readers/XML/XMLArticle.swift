import ArticleModel

/// The fields of one of a document's articles, before it has a key.
struct XMLArticle {
    var id: String?
    var title: String?
    var body: XMLBody
    var published: PublicationDate?
    var author: String?
    var source: String?
    var url: String?
    var language: String?

    /// The article.
    ///
    /// - Parameter kind: what a failure calls it.
    func article(
        _ record: XMLRecord, _ context: ReadingContext, _ kind: String
    ) throws(ArticleFailure) -> Article {
        var article = Article(
            key: context.path, title: title, body: "", published: published, author: author, source: source,
            url: url, language: language)
        body.finish(&article)
        guard !article.isBlank else {
            throw context.failure("\(kind) without title and text", line: record.line)
        }
        article.key = "\(context.path)#\(id ?? RecordIdentity.of(title, article.body))"
        return article
    }
}
