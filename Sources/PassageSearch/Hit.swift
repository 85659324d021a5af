import ArticleModel
import IndexFile

/// One passage that answers a query, with the article it stands in.
public struct Hit: Sendable, Equatable {
    /// The article's place in the ranking, counted from 1; passages of one article share it.
    public var rank: Int
    /// The article's score; higher is better.
    public var score: Double
    public var article: ArticleSummary
    public var passage: Passage
    /// Byte ranges of the matches in `passage.text`: ascending, apart, on character boundaries.
    public var highlights: [Range<Int>]
    /// Near duplicates of the article that match as well, best first, where the request collapses them.
    public var duplicates: [ArticleSummary]
    /// Byte ranges of `passage.text` that say most where there is room for `SearchRequest.excerptLength` only: ascending,
    /// apart, on character boundaries. One range, all of the text, where it is no longer, or no length was asked for.
    public var excerpt: [Range<Int>]

    /// - Parameter excerpt: `nil` stands for all of the passage.
    public init(
        rank: Int, score: Double, article: ArticleSummary, passage: Passage, highlights: [Range<Int>],
        excerpt: [Range<Int>]? = nil,
        duplicates: [ArticleSummary] = []
    ) {
        self.rank = rank
        self.score = score
        self.article = article
        self.passage = passage
        self.highlights = highlights
        self.excerpt = excerpt ?? [0..<passage.text.utf8.count]
        self.duplicates = duplicates
    }

    /// What a hit says of its article.
    public struct ArticleSummary: Sendable, Equatable {
        public var id: Int64
        public var key: String
        /// The file: the key without a container's record id; `-` for standard input. A byte that is no UTF-8 stands in it,
        /// and in the key, as the character U+10FE00 + byte; it is opened by its `pathBytes`.
        public var path: String
        public var title: String?
        public var published: PublicationDate?
        public var source: String?
        public var author: String?
        public var language: String?
        public var url: String?
        /// Of the bytes of the file as it was read: XXH3 with 128 bits, 32 hexadecimal digits; `nil` for standard input, and
        /// for a file of which some could not be read.
        public var fileHash: String?

        /// The path as the system takes it.
        public var pathBytes: [UInt8] { PathText.bytes(of: path) }

        /// Where a person finds it: the file, or the member of an archive.
        public var place: String {
            key.utf8.dropFirst(path.utf8.count).first == UInt8(ascii: "!") ? key : path
        }

        public init(
            id: Int64, key: String, path: String, title: String? = nil, published: PublicationDate? = nil,
            source: String? = nil, author: String? = nil, language: String? = nil, url: String? = nil,
            fileHash: String? = nil
        ) {
            self.id = id
            self.key = key
            self.path = path
            self.title = title
            self.published = published
            self.source = source
            self.author = author
            self.language = language
            self.url = url
            self.fileHash = fileHash
        }
    }

    public struct Passage: Sendable, Equatable {
        /// The passage's number in its article, counted from 0.
        public var index: Int
        public var text: String
        /// The passage's first line in the source file, counted from 1.
        public var line: Int
        /// The passage's byte range in the stored body.
        public var bytes: Range<Int>
        /// The passage's byte range in its source, the file or the member of an archive, decompressed; `nil` where it is no
        /// piece of that.
        public var sourceBytes: Range<Int>?
        /// How well it answers the query, beside other passages of its article; higher is better.
        public var score: Double

        public init(
            index: Int, text: String, line: Int, bytes: Range<Int>, sourceBytes: Range<Int>? = nil, score: Double = 0
        ) {
            self.index = index
            self.text = text
            self.line = line
            self.bytes = bytes
            self.sourceBytes = sourceBytes
            self.score = score
        }
    }
}

/// One article that answers a query.
public struct ArticleHit: Sendable, Equatable {
    /// The article's place in the ranking, counted from 1.
    public var rank: Int
    /// The article's score; higher is better.
    public var score: Double
    public var article: Hit.ArticleSummary
    /// Near duplicates of the article that match as well, best first, where the request collapses them.
    public var duplicates: [Hit.ArticleSummary]

    public init(
        rank: Int, score: Double, article: Hit.ArticleSummary, duplicates: [Hit.ArticleSummary] = []
    ) {
        self.rank = rank
        self.score = score
        self.article = article
        self.duplicates = duplicates
    }
}
