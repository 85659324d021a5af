import PassageSearch

extension OutputFormat {
    static let tabSeparated = OutputFormat(
        name: "tsv", summary: "rank score key line date source title passage; tabs between, no heading",
        isLinewise: true, make: .passages(TabSeparatedFormatter.init))
}

struct TabSeparatedFormatter: PassageFormatter {
    private let context: OutputContext

    init(_ context: OutputContext) {
        self.context = context
    }

    mutating func append(_ hit: Hit, to output: inout String) {
        let article = hit.article
        let columns = [
            "\(hit.rank)", Quantity.fixed(hit.score, digits: 4), context.directory.shown(article.key),
            "\(hit.passage.line)", article.published?.text ?? "", article.source ?? "", article.title ?? "",
            ShownPassage(hit).text,
        ]
        output += context.queryColumn + columns.map(Self.field).joined(separator: "\t") + context.terminator
    }

    /// Tabs and line ends become spaces one by one, so that a key stays what it is as far as a column can hold it.
    private static func field(_ text: String) -> String {
        var field = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let isSeparator = scalar.properties.isWhitespace && VisibleText.sign(for: scalar) != nil
            field.append(isSeparator ? " " : VisibleText.sign(for: scalar) ?? scalar)
        }
        return String(field)
    }
}
