/// One news article as a reader made it from bytes: the value that analysis and the index work on.
///
/// `body` is the text as the source holds it (line ends included), so that a byte offset into it
/// can be led back to a line of the source.
public struct Article: Sendable, Equatable {
    /// Where the article came from: the path, behind a `!` the path inside it when it is an archive, and behind a `#` the
    /// record's id when there are many articles in a file.
    public var key: String
    public var title: String?
    public var body: String
    public var published: PublicationDate?
    public var author: String?
    public var source: String?
    public var url: String?
    /// The language as the source names it (`en`, `en-GB`, `English`), not yet resolved.
    public var language: String?
    public var lines: LineMapping
    /// How many undecodable characters were replaced by U+FFFD.
    public var replacements: Int
    /// What the format marks of the body, in the order of their beginnings.
    public var parts: [EditorialPart] = []
    /// Where the body stands in the source; `nil` when it is no piece of it, byte for byte.
    public var sourceMap: SourceMap?
    /// `nil` for articles that are known by their key alone.
    public var identity: ArticleIdentity?

    public init(
        key: String, title: String? = nil, body: String, published: PublicationDate? = nil,
        author: String? = nil, source: String? = nil, url: String? = nil, language: String? = nil,
        lines: LineMapping = .counted(from: 1), replacements: Int = 0
    ) {
        self.key = key
        self.title = title
        self.body = body
        self.published = published
        self.author = author
        self.source = source
        self.url = url
        self.language = language
        self.lines = lines
        self.replacements = replacements
    }
}

/// How a line of the body maps to a line of the source file (both counted from 1).
public enum LineMapping: Sendable, Equatable {
    /// The body's first line is this line of the source, and every line feed in the body is one in the source.
    case counted(from: Int)
    /// The whole body stands on this one line of the source, as in JSON Lines.
    case fixed(Int)
    /// The lines of the source that the lines of the body begin on.
    case listed([Int])
}

/// Something that could not be read: one article, or a whole input.
///
/// `reason` is lower case, without a full stop, and says what to do where that is not plain.
public struct ArticleFailure: Error, Sendable, Equatable {
    public var path: String
    /// The line of the source, counted from 1, where that is known.
    public var line: Int?
    public var reason: String

    public init(path: String, line: Int? = nil, reason: String) {
        self.path = path
        self.line = line
        self.reason = reason
    }
}
