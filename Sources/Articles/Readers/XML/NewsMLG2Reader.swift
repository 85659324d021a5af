import ArticleModel

/// NewsML-G2 of the IPTC (version 2 of 2008 and later): one article a news item, alone or in a message.
struct NewsMLG2Reader: XMLVocabularyReader {
    typealias Vocabulary = NewsMLG2Vocabulary

    static let name = "newsml"
    static let summary = "NewsML-G2, the news agencies' format for items and their versions, alone or in messages"
    static let extensions = ["newsml"]

    static let origins = [
        FieldOrigin(.id, "newsItem/@guid"),
        FieldOrigin(.title, "contentMeta/headline, the title of NITF or HTML in it, itemMeta/title"),
        FieldOrigin(.text, "contentSet: inlineXML (NITF, XHTML), inlineData (text, HTML)"),
        FieldOrigin(.date, "itemMeta: embargoed, versionCreated, firstCreated; contentMeta/contentCreated"),
        FieldOrigin(.author, "contentMeta: by, creator"),
        FieldOrigin(.source, "contentMeta: infoSource, creditline; rightsInfo/copyrightHolder, itemMeta/provider"),
        FieldOrigin(.url, "link to another rendition"), FieldOrigin(.language, "contentMeta/language, xml:lang"),
    ]
}

struct NewsMLG2Vocabulary: XMLVocabulary {
    static let title = "NewsML-G2"

    static func isRoot(_ name: XMLName) -> Bool {
        ["newsMessage", "newsItem", "packageItem", "conceptItem", "knowledgeItem"].contains(name.local)
            && (name.namespace == .newsMLG2 || name.namespace == .none)
    }

    func isContainer(_ name: XMLName) -> Bool { name.local == "newsMessage" || name.local == "itemSet" }

    func isItem(_ name: XMLName) -> Bool { name.local == "newsItem" }

    /// Packages and concepts hold no text of their own.
    mutating func article(from record: XMLRecord, _ context: ReadingContext) throws(ArticleFailure) -> Article? {
        guard record.element.name.local == "newsItem" else { return nil }
        return try NewsItem(record).article(context)
    }
}

/// An item of NewsML-G2.
private struct NewsItem {
    private let record: XMLRecord
    private let item: XMLElement

    init(_ record: XMLRecord) {
        self.record = record
        item = record.element
    }

    private var itemMeta: XMLElement? { item.first("itemMeta") }
    private var contentMeta: XMLElement? { item.first("contentMeta") }

    func article(_ context: ReadingContext) throws(ArticleFailure) -> Article {
        var article = Article(key: context.path, body: "", lines: .fixed(record.line))
        let identity = identity
        article.identity = identity
        if let inner = nitf, identity?.isWithdrawn != true {
            article = NITFDocument(inner, in: record).article(context.path)
            article.identity = identity
        } else if identity?.isWithdrawn != true {
            body.finish(&article)
        }
        article.title = title ?? article.title ?? pageTitle
        article.published = published ?? article.published
        article.author = author ?? article.author
        article.source = source ?? article.source
        article.language = language ?? article.language ?? record.inherited("lang")
        guard identity?.isWithdrawn == true || !article.isBlank else {
            throw context.failure("a news item without headline and text", line: record.line)
        }
        article.key += "#\(identity?.guid ?? RecordIdentity.of(article.title, article.body))"
        return article
    }

    // MARK: - Fields

    /// What is withheld or canceled is to be taken back, wherever it was published.
    private var identity: ArticleIdentity? {
        guard let guid = item.attribute("guid") else { return nil }
        let status = itemMeta?.first("pubStatus")
        let code = status?.attribute("qcode") ?? status?.attribute("uri") ?? ""
        let name = code.split { $0 == ":" || $0 == "/" }.last?.lowercased() ?? ""
        return ArticleIdentity(
            guid: guid, version: item.attribute("version").flatMap { Int($0) } ?? 1,
            isWithdrawn: ["canceled", "cancelled", "withheld"].contains(name))
    }

    private var title: String? {
        let headlines = contentMeta?.all("headline") ?? []
        let main = headlines.first { ($0.attribute("role") ?? "").hasSuffix(":main") } ?? headlines.first
        return record.string(main) ?? record.string(itemMeta?.first("title"))
    }

    private var published: PublicationDate? {
        func date(_ element: XMLElement?) -> PublicationDate? { XMLField.date(record.string(element)) }
        let created =
            date(itemMeta?.first("versionCreated")) ?? date(itemMeta?.first("firstCreated"))
            ?? date(contentMeta?.first("contentModified")) ?? date(contentMeta?.first("contentCreated"))
        // Nobody reads it before its embargo ends.
        guard let embargoed = date(itemMeta?.first("embargoed")) else { return created }
        return created.map { max($0, embargoed) } ?? embargoed
    }

    private var author: String? {
        let lines = contentMeta?.all("by").map { XMLField.name(inByline: record.string($0)) }
        return XMLField.list(lines ?? []) ?? XMLField.list((contentMeta?.all("creator") ?? []).map(name))
    }

    private var source: String? {
        let holder = item.first(path: "rightsInfo", "copyrightHolder")
        return XMLField.list((contentMeta?.all("infoSource") ?? []).map(name))
            ?? record.string(contentMeta?.first("creditline")) ?? holder.flatMap(name)
            ?? itemMeta?.first("provider").flatMap(name)
    }

    private var language: String? { contentMeta?.first("language")?.attribute("tag") }

    /// A party's name; what has only a code has none for readers.
    private func name(_ party: XMLElement) -> String? {
        record.string(party.first("name")) ?? party.attribute("literal")
    }

    // MARK: - Content

    private var contents: [XMLElement] { item.first("contentSet")?.elements ?? [] }

    private var nitf: XMLElement? {
        contents.lazy.filter { $0.name.local == "inlineXML" }.flatMap(\.elements).first { $0.name.local == "nitf" }
    }

    private var page: XMLElement? {
        contents.lazy.filter { $0.name.local == "inlineXML" }.flatMap(\.elements).first
    }

    private var pageTitle: String? { record.string(page?.descendants("title").first) }

    private var body: XMLBody {
        var body = XMLBody(record)
        if let dateline = contentMeta?.first("dateline") { body.append(paragraph: dateline, .dateline) }
        // Renditions of one and the same text; the first that can be read counts.
        for content in contents {
            switch (content.name.local, content.attribute("contenttype") ?? "") {
            case ("inlineXML", _): body.append(markupOf: content)
            case ("inlineData", let type) where type.contains("html"): body.append(htmlOf: content)
            case ("inlineData", let type) where type.isEmpty || type.hasPrefix("text/"):
                body.append(plainTextOf: content)
            default: continue
            }
            if !body.isEmpty { break }
        }
        return body
    }
}
