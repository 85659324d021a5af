/// Makes articles from the bytes of one format.
///
/// To add a format: a type in a file of its own in this folder, and a line in `ReaderRegistry.all`.
public protocol ArticleReader: Sendable {
    /// What `--format` calls it.
    static var name: String { get }
    /// One line for `--help`.
    static var summary: String { get }
    /// File names end in a dot and one of these, in small letters.
    static var extensions: [String] { get }
    /// Where the format keeps an article's fields, for `lede-index formats`.
    static var origins: [FieldOrigin] { get }
    /// How much the bytes, the first of an input, look like this format.
    static func recognizes(_ beginning: UnsafeBufferPointer<UInt8>) -> Recognition

    init()

    /// Reads articles from `stream` and hands them over one by one, failures among them; one bad record does not end
    /// the reading.
    ///
    /// - Throws: what `deliver` throws, and nothing else.
    func read(
        _ stream: ByteStream, _ context: ReadingContext,
        _ deliver: (Result<Article, ArticleFailure>) throws -> Void) throws
}

/// What the first bytes of an input say of its format.
public enum Recognition: Int, Sendable {
    case no
    /// It could be this format, unless the file's name says otherwise.
    case likely
    /// It is this format, whatever the file is called.
    case certain
}

/// Where a format keeps a field of an article.
public struct FieldOrigin: Sendable, Equatable {
    public var field: FieldMap.Field
    /// The places, the first that is there counts.
    public var places: String

    public init(_ field: FieldMap.Field, _ places: String) {
        self.field = field
        self.places = places
    }
}

/// What a reader has to know of the input.
public struct ReadingContext: Sendable {
    /// The article's key, or what the keys of records begin with: an absolute path and the path inside an archive, or `-`.
    public var path: String
    public var options: ReadingOptions
    /// The encoding that the input's envelope names (HTTP, MIME); `nil` without one.
    public var charset: String?
    /// In how many archives the input lies.
    public var depth = 0
    /// The file's or the member's name without directories.
    var name: String
    /// Whether the bytes are what a filter printed, which the name says nothing of.
    var isFiltered = false

    init(path: String, options: ReadingOptions) {
        self.path = path
        self.options = options
        name = MemberName.last(of: path)
    }

    /// That of a member of an archive, which is called `name` and known by `key`.
    func member(_ member: ArchiveMember) -> ReadingContext {
        var context = self.member(member.key)
        context.name = MemberName.last(of: member.name)
        return context
    }

    /// That of a member of an archive.
    func member(_ name: String) -> ReadingContext {
        var context = self
        context.path = "\(path)!\(name)"
        context.name = MemberName.last(of: name)
        context.charset = nil
        context.depth += 1
        return context
    }

    /// A failure of this input. What the reason quotes of it is shown on one line, and steers no terminal.
    func failure(_ reason: String, line: Int? = nil) -> ArticleFailure {
        ArticleFailure(path: path, line: line, reason: Self.onOneLine(reason))
    }

    /// The failure of an article over the limit.
    func tooLong(line: Int? = nil) -> ArticleFailure {
        let megabytes = options.maximumArticleBytes >> 20
        return failure("longer than \(megabytes) MB, the limit for one article (see --memory)", line: line)
    }

    /// The failure of an article over the limit, with the line up to which it was read.
    func tooLong(_ bytes: [UInt8]) -> ArticleFailure {
        let read = bytes.prefix(options.maximumArticleBytes)
        return tooLong(line: read.reduce(1) { $1 == UInt8(ascii: "\n") ? $0 + 1 : $0 })
    }

    /// What a reason quotes may have any length.
    private static let longestReason = 280

    static func onOneLine(_ text: String) -> String {
        var shown = String.UnicodeScalarView()
        for (number, scalar) in text.unicodeScalars.enumerated() {
            if number == longestReason {
                shown.append("…")
                break
            }
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator: shown.append("\u{FFFD}")
            default: shown.append(scalar)
            }
        }
        return String(shown)
    }
}

/// All readers, the one place where they are listed.
public enum ReaderRegistry {
    public static let all: [any ArticleReader.Type] = [
        HTMLReader.self,
        JSONLinesReader.self,
        JSONFeedReader.self,
        JSONReader.self,
        CSVReader.self,
        TSVReader.self,
        MarkdownReader.self,
        ReStructuredTextReader.self,
        OrgReader.self,
        PlainTextReader.self,
        RSSReader.self,
        AtomReader.self,
        NITFReader.self,
        NewsMLG2Reader.self,
        XMLReader.self,
        WARCReader.self,
        MHTMLReader.self,
        MailboxReader.self,
        MailReader.self,
        ArchiveReader.self,
    ]

    /// Endings that compressed files have behind the one of their format.
    public static let compressionExtensions = ["gz", "zst", "xz", "bz2", "lz4", "lz", "lzma", "z"]

    public static func reader(named name: String) -> (any ArticleReader.Type)? {
        all.first { $0.name == name }
    }

    /// The readers by the endings they claim.
    private static let byExtension: [String: any ArticleReader.Type] = {
        var readers: [String: any ArticleReader.Type] = [:]
        for reader in all {
            for ending in reader.extensions { readers[ending] = reader }
        }
        return readers
    }()

    /// The reader that claims a file name, a compression's ending left aside.
    public static func reader(forFileNamed name: String) -> (any ArticleReader.Type)? {
        guard let (stem, ending) = split(name[...]) else { return nil }
        guard compressionExtensions.contains(ending) else { return byExtension[ending] }
        return split(stem).flatMap { byExtension[$0.ending] }
    }

    /// A name without the ending of a compression, where it has one.
    static func withoutCompression(_ name: String) -> String {
        guard let (stem, ending) = split(name[...]), compressionExtensions.contains(ending) else { return name }
        return String(stem)
    }

    /// A name without its ending, and the ending in small letters; `nil` when there is no dot.
    private static func split(_ name: Substring) -> (stem: Substring, ending: String)? {
        guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")) else { return nil }
        return (name[..<dot], name[name.utf8.index(after: dot)...].lowercased())
    }

    /// The reader for an input: what the bytes show for certain counts before the name, and the name before what they look
    /// like; plain text reads anything.
    static func reader(
        forFileNamed name: String, beginning: UnsafeBufferPointer<UInt8>
    ) -> any ArticleReader.Type {
        let recognitions = all.map { ($0, $0.recognizes(beginning)) }
        func first(_ recognition: Recognition) -> (any ArticleReader.Type)? {
            recognitions.first { $0.1 == recognition }?.0
        }
        return first(.certain) ?? reader(forFileNamed: name) ?? first(.likely) ?? PlainTextReader.self
    }
}
