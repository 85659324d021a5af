import ArticleModel

/// RSS 2.0 with its forerunners, and RSS 1.0 in RDF: one article an item.
struct RSSReader: XMLVocabularyReader {
    typealias Vocabulary = RSSVocabulary

    static let name = "rss"
    static let summary = "RSS feeds (0.9 to 2.0, RDF), one article an item; a full text counts before a description"
    static let extensions = ["rss", "rdf"]

    static let origins = [
        FieldOrigin(.id, "guid, rdf:about, link"), FieldOrigin(.title, "title, dc:title, media:title"),
        FieldOrigin(.text, "content:encoded, description, media:description; captions behind them"),
        FieldOrigin(.date, "pubDate, dc:date, dcterms:created, dcterms:modified"),
        FieldOrigin(.author, "dc:creator, author"),
        FieldOrigin(.source, "source, the channel's title"), FieldOrigin(.url, "link, a guid that is a link"),
        FieldOrigin(.language, "dc:language, xml:lang, the channel's language"),
    ]
}

struct RSSVocabulary: XMLVocabulary {
    static let title = "RSS"
    private var source: String?
    private var language: String?

    static func isRoot(_ name: XMLName) -> Bool { name.local == "rss" || name == XMLName("RDF", .rdf) }

    func isContainer(_ name: XMLName) -> Bool { Self.isRoot(name) || name.local == "channel" }

    func isItem(_ name: XMLName) -> Bool { name.local == "item" }

    mutating func article(from record: XMLRecord, _ context: ReadingContext) throws(ArticleFailure) -> Article? {
        let element = record.element
        // In RSS 1.0 a channel that lists its items stands beside them; what it says of itself comes here too.
        let isPlain = element.name.namespace == .none || element.name.namespace == .rss
        switch element.name.local {
        case "item": return try article(element, record, context)
        case "title" where isPlain: source = source ?? XMLField.title(element, in: record)
        case "language": language = language ?? record.string(element)
        default: break
        }
        return nil
    }

    private func article(
        _ item: XMLElement, _ record: XMLRecord, _ context: ReadingContext
    ) throws(ArticleFailure) -> Article {
        func string(_ names: XMLName...) -> String? {
            names.firstResult { name in record.string(item.first(name.local, name.namespace)) }
        }
        let space = item.name.namespace
        var body = XMLBody(record)
        let texts = [
            item.first("encoded", .content), item.first("body", .xhtml), item.first("description"),
            item.first("description", .media), item.first("description", .dublinCore),
        ]
        for case let text? in texts where body.isEmpty {
            if text.elements.isEmpty { body.append(htmlOf: text) } else { body.append(markupOf: text) }
        }
        let captions = item.descendants("description").filter { $0.name.namespace == .media }
        body.append(captions: captions)

        let guid = item.first("guid", space)
        let address =
            string(XMLName("link", space), XMLName("origLink", .other)) ?? item.first("link", .atom)?.attribute("href")
        let isLink = guid.map { $0.attribute("isPermaLink") != "false" } ?? false
        let about = item.attribute("about", .rdf)
        let url = address ?? (isLink ? record.string(guid).flatMap { $0.hasPrefix("http") ? $0 : nil } : nil)
        return try XMLArticle(
            id: record.string(guid) ?? about ?? url,
            title: [("title", space), ("title", .dublinCore), ("title", .media)]
                .firstResult { XMLField.title(item.first($0.0, $0.1), in: record) },
            body: body,
            published: [
                XMLName("pubDate", space), XMLName("date", .dublinCore), XMLName("created", .dublinCoreTerms),
                XMLName("modified", .dublinCoreTerms), XMLName("published", .atom), XMLName("updated", .atom),
            ].firstResult { XMLField.date(string($0)) },
            author: XMLField.list(item.all("creator", .dublinCore).map { record.string($0) })
                ?? string(XMLName("author", space)).map(Self.name),
            source: string(XMLName("source", space)) ?? source,
            url: url.map { record.resolved($0) },
            language: string(XMLName("language", .dublinCore)) ?? record.inherited("lang") ?? language
        ).article(record, context, "an item")
    }

    /// The name in `name@example.org (Name)`, as RSS has an author.
    private static func name(_ author: String) -> String {
        guard author.hasSuffix(")"), let start = author.firstIndex(of: "("), author[..<start].contains("@") else {
            return author
        }
        let name = author[author.index(after: start)...].dropLast()
        return name.isEmpty ? author : String(name)
    }
}
