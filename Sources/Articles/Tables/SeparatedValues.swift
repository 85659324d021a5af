/// What readers of separated values share: a table with a header, an article a row.
struct SeparatedValues {
    /// The separators that may come; which does, the header tells.
    let separators: [UInt8]
    /// Whether cells may begin with a quotation mark that belongs to the text.
    let quotesAreText: Bool
    /// What the format is called in a failure.
    let name: String

    static let commas = SeparatedValues(
        separators: [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: "|")],
        quotesAreText: false, name: "CSV")
    static let tabs = SeparatedValues(separators: [UInt8(ascii: "\t")], quotesAreText: true, name: "TSV")

    static let origins = FieldMap.Field.allCases.map { field in
        FieldOrigin(field, "the column " + FieldMap().names(of: field).joined(separator: ", "))
    }

    /// Whether the first line is a header of this table, with a column for a text.
    func recognizes(_ beginning: UnsafeBufferPointer<UInt8>) -> Bool {
        let text = beginning.prefix(4096).withoutUTF8Mark
        guard let end = text.firstIndex(of: UInt8(ascii: "\n")) else { return false }
        let line = UnsafeBufferPointer(rebasing: text[..<end])
        let separator = TableHeader.separator(in: line, of: separators)
        guard line.contains(separator) else { return false }
        return !TableHeader(TableRow(line, separators: [separator]), FieldMap()).columns(of: .text).isEmpty
    }

    func read(
        _ stream: ByteStream, _ context: ReadingContext, _ deliver: (Result<Article, ArticleFailure>) throws -> Void
    ) throws {
        do {
            try stream.refuseUTF16("\(name) is UTF-8; convert it with iconv", context)
        } catch {
            return try deliver(.failure(error))
        }
        var table = Table(self, context)
        var rows = RowReader(limit: context.options.maximumArticleBytes, separators: separators)
        func take(_ row: RowReader.Row, _ line: Int) throws -> [UInt8] {
            if let result = table.article(row, line) { try deliver(result) }
            return table.separators
        }
        if let damage = try stream.readChunks({ try rows.read($0, take) }) {
            // Half of a row would only repeat that the input is cut off.
            return try deliver(.failure(damage))
        }
        try rows.finish(take)
        switch table.state {
        case .header: try deliver(.failure(context.failure("empty file")))
        case .rows(_, isEmpty: true): try deliver(.failure(context.failure("no rows below the header")))
        case .rows, .refused: break
        }
    }
}
