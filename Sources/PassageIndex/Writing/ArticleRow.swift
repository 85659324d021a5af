import ArticleModel
import Articles
import IndexFile
import TextAnalysis

/// An article that is to become a row of the index.
struct IncomingArticle: Sendable {
    /// That no article has had before.
    var id: Int64
    /// Of the file it came from.
    var path: String
    var member: String
    var article: Articles.Article
    /// Of the article, by which a change is known.
    var hash: [UInt8]
}

/// All that the index stores of an article, its tokens left aside; ready to be written.
struct ArticleRow: Sendable {
    var id: Int64
    var path: String
    var member: String
    var title: String?
    var author: String?
    var source: String?
    var url: String?
    var published: PublicationDate?
    var language: Language
    var hash: [UInt8]
    /// Bytes of the body, uncompressed.
    var bytes: Int
    var passages: [UInt8]
    /// The body's zstd frame.
    var body: [UInt8]
    /// Of the body.
    var fingerprint: Fingerprint
    /// See PartTable; empty where the body has no parts.
    var parts: [UInt8]
    var identity: ArticleIdentity?
    var measures: ArticleMeasures
}

/// What an article adds to the sums of an index.
struct ArticleMeasures: Sendable {
    var passages: Int
    /// Token positions of each field, in the order of `ArticleField`.
    var positions: [Int]
    var length: ArticleLength
    /// Bytes of title and body, uncompressed.
    var textBytes: Int
}
