import TextAnalysis

/// All that the index derives from an article's text.
struct AnalyzedArticle {
    /// The tokens of title and body, and the terms they point into.
    var fields: [TokenStream]
    var terms: [UInt8]
    var length: ArticleLength
    var passages: PassageTable
    /// Bytes of title and body.
    var textBytes: Int
}
