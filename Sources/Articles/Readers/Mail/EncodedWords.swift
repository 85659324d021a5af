/// The text of a header field, in which words beyond ASCII stand as `=?charset?Q?…?=` or `=?charset?B?…?=` (RFC 2047).
///
/// Read more widely than the standard has it, as mails are written: words may be long, stand beside other text, and cut a
/// character in two; bytes that are no ASCII are taken for the text they look like.
enum EncodedWords {
    /// - Complexity: O(bytes).
    static func text(_ value: [UInt8]) -> String {
        // Nearly all fields have none.
        guard value.contains(UInt8(ascii: "=")) else { return plain(value[...]) }
        var text = ""
        /// What the last encoded words hold, not yet decoded, as a character may go on in the next one.
        var pending: (charset: String, bytes: [UInt8])?
        func flush() {
            guard let words = pending else { return }
            text += words.bytes.withUnsafeBufferPointer { DecodedText($0, charset: words.charset).text }
            pending = nil
        }
        var index = 0
        var start = 0
        while index < value.count {
            guard value[index] == UInt8(ascii: "="), let word = Word(value, at: index) else {
                index += 1
                continue
            }
            let between = value[start..<index]
            // White space between two encoded words is there only to part them.
            if pending == nil || !between.allSatisfy(HeaderFields.isSpace) {
                flush()
                text += plain(between)
            }
            if pending?.charset != word.charset { flush() }
            if pending == nil { pending = (word.charset, []) }
            pending?.bytes += word.bytes
            index = word.end
            start = index
        }
        flush()
        return text + plain(value[start...])
    }

    private static func plain(_ bytes: ArraySlice<UInt8>) -> String {
        bytes.withUnsafeBufferPointer { DecodedText($0).text }
    }

    private struct Word {
        /// In small letters, without the language that may stand behind it (RFC 2231).
        var charset: String
        var bytes: [UInt8]
        /// Behind the word.
        var end: Int

        /// The word that begins at `start`; `nil` when none does.
        init?(_ value: [UInt8], at start: Int) {
            func part(from start: Int) -> ArraySlice<UInt8>? {
                value[start...].firstIndex(of: UInt8(ascii: "?")).map { value[start..<$0] }
            }
            guard value[start...].starts(with: "=?".utf8),
                let charset = part(from: start + 2), (1...40).contains(charset.count),
                let encoding = part(from: charset.endIndex + 1), encoding.count == 1,
                let text = part(from: encoding.endIndex + 1), value[text.endIndex...].starts(with: "?=".utf8)
            else { return nil }
            switch encoding.first {
            case UInt8(ascii: "Q"), UInt8(ascii: "q"):
                bytes = TransferEncoding.quotedPrintable(text, underscoreIsSpace: true)
            case UInt8(ascii: "B"), UInt8(ascii: "b"):
                bytes = TransferEncoding.base64(text)
            default: return nil
            }
            let name = String(decoding: charset, as: UTF8.self).lowercased()
            self.charset = String(name.prefix { $0 != "*" })
            end = text.endIndex + 2
        }
    }
}
