/// A reStructuredText file that is one article: a section title at its beginning, and field lists around it.
///
/// The rules are those of Docutils (Goodger, 2002): a title has a line of one mark of punctuation below it, or one below
/// and one above; as long as the title, or four marks at least.
struct ReStructuredTextReader: WholeTextReader {
    static let name = "rst"
    static let summary =
        "reStructuredText, one article a file; its first heading is the title, field lists name the rest"
    static let extensions = ["rst", "rest"]

    static let origins =
        [
            FieldOrigin(.title, ":title: in a field list at the beginning, the first heading"),
            FieldOrigin(.text, "what stands behind them"),
        ]
        + [FieldMap.Field.date, .author, .source, .url, .language].map { field in
            FieldOrigin(field, FieldMap().names(of: field).map { ":\($0):" }.joined(separator: ", "))
        }

    static func recognizes(_ beginning: UnsafeBufferPointer<UInt8>) -> Recognition {
        // Enough for a title; every input passes here.
        let text = TextLines(Substring(String(decoding: beginning.prefix(512), as: UTF8.self)))
        guard let first = text.lines.firstIndex(where: { !TextLines.isBlank($0) }) else { return .no }
        return title(text.lines, first) == nil ? .no : .likely
    }

    static func article(_ text: DecodedText, _ context: ReadingContext) throws(ArticleFailure) -> Article {
        let lines = TextLines(text.text[...])
        var article = Article(key: context.path, body: text.text, replacements: text.replacements)
        var fields = NamedFields()
        // Fields may stand before the title and behind it.
        var next = takeFields(lines.lines, from: skipMarkup(lines.lines, from: 0), &fields)
        let heading = title(lines.lines, skipMarkup(lines.lines, from: next))
        if let heading {
            article.title = String(heading.text)
            next = takeFields(lines.lines, from: heading.next, &fields)
        }
        fields.fill(&article, context.options.fieldMap)
        // Without either of them the text begins where the file does.
        if heading != nil || !fields.isEmpty {
            article.body = lines.text(text.text, from: next)
            article.lines = .counted(from: next + 1)
        }
        guard !article.isBlank else {
            throw context.failure("no text behind the field list, and no title in it")
        }
        article.sourceMap = text.sourceMap(ofTail: article.body)
        return article
    }

    /// The title that begins at a line, and the line behind it.
    private static func title(_ lines: [Substring], _ first: Int) -> (text: Substring, next: Int)? {
        guard first + 1 < lines.count else { return nil }
        if let mark = adornment(lines[first]) {
            guard first + 2 < lines.count, !TextLines.isBlank(lines[first + 1]), adornment(lines[first + 1]) == nil,
                adornment(lines[first + 2]) == mark
            else { return nil }
            return fits(lines[first + 1], lines[first + 2], next: first + 3)
        }
        // A title without a line above it stands at the margin.
        guard lines[first].first?.isWhitespace == false, adornment(lines[first + 1]) != nil else { return nil }
        return fits(lines[first], lines[first + 1], next: first + 2)
    }

    private static func fits(_ line: Substring, _ underline: Substring, next: Int) -> (text: Substring, next: Int)? {
        let title = TextLines.trimmed(line)
        let length = TextLines.trimmed(underline).count
        return !title.isEmpty && (length >= 4 || length >= title.count) ? (title, next) : nil
    }

    /// The mark that a line is a row of.
    private static func adornment(_ line: Substring) -> Character? {
        let row = TextLines.trimmed(line)
        guard let mark = row.first, row.count >= 2, "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~".contains(mark),
            line.first == mark, row.allSatisfy({ $0 == mark })
        else { return nil }
        return mark
    }

    /// The line behind comments, targets and directives, which begin with two dots and go on indented.
    private static func skipMarkup(_ lines: [Substring], from start: Int) -> Int {
        var next = skipBlank(lines, from: start)
        while next < lines.count, lines[next].hasPrefix(".. ") || TextLines.trimmed(lines[next]) == ".." {
            next += 1
            while next < lines.count, lines[next].first?.isWhitespace ?? true { next += 1 }
        }
        return next
    }

    private static func skipBlank(_ lines: [Substring], from start: Int) -> Int {
        lines[min(start, lines.count)...].firstIndex { !TextLines.isBlank($0) } ?? lines.count
    }

    /// Adds the fields of a list that begins at a line or behind blank ones, and returns the line behind it; `start` where
    /// there is none.
    private static func takeFields(_ lines: [Substring], from start: Int, _ fields: inout NamedFields) -> Int {
        var next = skipBlank(lines, from: start)
        var end = start
        var name: Substring?
        while next < lines.count {
            let line = lines[next]
            if let field = field(line) {
                name = field.name
                fields.add(field.name, field.value)
            } else if let name, line.first?.isWhitespace == true, !TextLines.isBlank(line) {
                fields.add(name, TextLines.trimmed(line))
            } else {
                break
            }
            next += 1
            end = next
        }
        return end
    }

    /// `:name: value`
    private static func field(_ line: Substring) -> (name: Substring, value: Substring)? {
        guard line.first == ":" else { return nil }
        let rest = line.dropFirst()
        guard let colon = rest.firstIndex(of: ":"), colon > rest.startIndex else { return nil }
        let value = rest[rest.index(after: colon)...]
        // :role:`text` begins a sentence.
        guard value.first?.isWhitespace ?? true, rest.first?.isWhitespace == false else { return nil }
        return (rest[..<colon], TextLines.trimmed(value))
    }
}
