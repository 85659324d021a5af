import ArticleModel

/// Fields as XML formats write them.
enum XMLField {
    /// The texts of elements without empty ones and repetitions, with commas between them.
    static func list(_ texts: [String?]) -> String? {
        var seen: [String] = []
        for case let text? in texts where !seen.contains(text) { seen.append(text) }
        return seen.isEmpty ? nil : seen.joined(separator: ", ")
    }

    /// A date, also in the basic format of ISO 8601 that agencies write: `20230912T083000+0200`.
    static func date(_ text: String?) -> PublicationDate? {
        guard let text else { return nil }
        return PublicationDate(parsing: extended(text) ?? text)
    }

    /// The time of a date in the basic format with colons.
    private static func extended(_ text: String) -> String? {
        let bytes = text.utf8.drop { $0 == 0x20 }
        let day = bytes.prefix { isDigit($0) }
        let behind = bytes.dropFirst(day.count)
        guard day.count == 8, behind.first == UInt8(ascii: "T") else { return nil }
        let time = behind.dropFirst().prefix { isDigit($0) }
        guard time.count == 4 || time.count == 6 else { return nil }
        let parts = [time.prefix(2), time.dropFirst(2).prefix(2), time.dropFirst(4)].filter { !$0.isEmpty }
        let clock = parts.map { String(Substring($0)) }.joined(separator: ":")
        return "\(Substring(day))T\(clock)\(Substring(behind.dropFirst(1 + time.count)))"
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    /// A byline without the word before the name.
    static func name(inByline line: String?) -> String? {
        guard let line, line.utf8.count > 3, line.prefix(3).lowercased() == "by " else { return line }
        return String(line.dropFirst(3))
    }

    /// A title that may hold HTML, on one line.
    static func title(_ element: XMLElement?, in record: XMLRecord) -> String? {
        guard let element else { return nil }
        var text = MappedText()
        record.bytes(of: element).withUnsafeBufferPointer { bytes in
            if bytes.contains(UInt8(ascii: "<")) || bytes.contains(UInt8(ascii: "&")) {
                HTMLFragment.append(bytes, at: nil, to: &text)
            } else {
                text.append(bytes, at: nil)
            }
        }
        let result = text.finish(UnsafeBufferPointer(start: nil, count: 0)).body
        return XMLRecord.joined(Array(result.utf8))
    }
}
