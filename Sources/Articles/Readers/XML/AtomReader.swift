import ArticleModel

/// Atom (RFC 4287): one article an entry.
struct AtomReader: XMLVocabularyReader {
    typealias Vocabulary = AtomVocabulary

    static let name = "atom"
    static let summary = "Atom feeds, one article an entry; content counts before a summary"
    static let extensions = ["atom"]

    static let origins = [
        FieldOrigin(.id, "id, link"), FieldOrigin(.title, "title"),
        FieldOrigin(.text, "content, summary; captions behind them"), FieldOrigin(.date, "published, updated"),
        FieldOrigin(.author, "author, the feed's author"), FieldOrigin(.source, "source, the feed's title"),
        FieldOrigin(.url, "link with rel=alternate"), FieldOrigin(.language, "xml:lang"),
    ]
}

struct AtomVocabulary: XMLVocabulary {
    static let title = "Atom"
    private var source: String?
    private var authors: [String] = []

    static func isRoot(_ name: XMLName) -> Bool {
        name.namespace == .atom && (name.local == "feed" || name.local == "entry")
    }

    func isContainer(_ name: XMLName) -> Bool { name == XMLName("feed", .atom) }

    func isItem(_ name: XMLName) -> Bool { name == XMLName("entry", .atom) }

    mutating func article(from record: XMLRecord, _ context: ReadingContext) throws(ArticleFailure) -> Article? {
        let element = record.element
        switch (element.name.namespace, element.name.local) {
        case (.atom, "entry"): return try article(element, record, context)
        case (.atom, "title"): source = source ?? Self.title(element, record)
        case (.atom, "author"): if let name = Self.name(element, record) { authors.append(name) }
        default: break
        }
        return nil
    }

    private func article(
        _ entry: XMLElement, _ record: XMLRecord, _ context: ReadingContext
    ) throws(ArticleFailure) -> Article {
        var body = XMLBody(record)
        for case let text? in [entry.first("content"), entry.first("summary"), entry.first("description", .media)]
        where body.isEmpty {
            append(text, to: &body)
        }
        body.append(captions: entry.descendants("description").filter { $0.name.namespace == .media })
        let origin = entry.first("source")
        let names = (entry.all("author") + (origin?.all("author") ?? [])).compactMap { Self.name($0, record) }
        let links = entry.all("link").filter { $0.attribute("href") != nil }
        let link =
            links.first {
                ($0.attribute("rel") ?? "alternate") == "alternate"
                    && $0.attribute("type") ?? "text/html" == "text/html"
            }
            ?? links.first { ($0.attribute("rel") ?? "alternate") == "alternate" }
        let url = link.flatMap { link in link.attribute("href").map { record.resolved($0, in: link) } }
        return try XMLArticle(
            id: record.string(entry.first("id")) ?? url,
            title: Self.title(entry.first("title"), record), body: body,
            published: ["published", "issued", "updated", "modified"]
                .firstResult { XMLField.date(record.string(entry.first($0))) },
            author: XMLField.list(names.isEmpty ? authors : names),
            source: Self.title(origin?.first("title"), record) ?? source, url: url,
            language: entry.first("content")?.attribute("lang", .xml) ?? record.inherited("lang")
        ).article(record, context, "an entry")
    }

    /// A text construct: plain text, HTML, or XHTML in a `div`. What is elsewhere is not fetched, and what is no text
    /// is passed over.
    private func append(_ text: XMLElement, to body: inout XMLBody) {
        switch text.attribute("type") ?? "text" {
        case "xhtml", "application/xhtml+xml": body.append(markupOf: text)
        case "html", "text/html": body.append(htmlOf: text)
        case "text", "text/plain": body.append(paragraph: text)
        case let type where type.hasSuffix("/xml") || type.hasSuffix("+xml"): body.append(markupOf: text)
        default: break
        }
    }

    private static func title(_ element: XMLElement?, _ record: XMLRecord) -> String? {
        guard let element else { return nil }
        let isHTML = ["html", "text/html"].contains(element.attribute("type"))
        return isHTML ? XMLField.title(element, in: record) : record.string(element)
    }

    private static func name(_ author: XMLElement, _ record: XMLRecord) -> String? {
        record.string(author.first("name")) ?? record.string(author.first("email"))
    }
}
