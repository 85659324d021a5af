import SimdJSON

/// Parses objects of JSON, one after the other, for their values of some names.
///
/// This folder's one file that calls simdjson. Invariants: the parser and the names it looks for belong to this object and are
/// released with it; a value is used only before the parser parses again.
final class JSONParser {
    /// A text of the object, valid as long as it.
    typealias Text = UnsafeBufferPointer<UInt8>

    private let parser: OpaquePointer?
    private let names: UnsafeMutableBufferPointer<SimdJSONText>
    private let letters: UnsafeMutableBufferPointer<UInt8>
    private let values: UnsafeMutableBufferPointer<SimdJSONValue>

    /// - Parameter names: those that values are looked for under.
    init(names list: [String]) {
        parser = simdjson_parser_create()
        names = .allocate(capacity: list.count)
        values = .allocate(capacity: list.count)
        values.initialize(repeating: SimdJSONValue())
        letters = .allocate(capacity: list.reduce(0) { $0 + $1.utf8.count })
        var offset = 0
        for (index, name) in list.enumerated() {
            let count = name.utf8.count
            _ = letters[offset...].initialize(from: name.utf8)
            names.initializeElement(
                at: index, to: SimdJSONText(bytes: letters.baseAddress.map { UnsafePointer($0 + offset) }, count: count)
            )
            offset += count
        }
    }

    deinit {
        if let parser { simdjson_parser_free(parser) }
        names.deallocate()
        letters.deallocate()
        values.deallocate()
    }

    /// Parses an object; `false` when it is none, or holds what simdjson cannot.
    func parse(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let parser, let base = bytes.baseAddress, let names = names.baseAddress, let values = values.baseAddress
        else { return false }
        return simdjson_parse(parser, base, bytes.count, names, values, self.names.count)
    }

    enum Value {
        case text(Text)
        case integer(Int64)
        /// A fraction, or more than 64 bits with a sign hold.
        case number(Double)
        /// A list of texts and nothing else.
        case texts([Text])
        case other
    }

    /// The value of the object parsed last under the name at `index`; `nil` when it has none.
    func value(at index: Int) -> Value? {
        let value = values[index]
        guard value.document != nil else { return nil }
        switch simdjson_kind(value) {
        case .text: return .text(Text(simdjson_text(value)))
        case .integer: return .integer(simdjson_integer(value))
        case .number: return .number(simdjson_number(value))
        case .list: return texts(of: value).map(Value.texts) ?? .other
        case .other: return .other
        }
    }

    private func texts(of list: SimdJSONValue) -> [Text]? {
        let count = simdjson_texts(list, nil, 0)
        guard count >= 0 else { return nil }
        return withUnsafeTemporaryAllocation(of: SimdJSONText.self, capacity: count) { texts in
            _ = simdjson_texts(list, texts.baseAddress, count)
            return texts.map { Text($0) }
        }
    }
}

extension UnsafeBufferPointer<UInt8> {
    fileprivate init(_ text: SimdJSONText) {
        self.init(start: text.bytes, count: text.count)
    }
}
