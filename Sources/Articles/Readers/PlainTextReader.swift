/// A text file that is one article, its first line the title when it looks like one.
struct PlainTextReader: WholeTextReader {
    static let name = "text"
    static let summary = "plain text, one article a file; a first line that looks like a title is the title"
    static let extensions = ["txt", "text"]

    static let origins = [
        FieldOrigin(.title, "a first line that looks like one"),
        FieldOrigin(.text, "the file, or what stands behind its title"),
    ]

    /// Anything could be text; it is what is left when nothing else is found.
    static func recognizes(_ beginning: UnsafeBufferPointer<UInt8>) -> Recognition { .no }

    /// A longer first line is a paragraph.
    private static let longestTitle = 120

    static func article(_ text: DecodedText, _ context: ReadingContext) throws(ArticleFailure) -> Article {
        var article = Article(key: context.path, body: text.text, replacements: text.replacements)
        if let (title, body, line) = split(text.text) {
            article.title = title
            article.body = body
            article.lines = .counted(from: line)
        }
        article.sourceMap = text.sourceMap(ofTail: article.body)
        return article
    }

    /// Title, the text behind it, and the line that begins on; `nil` when the first line is no title.
    private static func split(_ text: String) -> (title: String, body: String, line: Int)? {
        // Only the beginning is looked at: no title lies behind this many characters.
        let beginning = TextLines(text.prefix(8 * longestTitle)).lines
        guard let first = beginning.firstIndex(where: { !TextLines.isBlank($0) }), first + 1 < beginning.count
        else { return nil }
        let title = TextLines.trimmed(beginning[first])
        let next = beginning[first + 1]
        guard looksLikeTitle(title), TextLines.isBlank(next) || next.count > 2 * title.count && next.count > 60 else {
            return nil
        }
        let body = text[next.startIndex...]
        guard !body.allSatisfy(\.isWhitespace) else { return nil }
        return (String(title), String(body), first + 2)
    }

    /// Short, and not ended as a sentence is.
    static func looksLikeTitle(_ line: Substring) -> Bool {
        guard line.count <= longestTitle, line.contains(where: \.isLetter) else { return false }
        let end = line.last { !"\"'”’»)]".contains($0) }
        return end.map { !".,;:…。".contains($0) } ?? false
    }
}
