import ArticleModel

/// An NITF document: a file's root element, or what a NewsML-G2 item holds.
struct NITFDocument {
    private let root: XMLElement
    private let record: XMLRecord

    init(_ root: XMLElement, in record: XMLRecord) {
        self.root = root
        self.record = record
    }

    private var docdata: XMLElement? { root.first(path: "head", "docdata") }
    private var pubdata: XMLElement? { root.first(path: "head", "pubdata") }
    private var bodyHead: XMLElement? { root.first(path: "body", "body.head") }

    func article(_ key: String) -> Article {
        var article = Article(
            key: key, title: title, body: "", published: published, author: author, source: source,
            url: pubdata?.attribute("ex-ref"), language: language)
        article.identity = identity
        if article.identity?.isWithdrawn != true {
            body.finish(&article)
        } else {
            article.lines = .fixed(record.line)
        }
        return article
    }

    // MARK: - Head

    private var headline: XMLElement? { bodyHead?.first("hedline") }

    var title: String? {
        record.string(headline?.first("hl1")) ?? record.string(root.first(path: "head", "title"))
    }

    var published: PublicationDate? {
        let dates = [
            docdata?.first("date.release")?.attribute("norm"), docdata?.first("date.issue")?.attribute("norm"),
            bodyHead?.first(path: "dateline", "story.date")?.attribute("norm"),
            record.string(bodyHead?.first(path: "dateline", "story.date")), pubdata?.attribute("date.publication"),
        ]
        return dates.firstResult { XMLField.date($0) }
    }

    /// Those who are marked as persons; else the line without a title of the job and a word before the name.
    var author: String? {
        let lines = bodyHead?.all("byline") ?? []
        let persons = lines.flatMap { $0.descendants("person") }
        if !persons.isEmpty { return XMLField.list(persons.map { record.string($0) }) }
        return XMLField.list(
            lines.map { line in
                var line = line
                line.children.removeAll {
                    if case .element(let inner) = $0 { inner.name.local == "byttl" } else { false }
                }
                return XMLField.name(inByline: record.string(line))
            })
    }

    var source: String? {
        pubdata?.attribute("name") ?? record.string(bodyHead?.first(path: "rights", "rights.owner"))
            ?? docdata?.first("doc.copyright")?.attribute("holder")
            ?? record.string(bodyHead?.first("distributor"))
    }

    var language: String? { root.attribute("lang", .xml) ?? root.first("body")?.attribute("lang", .xml) }

    // MARK: - Identity

    /// A correction has the identity of what it corrects, one version later; a document that takes back another has that
    /// one's.
    private var identity: ArticleIdentity? {
        guard let docdata else { return nil }
        let own = docdata.first("doc-id")
        let registrar = own?.attribute("regsrc")
        let version = docdata.all("du-key").firstResult { $0.attribute("version").flatMap { Int($0) } }
        if let other = docdata.attribute("management-doc-idref"),
            Self.isWithdrawn(docdata.attribute("management-idref-status"))
        {
            return ArticleIdentity(guid: Self.guid(other, registrar), version: version ?? .max, isWithdrawn: true)
        }
        let corrected = docdata.first("correction")
        if let id = corrected?.attribute("id-string") {
            return ArticleIdentity(
                guid: Self.guid(id, corrected?.attribute("regsrc") ?? registrar), version: max(version ?? 2, 2),
                isWithdrawn: Self.isWithdrawn(docdata.attribute("management-status")))
        }
        guard let id = own?.attribute("id-string") else { return nil }
        return ArticleIdentity(
            guid: Self.guid(id, registrar), version: version ?? 1,
            isWithdrawn: Self.isWithdrawn(docdata.attribute("management-status")))
    }

    private static func isWithdrawn(_ status: String?) -> Bool {
        status.map { ["canceled", "cancelled", "withheld"].contains($0.lowercased()) } ?? false
    }

    /// An id is unique beside its registrar, or by itself where it is an address.
    private static func guid(_ id: String, _ registrar: String?) -> String {
        guard let registrar, !["urn:", "tag:", "http:", "https:"].contains(where: id.lowercased().hasPrefix) else {
            return id
        }
        return "\(registrar):\(id)"
    }

    // MARK: - Body

    private var body: XMLBody {
        var body = XMLBody(record)
        for element in bodyHead?.elements ?? [] {
            switch element.name.local {
            case "hedline": for heading in element.all("hl2") { body.append(paragraph: heading, .heading) }
            case "byline": body.append(paragraph: element, .byline)
            case "dateline": body.append(paragraph: element, .dateline)
            default: break
            }
        }
        if let content = root.first(path: "body", "body.content") {
            body.append(markupOf: content)
        } else if let abstract = bodyHead?.first("abstract") {
            body.append(markupOf: abstract)
        }
        return body
    }
}
