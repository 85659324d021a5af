import ArticleModel

/// NITF 3 of the IPTC (International Press Telecommunications Council, 2012): one article a file.
struct NITFReader: XMLVocabularyReader {
    typealias Vocabulary = NITFVocabulary

    static let name = "nitf"
    static let summary = "NITF, the news agencies' format for a text, one article a file"
    static let extensions = ["nitf"]

    static let origins = [
        FieldOrigin(.title, "hedline/hl1, head/title"),
        FieldOrigin(.text, "hl2, dateline, abstract and body.content; the abstract only where there is no content"),
        FieldOrigin(.date, "docdata: date.release, date.issue; dateline/story.date, pubdata"),
        FieldOrigin(.author, "byline"),
        FieldOrigin(.source, "pubdata/@name, rights.owner, doc.copyright/@holder, distributor"),
        FieldOrigin(.url, "pubdata/@ex-ref"), FieldOrigin(.language, "xml:lang"),
    ]
}

struct NITFVocabulary: XMLVocabulary {
    static let title = "NITF"

    static func isRoot(_ name: XMLName) -> Bool { name.local == "nitf" }

    func isContainer(_ name: XMLName) -> Bool { false }

    func isItem(_ name: XMLName) -> Bool { name.local == "nitf" }

    mutating func article(from record: XMLRecord, _ context: ReadingContext) throws(ArticleFailure) -> Article? {
        let document = NITFDocument(record.element, in: record)
        var article = document.article(context.path)
        article.language = record.inherited("lang")
        guard article.identity?.isWithdrawn == true || !article.isBlank else {
            throw context.failure("an NITF document without title and text", line: record.line)
        }
        return article
    }
}
