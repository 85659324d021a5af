import Foundation

/// JSON Lines: an object a line, each an article.
struct JSONLinesReader: ArticleReader {
    static let name = "jsonl"
    static let summary = "JSON Lines, one article a line: id, title, text, date, source, author, url, language"
    static let extensions = ["jsonl", "ndjson"]

    static let origins = FieldMap.Field.allCases.map { field in
        FieldOrigin(field, FieldMap().names(of: field).joined(separator: ", "))
    }

    static func recognizes(_ beginning: UnsafeBufferPointer<UInt8>) -> Recognition {
        let text = beginning.starts(with: [0xEF, 0xBB, 0xBF]) ? beginning.dropFirst(3) : beginning[...]
        let first = text.first { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }
        return first == UInt8(ascii: "{") ? .likely : .no
    }

    func read(
        _ stream: ByteStream, _ context: ReadingContext,
        _ deliver: (Result<Article, ArticleFailure>) throws -> Void
    ) throws {
        let decoder = RecordDecoder(context)
        var lines = LineReader(limit: context.options.maximumArticleBytes)
        var hasRecords = false
        // What `deliver` throws has to pass through libarchive's callback as a value.
        var stopped: (any Error)?
        func take(_ line: LineReader.Line, _ number: Int) throws {
            guard let result = decoder.article(from: line, number: number) else { return }
            hasRecords = true
            try deliver(result)
        }
        do throws(ArticleFailure) {
            var isUTF16 = false
            try stream.peek { isUTF16 = Self.looksLikeUTF16($0) }
            if isUTF16 { throw context.failure("UTF-16, and JSON Lines is UTF-8; convert it with iconv") }
            while stopped == nil,
                try stream.nextChunk({ chunk in
                    do { try lines.read(chunk, take) } catch { stopped = error }
                })
            {}
        } catch {
            // Half of a line is no record, and its own failure would only repeat that the input is cut off.
            try lines.finish { line, number in
                if case .success? = decoder.article(from: line, number: number) { try take(line, number) }
            }
            return try deliver(.failure(error))
        }
        if let stopped { throw stopped }
        try lines.finish(take)
        if !hasRecords { try deliver(.failure(context.failure("empty file"))) }
    }

    private static func looksLikeUTF16(_ beginning: UnsafeBufferPointer<UInt8>) -> Bool {
        if beginning.starts(with: [0xFF, 0xFE]) || beginning.starts(with: [0xFE, 0xFF]) { return true }
        let isNUL = beginning.prefix(4).map { $0 == 0 }
        return isNUL == [true, false, true, false] || isNUL == [false, true, false, true]
    }
}

/// Makes articles from lines of JSON.
private struct RecordDecoder {
    private let context: ReadingContext
    private let decoder = JSONDecoder()

    init(_ context: ReadingContext) {
        self.context = context
        decoder.userInfo[Record.fieldMapKey] = context.options.fieldMap
    }

    /// The line's article, or why it is none; `nil` for a blank line.
    func article(from line: LineReader.Line, number: Int) -> Result<Article, ArticleFailure>? {
        guard case .text(let bytes) = line else {
            let limit = context.options.maximumArticleBytes >> 20
            return .failure(
                context.failure("longer than \(limit) MB, the limit for one article (see --memory)", line: number))
        }
        var text = bytes[...]
        if number == 1, text.starts(with: [0xEF, 0xBB, 0xBF]) { text = text.dropFirst(3) }
        while let last = text.last, last == 0x0D || last == 0x20 || last == 0x09 { text = text.dropLast() }
        guard !text.isEmpty else { return nil }
        do {
            return .success(try article(from: UnsafeBufferPointer(rebasing: text), number))
        } catch {
            return .failure(error)
        }
    }

    private func article(
        from bytes: UnsafeBufferPointer<UInt8>, _ number: Int
    ) throws(ArticleFailure) -> Article {
        if let record = try? decoder.decode(Record.self, from: Self.lent(bytes)) {
            return try article(record, number, replacements: 0)
        }
        // The line is broken, or only its text is: bytes that are no UTF-8, or halves of characters.
        let (text, replacements) = JSONRepair.repaired(bytes)
        do {
            let record = try decoder.decode(Record.self, from: Data(text.utf8))
            return try article(record, number, replacements: replacements)
        } catch let failure as ArticleFailure {
            throw failure
        } catch {
            throw context.failure("not a JSON object: \(JSONProblem.reason(text))", line: number)
        }
    }

    /// The bytes as `Data`, without a copy; valid as long as they are.
    private static func lent(_ bytes: UnsafeBufferPointer<UInt8>) -> Data {
        guard let base = bytes.baseAddress else { return Data() }
        return Data(
            bytesNoCopy: UnsafeMutableRawPointer(mutating: base), count: bytes.count, deallocator: .none)
    }

    private func article(_ record: Record, _ number: Int, replacements: Int) throws(ArticleFailure) -> Article {
        var replacements = replacements
        func clean(_ text: String?) -> String? {
            guard let text, !text.isEmpty else { return nil }
            return DecodedText.withoutNULs(text, counting: &replacements)
        }
        let title = clean(record.title)
        let text = clean(record.text)
        guard [title, text].contains(where: { $0?.allSatisfy(\.isWhitespace) == false }) else {
            let reason = "no text (“text”, “body” or “content” is missing; name another field with --map text=NAME)"
            throw context.failure(reason, line: number)
        }
        let url = clean(record.url)
        let id = clean(record.id) ?? url ?? Self.identity(title, text)
        return Article(
            key: "\(context.path)#\(id)", title: title, body: text ?? "", published: record.date,
            author: clean(record.author), source: clean(record.source), url: url, language: clean(record.language),
            lines: .fixed(number), replacements: replacements)
    }

    /// The id of a record that has none and no address: 64 bits of FNV-1a (Fowler, Noll and Vo, 1991) over title and
    /// text, so that it stays the same wherever the record stands.
    private static func identity(_ title: String?, _ text: String?) -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in "\(title ?? "")\n\(text ?? "")".utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
