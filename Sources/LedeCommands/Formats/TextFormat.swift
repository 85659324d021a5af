import PassageSearch

extension OutputFormat {
    static let text = OutputFormat(
        name: "text", summary: "passages to read, under title and path:line; the default on a terminal",
        isLinewise: false, excerptLength: TextFormatter.excerptLength, make: .passages(TextFormatter.init))
}

/// The layout for reading: passages under their article's title.
struct TextFormatter: PassageFormatter {
    /// Longer lines are hard to read, however wide the window.
    private static let widest = 100
    private static let narrowest = 20
    /// About the lines that a passage takes: three hits are to be seen at once in the smallest of windows.
    private static let linesOfAPassage = 5

    private let context: OutputContext
    private let columns: Int
    private var lastArticle: Int64?
    /// What is to stand behind the last passage of an article.
    private var closing = ""

    init(_ context: OutputContext) {
        self.context = context
        columns = Self.columns(context)
    }

    /// For how much of a passage there is room.
    static func excerptLength(_ context: OutputContext) -> Int { columns(context) * linesOfAPassage }

    private static func columns(_ context: OutputContext) -> Int { min(max(context.columns, narrowest), widest) }

    mutating func append(_ hit: Hit, to output: inout String) {
        if hit.article.id != lastArticle {
            close(&output)
            if lastArticle != nil { output += "\n" }
            lastArticle = hit.article.id
            closing = more(hit.duplicates)
            appendHeader(hit, to: &output)
        } else {
            output += context.palette.paint("… \(place(hit))", \.detail) + "\n"
        }
        let shown = ShownPassage(hit)
        let passage = MarkedText(shown.text, highlights: shown.highlights, keepsParagraphs: true)
        for line in passage.wrapped(to: columns) {
            output += line.painted(context.palette) + "\n"
        }
    }

    mutating func end(_ output: inout String) { close(&output) }

    private mutating func close(_ output: inout String) {
        output += closing
        closing = ""
    }

    /// “and 3 more like it: Courier, Gazette, …”, with as many names as a line holds; an article that has no source goes
    /// by its path.
    private func more(_ duplicates: [Hit.ArticleSummary]) -> String {
        guard !duplicates.isEmpty else { return "" }
        var names: [String] = []
        // No line holds more names than columns.
        for article in duplicates where names.count <= columns {
            let name = article.source.map(VisibleText.onOneLine) ?? VisibleText.of(context.directory.shown(article.key))
            if !names.contains(name) { names.append(name) }
        }
        var line = "and \(Quantity.count(duplicates.count)) more like it: \(names[0])"
        for (index, name) in names.enumerated().dropFirst() {
            let isLast = index == names.count - 1
            let longer = line + ", " + name
            guard DisplayWidth.of(longer) + (isLast ? 0 : 3) <= columns else {
                line += ", …"
                break
            }
            line = longer
        }
        return MarkedText(line).wrapped(to: columns).map {
            context.palette.paint($0.painted(.plain), \.detail) + "\n"
        }.joined()
    }

    private func appendHeader(_ hit: Hit, to output: inout String) {
        for line in MarkedText(hit.article.title ?? "").wrapped(to: columns) {
            output += context.palette.paint(line.painted(.plain), \.title) + "\n"
        }
        var details: [String] = []
        if let source = hit.article.source { details.append(VisibleText.onOneLine(source)) }
        if let published = hit.article.published { details.append(Self.day(published.text)) }
        details.append(place(hit))
        output += context.palette.paint(details.filter { !$0.isEmpty }.joined(separator: " · "), \.detail) + "\n"
    }

    /// What an editor or a terminal takes to open the article at the passage.
    private func place(_ hit: Hit) -> String {
        "\(VisibleText.of(context.directory.shown(hit.article.place))):\(hit.passage.line)"
    }

    /// The day of a date that is given to the second; who reads news asks for the day.
    private static func day(_ date: String) -> String {
        String(date.prefix { $0 != "T" })
    }
}
