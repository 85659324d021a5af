import Foundation

/// Makes articles from JSON objects: by simdjson, and what that does not take by Foundation, after a repair of the text
/// where it needs one.
struct RecordDecoder {
    private let context: ReadingContext
    private let decoder = JSONDecoder()
    /// `nil` where names are looked for that can be spelled in more than one way, which simdjson does not know.
    private let parser: JSONParser?
    /// For each field, its names among those of the parser.
    private let names: [Range<Int>]

    init(_ context: ReadingContext) {
        self.context = context
        let map = context.options.fieldMap
        decoder.userInfo[JSONRecord.fieldMapKey] = map
        var all: [String] = []
        names = FieldMap.Field.allCases.map { field in
            let start = all.count
            all += map.names(of: field)
            return start..<all.count
        }
        parser = all.allSatisfy { $0.utf8.allSatisfy { $0 < 0x80 } } ? JSONParser(names: all) : nil
    }

    /// The object's article, or why it is none.
    ///
    /// - Parameter line: where the object begins, in a file of lines the one it stands on.
    func article(
        from bytes: UnsafeBufferPointer<UInt8>, line: Int
    ) throws(ArticleFailure) -> Article {
        let (record, replacements) = try record(from: bytes, line: line)
        return try record.article(
            context, lines: .fixed(line), replacements: replacements,
            orNone: context.failure(
                "no text (“text”, “body” or “content” is missing; name another field with --map text=NAME)",
                line: line))
    }

    /// The failure of a record that is over the limit.
    func tooLong(line: Int) -> ArticleFailure {
        context.tooLong(line: line)
    }

    /// Whether an object is an article with a text of its own.
    func hasText(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        (try? record(from: bytes, line: 1))?.0.text?.allSatisfy(\.isWhitespace) == false
    }

    private func record(
        from bytes: UnsafeBufferPointer<UInt8>, line: Int
    ) throws(ArticleFailure) -> (Record, replacements: Int) {
        guard Self.mayBeObject(bytes) else {
            let (beginning, _) = JSONRepair.repaired(UnsafeBufferPointer(rebasing: bytes.prefix(64)))
            throw context.failure("not a JSON object: \(JSONProblem.reason(beginning))", line: line)
        }
        if let record = parsed(bytes) { return (record, 0) }
        if let record = try? decoder.decode(JSONRecord.self, from: Self.lent(bytes)) { return (record.record, 0) }
        // The object is broken, or only its text is: bytes that are no UTF-8, or halves of characters.
        let (text, replacements) = JSONRepair.repaired(bytes)
        do {
            return (try decoder.decode(JSONRecord.self, from: Data(text.utf8)).record, replacements)
        } catch {
            throw context.failure("not a JSON object: \(JSONProblem.reason(text))", line: line)
        }
    }

    /// `false` when the first letter is another than a brace. Beyond ASCII it could be a mark of the encoding.
    private static func mayBeObject(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let first = bytes.first { $0 != 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D } ?? 0
        return first == UInt8(ascii: "{") || first <= 0x20 || first >= 0x7F
    }

    /// The bytes as `Data`, without a copy; valid as long as they are.
    private static func lent(_ bytes: UnsafeBufferPointer<UInt8>) -> Data {
        guard let base = bytes.baseAddress else { return Data() }
        return Data(
            bytesNoCopy: UnsafeMutableRawPointer(mutating: base), count: bytes.count, deallocator: .none)
    }

    // MARK: - simdjson

    /// What only Foundation can tell of a record.
    private struct NotPlain: Error {}

    /// The record as simdjson reads it; `nil` when it is to be read by Foundation.
    private func parsed(_ bytes: UnsafeBufferPointer<UInt8>) -> Record? {
        guard let parser, bytes.first != 0xEF, parser.parse(bytes) else { return nil }
        return try? Record { field in try Self.text(of: field, names[field.index], parser) }
    }

    private static func text(of field: FieldMap.Field, _ names: Range<Int>, _ parser: JSONParser) throws -> String? {
        for index in names {
            switch parser.value(at: index) {
            case .text(let text)?:
                guard !text.isEmpty else { continue }
                return try string(text)
            case .integer(let number)?:
                return String(number)
            case .number(let number)?:
                // Beyond this not every number is one of its own.
                guard abs(number) < 0x1p53 else { throw NotPlain() }
                return Int64(exactly: number).map { String($0) } ?? String(number)
            case .texts(let texts)?:
                return try texts.map(string).joined(separator: Record.separator(in: field))
            case .other?, nil:
                continue
            }
        }
        return nil
    }

    /// - Throws: `NotPlain` when half a character is in it.
    private static func string(_ text: JSONParser.Text) throws -> String {
        guard let string = String(validating: text, as: UTF8.self) else { throw NotPlain() }
        return string
    }
}

extension FieldMap.Field {
    /// Its place among all fields.
    fileprivate var index: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
