/// An Org file that is one article: keywords at its beginning, and a first heading where they name no title.
struct OrgReader: WholeTextReader {
    static let name = "org"
    static let summary = "Org, one article a file, with keywords such as #+TITLE:; else the first heading is the title"
    static let extensions = ["org"]

    static let origins =
        [
            FieldOrigin(.title, "#+TITLE:, the heading the text begins with"),
            FieldOrigin(.text, "what stands behind them"),
        ]
        + [FieldMap.Field.date, .author, .source, .url, .language].map { field in
            FieldOrigin(field, FieldMap().names(of: field).map { "#+\($0.uppercased()):" }.joined(separator: ", "))
        }

    static func recognizes(_ beginning: UnsafeBufferPointer<UInt8>) -> Recognition {
        let line = beginning.drop { $0 <= 0x20 }.prefix { $0 != UInt8(ascii: "\n") }
        guard line.starts(with: "#+".utf8) else { return .no }
        return keyword(Substring(String(decoding: line, as: UTF8.self))) == nil ? .no : .likely
    }

    static func article(_ text: DecodedText, _ context: ReadingContext) throws(ArticleFailure) -> Article {
        let lines = TextLines(text.text[...])
        var article = Article(key: context.path, body: text.text, replacements: text.replacements)
        var fields = NamedFields()
        // The line behind all keywords, and the first that is none.
        var next = 0
        var first = 0
        while first < lines.lines.count {
            let line = lines.lines[first]
            if let (name, value) = keyword(line) {
                fields.add(name, name.lowercased() == "date" ? date(value) : value)
            } else if let end = drawerEnd(lines.lines, first) {
                first = end
            } else if !TextLines.isBlank(line), !isComment(line) {
                break
            }
            first += 1
            if !TextLines.isBlank(line) { next = first }
        }
        fields.fill(&article, context.options.fieldMap)
        if article.title == nil, first < lines.lines.count, let heading = heading(lines.lines[first]) {
            article.title = String(heading)
            next = first + 1
        }
        if next > 0 {
            article.body = lines.text(text.text, from: next)
            article.lines = .counted(from: next + 1)
        }
        guard !article.isBlank else {
            throw context.failure("no text behind the keywords, and no #+TITLE: among them")
        }
        article.sourceMap = text.sourceMap(ofTail: article.body)
        return article
    }

    /// `#+NAME: value`
    private static func keyword(_ line: Substring) -> (name: Substring, value: Substring)? {
        let line = TextLines.trimmed(line)
        guard line.hasPrefix("#+"), let colon = line.firstIndex(of: ":") else { return nil }
        let name = line[line.index(line.startIndex, offsetBy: 2)..<colon]
        guard !name.isEmpty, !name.contains(where: \.isWhitespace) else { return nil }
        return (name, TextLines.trimmed(line[line.index(after: colon)...]))
    }

    private static func isComment(_ line: Substring) -> Bool { line.hasPrefix("# ") || TextLines.trimmed(line) == "#" }

    /// The last line of the drawer that begins at a line: `:PROPERTIES:` to `:END:`.
    private static func drawerEnd(_ lines: [Substring], _ first: Int) -> Int? {
        let mark = TextLines.trimmed(lines[first])
        guard mark.count > 2, mark.first == ":", mark.last == ":",
            mark.dropFirst().dropLast().allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" })
        else { return nil }
        return lines[first...].firstIndex { TextLines.trimmed($0).uppercased() == ":END:" }
    }

    /// The words of a heading of the first level, without the tags behind them.
    private static func heading(_ line: Substring) -> Substring? {
        guard line.hasPrefix("* ") else { return nil }
        var title = TextLines.trimmed(line.dropFirst(2))
        if title.last == ":", let space = title.lastIndex(where: \.isWhitespace) {
            let tags = title[title.index(after: space)...]
            if tags.first == ":", tags.count > 2 { title = TextLines.trimmed(title[..<space]) }
        }
        return title.isEmpty ? nil : title
    }

    /// A time stamp as other formats write it: `<2023-09-12 Tue 10:30>` is `2023-09-12 10:30`.
    private static func date(_ value: Substring) -> Substring {
        guard let open = value.first, open == "<" || open == "[" else { return value }
        let inner = value.dropFirst().prefix { $0 != ">" && $0 != "]" }
        let words = inner.split(separator: " ").filter { $0.first?.isNumber == true }
        return Substring(words.prefix(2).joined(separator: " "))
    }
}
