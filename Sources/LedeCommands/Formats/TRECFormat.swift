import PassageSearch

extension OutputFormat {
    static let trec = OutputFormat(
        name: "trec", summary: "a run file's lines, an article each: query Q0 id rank score lede", isLinewise: true,
        standardLimit: 1000, make: .articles(TRECFormatter.init))
}

/// Lines of a run as `trec_eval` reads them. An article goes by its record's id, or where it has none by its path.
struct TRECFormatter: ArticleFormatter {
    private let context: OutputContext

    init(_ context: OutputContext) {
        self.context = context
    }

    mutating func append(_ hit: ArticleHit, to output: inout [UInt8]) {
        let key = hit.article.key
        let member = key.dropFirst(hit.article.path.count).dropFirst()
        let id = member.isEmpty ? context.directory.shown(key) : String(member)
        let columns = [
            context.query ?? "1", "Q0", id, "\(hit.rank)", Quantity.fixed(hit.score, digits: 6), "lede",
        ]
        output += (columns.map(Self.column).joined(separator: " ") + context.terminator).utf8
    }

    /// Columns are told apart by white space, so what an id has of it is written as in a URL.
    private static func column(_ text: String) -> String {
        var column = ""
        for scalar in text.unicodeScalars {
            if scalar.properties.isWhitespace || VisibleText.sign(for: scalar) != nil {
                for byte in String(scalar).utf8 { column += "%" + Self.hexadecimal(byte) }
            } else {
                column.unicodeScalars.append(scalar)
            }
        }
        return column
    }

    private static func hexadecimal(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16, uppercase: true)
        return digits.count < 2 ? "0" + digits : digits
    }
}
