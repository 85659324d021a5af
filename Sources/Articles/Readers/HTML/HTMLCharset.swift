/// The encoding that a page names in its first bytes (WHATWG HTML, 13.2.3.2).
enum HTMLCharset {
    private static let mostBytes = 4096

    /// The label in an XML declaration or in a `meta` element; `nil` without one.
    static func label(in bytes: UnsafeBufferPointer<UInt8>) -> String? {
        let beginning = UnsafeBufferPointer(rebasing: bytes.prefix(mostBytes))
        if beginning.starts(with: "<?xml".utf8), let label = declared(beginning) { return label }
        guard var tokenizer = HTMLTokenizer(beginning) else { return nil }
        while let token = tokenizer.next() {
            guard case .start(.meta, _, _) = token else { continue }
            for (name, range) in tokenizer.attributes {
                let value = String(decoding: beginning[range], as: UTF8.self)
                let label: Substring? =
                    switch name {
                    case .charset: value[...]
                    case .content: parameter(value)
                    default: nil
                    }
                // What could be read so far was no UTF-16, whatever it says.
                if let label, !label.isEmpty, !label.lowercased().hasPrefix("utf-16") { return String(label) }
            }
        }
        return nil
    }

    /// The `charset` of `text/html; charset=…`.
    private static func parameter(_ content: String) -> Substring? {
        guard let name = content.lowercased().firstRange(of: "charset=") else { return nil }
        // In ASCII, letters of both kinds are as long as each other.
        let start = content.lowercased().utf8.distance(from: content.lowercased().startIndex, to: name.upperBound)
        guard content.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
        return content.dropFirst(start).prefix { $0 != ";" && $0 != "," && $0 != " " }
    }

    private static func declared(_ beginning: UnsafeBufferPointer<UInt8>) -> String? {
        let declaration = String(decoding: beginning.prefix { $0 != UInt8(ascii: ">") }.prefix(200), as: UTF8.self)
        guard let name = declaration.firstRange(of: "encoding") else { return nil }
        let parts = declaration[name.upperBound...].split(
            maxSplits: 2, omittingEmptySubsequences: false, whereSeparator: { $0 == "\"" || $0 == "'" })
        return parts.count == 3 ? String(parts[1]) : nil
    }
}
