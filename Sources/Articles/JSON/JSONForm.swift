/// What the first bytes of an input that is JSON show of its form.
enum JSONForm {
    /// An object a line.
    case lines
    /// One value, or one behind the other.
    case document
    /// A JSON Feed, which says so.
    case feed

    /// `nil` when it is not JSON.
    init?(_ beginning: UnsafeBufferPointer<UInt8>) {
        let text = beginning.withoutUTF8Mark
        guard let start = text.firstIndex(where: { !Self.isSpace($0) }) else { return nil }
        let bytes = UnsafeBufferPointer(rebasing: text[start...])
        switch bytes[0] {
        case UInt8(ascii: "{"): self = Self.isFeed(bytes) ? .feed : Self.hasLines(bytes) ? .lines : .document
        case UInt8(ascii: "["): self = .document
        default: return nil
        }
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }

    // MARK: - Lines

    /// The first line is an object, or the second: one may be broken.
    private static func hasLines(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let lineFeed = UInt8(ascii: "\n")
        let first = bytes.firstIndex(of: lineFeed) ?? bytes.count
        if isWhole(bytes[..<first]) { return true }
        guard let next = bytes[first...].firstIndex(where: { !isSpace($0) }), bytes[next] == UInt8(ascii: "{") else {
            return false
        }
        return isWhole(bytes[next..<(bytes[next...].firstIndex(of: lineFeed) ?? bytes.count)])
    }

    /// Whether a line is an object from its first brace to the one that closes it.
    private static func isWhole(_ line: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        var depth = 0
        var isInString = false
        var index = line.startIndex
        while index < line.endIndex {
            switch line[index] {
            case UInt8(ascii: "\\") where isInString: index += 1
            case UInt8(ascii: "\""): isInString.toggle()
            case UInt8(ascii: "{") where !isInString, UInt8(ascii: "[") where !isInString: depth += 1
            case UInt8(ascii: "}") where !isInString, UInt8(ascii: "]") where !isInString:
                depth -= 1
                if depth == 0 { return line[(index + 1)...].allSatisfy(isSpace) }
            default: break
            }
            index += 1
        }
        return false
    }

    // MARK: - Feeds

    /// The member that every JSON Feed has near its beginning. In a text its quotation marks would be escaped.
    private static func isFeed(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let sample = bytes.prefix(4096)
        var index = sample.startIndex
        while let quote = sample[index...].firstIndex(of: UInt8(ascii: "\"")) {
            index = quote + 1
            guard sample[quote...].starts(with: "\"version\"".utf8) else { continue }
            let value = sample[(quote + 9)...].drop { isSpace($0) || $0 == UInt8(ascii: ":") }
            let letters = value.prefix(64).filter { $0 != UInt8(ascii: "\\") }
            if ["\"https://jsonfeed.org/version/", "\"http://jsonfeed.org/version/"].contains(where: {
                letters.starts(with: $0.utf8)
            }) {
                return true
            }
        }
        return false
    }
}
