import Foundation

/// JSON Feed (version 1.1, Reece and Simmons, 2020): a feed of articles in one JSON document.
struct JSONFeedReader: ArticleReader {
    static let name = "jsonfeed"
    static let summary = "JSON Feed, one article an item"
    static let extensions = ["jsonfeed"]
    static let origins = [
        FieldOrigin(.id, "id, url"),
        FieldOrigin(.title, "title"),
        FieldOrigin(.text, "content_html, content_text, summary"),
        FieldOrigin(.date, "date_published, date_modified"),
        FieldOrigin(.author, "authors, author; those of the feed"),
        FieldOrigin(.source, "the feed's title"),
        FieldOrigin(.url, "url, external_url"),
        FieldOrigin(.language, "language; that of the feed"),
    ]

    static func recognizes(_ beginning: UnsafeBufferPointer<UInt8>) -> Recognition {
        JSONForm(beginning) == .feed ? .certain : .no
    }

    func read(
        _ stream: ByteStream, _ context: ReadingContext,
        _ deliver: (Result<Article, ArticleFailure>) throws -> Void
    ) throws {
        let failures = RecordDecoder(context)
        let decoder = JSONDecoder()
        var feed: FeedObject?
        func take(_ piece: JSONScanner.Piece, _ line: Int) throws {
            switch piece {
            case .envelope(let bytes): feed = try? FeedObject.decoded(bytes, decoder).object
            case .record(let bytes):
                try deliver(
                    Result { () throws(ArticleFailure) in
                        guard let (item, replacements) = try? FeedObject.decoded(bytes, decoder) else {
                            // Says what is wrong with it in the words of all JSON.
                            _ = try failures.article(from: bytes, line: line)
                            throw context.failure("not an item of a feed", line: line)
                        }
                        // An array without an element is not come upon.
                        if item.isFeed { throw context.failure("a feed without items") }
                        return try Self.article(item, of: feed, context, line: line, replacements: replacements)
                    })
            case .tooLong: try deliver(.failure(failures.tooLong(line: line)))
            case .cutOff: try deliver(.failure(context.failure("cut off: the JSON ends too early", line: line)))
            }
        }
        if let failure = try JSONScanner.read(
            stream, context, arrayNames: ["items"], hasText: { _ in false }, take)
        {
            try deliver(.failure(failure))
        }
    }

    private static func article(
        _ item: FeedObject, of feed: FeedObject?, _ context: ReadingContext, line: Int, replacements: Int
    ) throws(ArticleFailure) -> Article {
        let content = item.content
        let record = Record { field in
            switch field {
            case .id: item.id
            case .title: item.title
            case .text: content?.body
            case .date: item.datePublished ?? item.dateModified
            case .author: item.authorNames ?? feed?.authorNames
            case .source: feed?.title
            case .url: item.url ?? item.externalURL
            case .language: item.language ?? feed?.language
            }
        }
        var article = try record.article(
            context, lines: .fixed(line), replacements: replacements + (content?.replacements ?? 0),
            orNone: context.failure("an item without “content_html”, “content_text”, “summary” and “title”", line: line)
        )
        article.parts = content?.parts ?? []
        return article
    }
}

/// A feed or an item of one; what is of another kind than the format says is as if it were not there.
private struct FeedObject: Decodable {
    var id: String?
    var url: String?
    var externalURL: String?
    var title: String?
    var contentHTML: String?
    var contentText: String?
    var summary: String?
    var datePublished: String?
    var dateModified: String?
    var authorNames: String?
    var language: String?
    var isFeed: Bool

    private enum Member: String, CodingKey {
        case id, url, title, summary, language, authors, author, version
        case externalURL = "external_url"
        case contentHTML = "content_html"
        case contentText = "content_text"
        case datePublished = "date_published"
        case dateModified = "date_modified"
    }

    private struct Author: Decodable {
        var name: String?
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Member.self)
        func text(_ member: Member) throws -> String? {
            let text = try container.valueOfKind(String.self, forKey: member)
            return text?.isEmpty == true ? nil : text
        }
        id = try text(.id)
        // Version 1 had numbers, which readers are to take as texts.
        if id == nil, let number = try? container.decode(Int64.self, forKey: .id) { id = String(number) }
        url = try text(.url)
        externalURL = try text(.externalURL)
        title = try text(.title)
        contentHTML = try text(.contentHTML)
        contentText = try text(.contentText)
        summary = try text(.summary)
        datePublished = try text(.datePublished)
        dateModified = try text(.dateModified)
        language = try text(.language)
        isFeed = try text(.version)?.contains("jsonfeed.org/version/") == true
        let authors =
            try container.valueOfKind([Author].self, forKey: .authors)
            ?? container.valueOfKind(Author.self, forKey: .author).map { [$0] } ?? []
        let names = authors.compactMap(\.name).filter { !$0.isEmpty }
        authorNames = names.isEmpty ? nil : names.joined(separator: ", ")
    }

    /// Decodes an object, repaired where its text needs it.
    static func decoded(
        _ bytes: UnsafeBufferPointer<UInt8>, _ decoder: JSONDecoder
    ) throws -> (object: FeedObject, replacements: Int) {
        if let object = try? decoder.decode(Self.self, from: Data(bytes)) { return (object, 0) }
        let (text, replacements) = JSONRepair.repaired(bytes)
        return (try decoder.decode(Self.self, from: Data(text.utf8)), replacements)
    }

    /// The text of an item: the best there is.
    var content: MappedText.Result? {
        if let contentHTML {
            var text = MappedText()
            var html = contentHTML
            html.withUTF8 { HTMLFragment.append($0, at: nil, to: &text) }
            if !text.isEmpty { return text.finish(UnsafeBufferPointer(start: nil, count: 0)) }
        }
        guard let body = contentText ?? summary else { return nil }
        return MappedText.Result(body: body, map: nil, parts: [], lines: .fixed(1), replacements: 0)
    }
}
