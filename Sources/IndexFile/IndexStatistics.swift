import ArticleModel

/// What an index holds, in numbers.
public struct IndexStatistics: Sendable, Equatable {
    public var path: String
    public var schemaVersion: Int
    public var analyzer: String
    public var articles: Int
    public var passages: Int
    /// Indexed tokens of titles and bodies.
    public var tokens: Int
    /// Bytes of title and body text, uncompressed.
    public var textBytes: Int
    /// Bytes of the index file, its write-ahead log included.
    public var fileBytes: Int
    public var batches: Int
    public var sources: Int
    /// Articles by language code, most first.
    public var languages: [(code: String, articles: Int)]
    public var firstPublished: PublicationDate?
    public var lastPublished: PublicationDate?

    public static func == (a: Self, b: Self) -> Bool {
        a.path == b.path && a.articles == b.articles && a.passages == b.passages && a.tokens == b.tokens
            && a.textBytes == b.textBytes && a.batches == b.batches && a.sources == b.sources
            && a.languages.elementsEqual(b.languages, by: ==)
    }
}

/// What `check` found out.
public struct IndexCheck: Sendable, Equatable {
    /// How much is examined.
    public enum Level: String, Sendable {
        /// Structures, schema, counts and sums; no text is read.
        case quick
        /// Everything: each article's text is analysed again, and compared with all that was made of it.
        case full
    }

    public var level: Level
    public var articles: Int
    public var passages: Int
    /// What is wrong, a sentence each; empty when the index is sound.
    public var problems: [String]

    public init(level: Level = .full, articles: Int, passages: Int, problems: [String]) {
        self.level = level
        self.articles = articles
        self.passages = passages
        self.problems = problems
    }

    public var isSound: Bool { problems.isEmpty }
}
