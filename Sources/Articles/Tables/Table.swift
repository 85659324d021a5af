/// A table as its rows come, the first of them its header.
struct Table {
    enum State {
        case header
        case rows(TableHeader, isEmpty: Bool)
        /// There is no text to be found in any row, which was said.
        case refused
    }

    private let format: SeparatedValues
    private let context: ReadingContext
    private(set) var state = State.header
    private(set) var separators: [UInt8]

    init(_ format: SeparatedValues, _ context: ReadingContext) {
        self.format = format
        self.context = context
        separators = format.separators
    }

    /// The row's article, or why it is none; `nil` for the header, a blank line, and all of a table that was refused.
    mutating func article(_ row: RowReader.Row, _ line: Int) -> Result<Article, ArticleFailure>? {
        if case .refused = state { return nil }
        do throws(ArticleFailure) {
            return try bytes(row, line).flatMap { bytes throws(ArticleFailure) in
                try text(bytes, line).map { .success($0) }
            }
        } catch {
            if case .header = state { state = .refused }
            return .failure(error)
        }
    }

    /// The row's bytes; `nil` when they are blank.
    private mutating func bytes(
        _ row: RowReader.Row, _ line: Int
    ) throws(ArticleFailure) -> UnsafeBufferPointer<UInt8>? {
        var bytes: UnsafeBufferPointer<UInt8>
        switch row {
        case .cells(let cells): bytes = cells
        case .tooLong:
            noteRow()
            throw context.tooLong(line: line)
        case .unclosed:
            noteRow()
            throw context.failure("a quotation mark opens a cell here, and none closes it", line: line)
        }
        if line == 1 { bytes = UnsafeBufferPointer(rebasing: bytes.withoutUTF8Mark) }
        guard bytes.contains(where: { $0 != 0x20 && $0 != 0x0D && $0 != 0x09 }) else { return nil }
        noteRow()
        if bytes.contains(0) { throw context.failure("binary data (NUL byte in the row), not a text", line: line) }
        return bytes
    }

    private mutating func noteRow() {
        if case .rows(let header, isEmpty: true) = state { state = .rows(header, isEmpty: false) }
    }

    /// Decodes a row: as UTF-8, or as what it is if it is not.
    private mutating func text(_ bytes: UnsafeBufferPointer<UInt8>, _ line: Int) throws(ArticleFailure) -> Article? {
        let isASCII = bytes.allSatisfy { $0 < 0x80 }
        if isASCII || context.charset == nil && String(validating: bytes, as: UTF8.self) != nil {
            return try article(bytes, line, replacements: 0)
        }
        let decoded = context.charset.map { DecodedText(bytes, charset: $0) } ?? DecodedText(utf8: bytes)
        let utf8 = Array(decoded.text.utf8)
        let result = utf8.withUnsafeBufferPointer { bytes in
            Result { () throws(ArticleFailure) in try article(bytes, line, replacements: decoded.replacements) }
        }
        return try result.get()
    }

    private mutating func article(
        _ bytes: UnsafeBufferPointer<UInt8>, _ line: Int, replacements: Int
    ) throws(ArticleFailure) -> Article? {
        guard case .rows(let header, _) = state else {
            try readHeader(bytes, line)
            return nil
        }
        let row = TableRow(bytes, separators: separators, quotesAreText: format.quotesAreText)
        if row.isBroken {
            throw context.failure(
                "text behind a cell's closing quotation mark; in a cell it has to be doubled", line: line)
        }
        guard row.count == header.names.count else {
            throw context.failure("\(row.count) cells, and the header has \(header.names.count)", line: line)
        }
        var textColumn: Int?
        let record = Record { field in
            guard let column = header.columns(of: field).first(where: { !row.isEmpty($0) }) else { return nil }
            if field == .text { textColumn = column }
            return row[column]
        }
        let lines = row.lines(of: textColumn ?? 0, row: line)
        return try record.article(
            context, lines: lines, replacements: replacements,
            orNone: context.failure("no text in the row: \(empty(header)) empty", line: line))
    }

    private func empty(_ header: TableHeader) -> String {
        let columns = header.columns(of: .text).map { "“\(header.names[$0].prefix(40))”" }
        return columns.prefix(4).joined(separator: ", ") + (columns.count == 1 ? " is" : " are")
    }

    private mutating func readHeader(_ bytes: UnsafeBufferPointer<UInt8>, _ line: Int) throws(ArticleFailure) {
        // How Excel says which separator it wrote.
        if line == 1, separators.count > 1, bytes.starts(with: "sep=".utf8), (5...6).contains(bytes.count) {
            separators = [bytes[4]]
            return
        }
        separators = [TableHeader.separator(in: bytes, of: separators)]
        let header = TableHeader(TableRow(bytes, separators: separators), context.options.fieldMap)
        guard !header.columns(of: .text).isEmpty else {
            throw context.failure(
                "no text column; there are \(header.listed): name one with --map text=NAME", line: line)
        }
        state = .rows(header, isEmpty: true)
    }
}
