import Foundation

/// Makes decodable what is broken in a line of JSON below its syntax.
enum JSONRepair {
    /// The line with undecodable bytes and escaped halves of characters (`\ud83d` alone) replaced by U+FFFD, and how
    /// many they were.
    static func repaired(_ bytes: UnsafeBufferPointer<UInt8>) -> (text: String, replacements: Int) {
        let decoded = DecodedText(utf8: bytes)
        var text: [UInt8] = []
        var replacements = decoded.replacements
        let source = Array(decoded.text.utf8)
        var index = 0
        while index < source.count {
            guard source[index] == UInt8(ascii: "\\"), index + 1 < source.count else {
                text.append(source[index])
                index += 1
                continue
            }
            guard let unit = escape(source, index) else {
                text += source[index..<index + 2]
                index += 2
                continue
            }
            var length = 6
            if (0xD800...0xDBFF).contains(unit), let low = escape(source, index + 6), (0xDC00...0xDFFF).contains(low) {
                length = 12
            } else if (0xD800...0xDFFF).contains(unit) {
                text += "\\ufffd".utf8
                replacements += 1
                index += length
                continue
            }
            text += source[index..<index + length]
            index += length
        }
        return (String(decoding: text, as: UTF8.self), replacements)
    }

    /// The code unit of a `\uXXXX` at `index`.
    private static func escape(_ source: [UInt8], _ index: Int) -> UInt16? {
        guard index + 6 <= source.count, source[index] == UInt8(ascii: "\\"), source[index + 1] == UInt8(ascii: "u")
        else { return nil }
        return UInt16(String(decoding: source[index + 2..<index + 6], as: UTF8.self), radix: 16)
    }
}

/// Says in a few words why a line is no JSON object.
enum JSONProblem {
    static func reason(_ text: String) -> String {
        guard let first = text.first(where: { !$0.isWhitespace }) else { return "blank" }
        guard first == "{" else { return "it begins with “\(first)”" }
        guard let detail = detail(text) else { return "it cannot be read" }
        if detail.contains("end of file") { return "it ends too early" }
        // "Invalid value around character 9." or "… around line 1, column 9." — the line is always 1 here.
        let words = detail.replacing("around line 1, column", with: "around character")
        let reason = words.hasSuffix(".") ? words.dropLast() : words[...]
        return reason.prefix(1).lowercased() + reason.dropFirst()
    }

    /// What Foundation says of it: `JSONDecoder` keeps that to itself on Linux, `JSONSerialization` does not.
    private static func detail(_ text: String) -> String? {
        do {
            _ = try JSONSerialization.jsonObject(with: Data(text.utf8))
            return nil
        } catch {
            return (error as NSError).userInfo[NSDebugDescriptionErrorKey] as? String
        }
    }
}
