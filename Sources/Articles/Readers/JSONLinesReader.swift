/// JSON Lines: an object a line, each an article.
struct JSONLinesReader: ArticleReader {
    static let name = "jsonl"
    static let summary = "JSON Lines, one article a line: id, title, text, date, source, author, url, language"
    static let extensions = ["jsonl", "ndjson"]

    static let origins = FieldMap.Field.allCases.map { field in
        FieldOrigin(field, FieldMap().names(of: field).joined(separator: ", "))
    }

    static func recognizes(_ beginning: UnsafeBufferPointer<UInt8>) -> Recognition {
        JSONForm(beginning) == .lines ? .likely : .no
    }

    func read(
        _ stream: ByteStream, _ context: ReadingContext,
        _ deliver: (Result<Article, ArticleFailure>) throws -> Void
    ) throws {
        do {
            try stream.refuseUTF16("JSON Lines is UTF-8; convert it with iconv", context)
        } catch {
            return try deliver(.failure(error))
        }
        let decoder = RecordDecoder(context)
        var lines = LineReader(limit: context.options.maximumArticleBytes)
        var hasRecords = false
        func take(_ line: LineReader.Line, _ number: Int) throws {
            guard let result = Self.article(line, number, decoder) else { return }
            hasRecords = true
            try deliver(result)
        }
        let damage = try stream.readChunks { try lines.read($0, take) }
        if let damage {
            // Half of a line is no record, and its own failure would only repeat that the input is cut off.
            try lines.finish { line, number in
                if case .success? = Self.article(line, number, decoder) { try take(line, number) }
            }
            return try deliver(.failure(damage))
        }
        try lines.finish(take)
        if !hasRecords { try deliver(.failure(context.failure("empty file"))) }
    }

    /// The line's article, or why it is none; `nil` for a blank line.
    private static func article(
        _ line: LineReader.Line, _ number: Int, _ decoder: RecordDecoder
    ) -> Result<Article, ArticleFailure>? {
        guard case .text(let bytes) = line else { return .failure(decoder.tooLong(line: number)) }
        var text = number == 1 ? bytes.withoutUTF8Mark : bytes[...]
        while let last = text.last, last == 0x0D || last == 0x20 || last == 0x09 { text = text.dropLast() }
        guard !text.isEmpty else { return nil }
        do {
            return .success(try decoder.article(from: UnsafeBufferPointer(rebasing: text), line: number))
        } catch {
            return .failure(error)
        }
    }
}
