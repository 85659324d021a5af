/// A web page that holds an article: the article is read, and what the page has around it is not.
struct HTMLReader: WholeTextReader {
    static let name = "html"
    static let summary = "HTML, one page an article, without menus, ads, comments and what else stands around it"
    static let extensions = ["html", "htm", "xhtml", "shtml"]

    static let origins = [
        FieldOrigin(.title, "headline in JSON-LD, og:title, dc.title, title, h1"),
        FieldOrigin(.text, "the main text; else articleBody in JSON-LD"),
        FieldOrigin(.date, "datePublished in JSON-LD, article:published_time, dc.date, date and others, time"),
        FieldOrigin(.author, "author in JSON-LD, meta author, dc.creator, the byline"),
        FieldOrigin(.source, "og:site_name, publisher in JSON-LD"),
        FieldOrigin(.url, "canonical link, og:url"),
        FieldOrigin(.language, "lang of html, inLanguage in JSON-LD, og:locale"),
    ]

    static func recognizes(_ beginning: UnsafeBufferPointer<UInt8>) -> Recognition {
        var text = beginning.prefix(4096).withoutUTF8Mark
        while true {
            text = text.drop { $0 <= 0x20 }
            let end: [UInt8]
            if text.starts(with: "<!--".utf8) {
                end = Array("-->".utf8)
            } else if text.starts(with: "<?xml".utf8) {
                end = [0x3E]
            } else {
                break
            }
            guard let found = Slice(base: beginning, bounds: text.indices).firstRange(of: end) else { return .no }
            text = text[found.upperBound...]
        }
        let start = String(decoding: text.prefix(16), as: UTF8.self).lowercased()
        if start.hasPrefix("<!doctype html") || Self.begins(start, with: "<html") { return .certain }
        let others = ["<head", "<body", "<meta", "<title", "<link", "<script", "<div", "<article", "<p", "<h1"]
        return others.contains { Self.begins(start, with: $0) } ? .likely : .no
    }

    private static func begins(_ text: String, with tag: String) -> Bool {
        text.hasPrefix(tag)
            && (text.dropFirst(tag.count).first.map { $0 == ">" || $0 == "/" || $0.isWhitespace } ?? false)
    }

    static func charset(_ bytes: UnsafeBufferPointer<UInt8>) -> String? { HTMLCharset.label(in: bytes) }

    static func article(_ decoded: DecodedText, _ context: ReadingContext) throws(ArticleFailure) -> Article {
        var text = decoded.text
        guard text.utf8.count <= HTMLParser.mostBytes else { throw context.failure("longer than 2 GB") }
        let page = text.withUTF8 { HTMLPage($0) }
        guard let page else {
            throw context.failure(
                "more than \(HTMLParser.mostEvents / 1_000_000) million tags, too many for one article")
        }
        var article = Article(key: context.path, body: page.text.body)
        let metadata = page.metadata
        article.title = metadata.title
        article.published = metadata.published
        article.author = metadata.author
        article.source = metadata.source
        article.url = metadata.url
        article.language = metadata.language
        article.lines = page.text.lines
        article.replacements = decoded.replacements + page.text.replacements
        article.parts = HTMLArticleText.parts(page.text.parts)
        article.sourceMap = decoded.start.flatMap { offset in page.text.map.map { $0.shifted(by: offset) } }
        if article.body.allSatisfy(\.isWhitespace) {
            guard let body = metadata.body, !body.allSatisfy(\.isWhitespace) else {
                throw context.failure("no text in the page")
            }
            article.body = DecodedText.withoutNULs(body, counting: &article.replacements)
            (article.lines, article.parts, article.sourceMap) = (.fixed(1), [], nil)
        }
        return article
    }
}
