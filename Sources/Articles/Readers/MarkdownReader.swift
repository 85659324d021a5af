import Yams

/// A Markdown file that is one article, with YAML front matter between lines of `---`.
struct MarkdownReader: WholeTextReader {
    static let name = "markdown"
    static let summary = "Markdown, one article a file, with YAML front matter; else the first heading is the title"
    static let extensions = ["md", "markdown"]

    static let origins =
        [
            FieldOrigin(.title, "title in the front matter, the first heading"),
            FieldOrigin(.text, "what stands behind them"),
        ]
        + [FieldMap.Field.date, .author, .source, .url, .language].map { field in
            FieldOrigin(field, FieldMap().names(of: field).joined(separator: ", ") + " in the front matter")
        }

    static func recognizes(_ beginning: UnsafeBufferPointer<UInt8>) -> Recognition {
        let marks = ["---\n", "---\r\n", "# "]
        return marks.contains { beginning.starts(with: $0.utf8) } ? .likely : .no
    }

    static func article(_ text: DecodedText, _ context: ReadingContext) throws(ArticleFailure) -> Article {
        var article = Article(key: context.path, body: text.text, replacements: text.replacements)
        var line = 1
        if let (matter, rest, restLine) = try frontMatter(text.text, context) {
            article.body = String(rest)
            line = restLine
            try fill(&article, from: matter, context)
        }
        if article.title == nil, let (title, rest, lines) = heading(article.body) {
            article.title = title
            article.body = rest
            line += lines
        }
        guard !article.isBlank else {
            throw context.failure("no text behind the front matter, and no title in it")
        }
        article.lines = .counted(from: line)
        article.sourceMap = text.sourceMap(ofTail: article.body)
        return article
    }

    // MARK: - Front matter

    private static func frontMatter(
        _ text: String, _ context: ReadingContext
    ) throws(ArticleFailure) -> (matter: Substring, rest: Substring, line: Int)? {
        let lines = TextLines(text[...]).lines
        guard lines.count > 1, TextLines.trimmed(lines[0]) == "---" else { return nil }
        guard
            let end = lines.indices.dropFirst().first(where: { ["---", "..."].contains(TextLines.trimmed(lines[$0])) })
        else { throw context.failure("front matter without a closing line of ---", line: 1) }
        let matter = text[lines[1].startIndex..<lines[end].startIndex]
        let rest = end + 1 < lines.count ? text[lines[end + 1].startIndex...] : ""
        return (matter, rest, end + 2)
    }

    private static func fill(
        _ article: inout Article, from matter: Substring, _ context: ReadingContext
    ) throws(ArticleFailure) {
        let node: Node?
        do {
            node = try Yams.compose(yaml: String(matter))
        } catch {
            let problem = YAMLProblem(error)
            throw context.failure("front matter is not YAML: \(problem.reason)", line: problem.line.map { $0 + 1 })
        }
        guard let node else { return }
        guard let mapping = node.mapping else {
            throw context.failure("front matter is not a list of “name: value” lines", line: 2)
        }
        func value(_ field: FieldMap.Field) -> String? {
            for name in context.options.fieldMap.names(of: field) {
                guard let node = mapping[Node(name)] else { continue }
                let texts = node.sequence?.compactMap { $0.scalar?.string } ?? [node.scalar?.string].compactMap { $0 }
                let text = texts.joined(separator: ", ")
                if !text.isEmpty, text != "null", text != "~" {
                    return DecodedText.withoutNULs(text, counting: &article.replacements)
                }
            }
            return nil
        }
        article.title = value(.title)
        article.author = value(.author)
        article.source = value(.source)
        article.url = value(.url)
        article.language = value(.language)
        article.published = value(.date).flatMap { PublicationDate(parsing: $0) }
    }

    // MARK: - Headings

    /// The heading the text begins with, the text behind it, and how many lines it took.
    private static func heading(_ text: String) -> (title: String, rest: String, lines: Int)? {
        let lines = TextLines(text[...]).lines
        guard let first = lines.firstIndex(where: { !TextLines.isBlank($0) }) else { return nil }
        let line = TextLines.trimmed(lines[first])
        var title: Substring?
        var last = first
        if line.hasPrefix("# ") {
            title = TextLines.trimmed(line.dropFirst(2))
        } else if first + 1 < lines.count {
            let underline = TextLines.trimmed(lines[first + 1])
            if underline.count >= 3, underline.allSatisfy({ $0 == "=" }) {
                title = line
                last = first + 1
            }
        }
        guard let title, last + 1 < lines.count else { return nil }
        // A closing row of # stands behind a space: “# C#” has none.
        var opened = title
        while opened.last == "#" { opened.removeLast() }
        let isClosed = opened.last?.isWhitespace ?? true
        let trimmed = TextLines.trimmed(isClosed ? opened : title)
        return trimmed.isEmpty ? nil : (String(trimmed), String(text[lines[last + 1].startIndex...]), last + 1)
    }
}
