import ArticleModel
import Foundation

/// Turns bytes of unknown encoding into text.
struct DecodedText: Equatable {
    var text: String
    /// Undecodable sequences replaced by U+FFFD.
    var replacements = 0
    /// Where the text begins in the bytes; `nil` when it is not the same bytes.
    var start: Int?

    init(text: String, replacements: Int = 0) {
        self.text = text
        self.replacements = replacements
    }

    /// Decodes the bytes of one article: by their byte order mark, else as UTF-8, else as UTF-16 where every other
    /// byte is NUL, else as Windows-1252 where the bytes look like it, else as UTF-8 with replacements.
    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        if bytes.beginsWithUTF8Mark {
            self.init(utf8: UnsafeBufferPointer(rebasing: bytes[3...]))
            if start != nil { start = 3 }
        } else if bytes.starts(with: [0xFF, 0xFE]) {
            self.init(utf16: bytes.dropFirst(2), isBigEndian: false)
        } else if bytes.starts(with: [0xFE, 0xFF]) {
            self.init(utf16: bytes.dropFirst(2), isBigEndian: true)
        } else if let isBigEndian = Self.utf16Order(bytes) {
            self.init(utf16: bytes[...], isBigEndian: isBigEndian)
        } else {
            self.init(utf8: bytes)
        }
    }

    /// Decodes UTF-8, and guesses Windows-1252 where the bytes are none.
    init(utf8 bytes: UnsafeBufferPointer<UInt8>) {
        if let valid = String(validating: bytes, as: UTF8.self) {
            text = valid
            start = 0
            return
        }
        let decoded = String(decoding: bytes, as: UTF8.self)
        let replaced = decoded.unicodeScalars.count { $0 == "\u{FFFD}" } - Self.replacementCharacters(in: bytes)
        let foreign = decoded.unicodeScalars.count { $0.value >= 0x80 } - replaced
        // Where most characters beyond ASCII are good UTF-8, the others are damage and not another encoding.
        if foreign < replaced, let legacy = Windows1252.text(bytes) {
            text = legacy
        } else {
            text = decoded
            replacements = replaced
        }
    }

    private init(utf16 bytes: Slice<UnsafeBufferPointer<UInt8>>, isBigEndian: Bool) {
        var units: [UInt16] = []
        units.reserveCapacity(bytes.count / 2)
        var index = bytes.startIndex
        while index + 1 < bytes.endIndex {
            let first = UInt16(bytes[index])
            let second = UInt16(bytes[index + 1])
            units.append(isBigEndian ? first << 8 | second : second << 8 | first)
            index += 2
        }
        text = String(decoding: units, as: UTF16.self)
        let real = units.count { $0 == 0xFFFD }
        replacements = text.unicodeScalars.count { $0 == "\u{FFFD}" } - real
        if index < bytes.endIndex {
            text += "\u{FFFD}"
            replacements += 1
        }
    }

    /// Whether the bytes are the text's own.
    func isText(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard replacements == 0, text.utf8.count == bytes.count else { return false }
        var contiguous = text
        return contiguous.withUTF8 { text in
            guard let text = text.baseAddress, let other = bytes.baseAddress else {
                return true
            }
            return memcmp(text, other, bytes.count) == 0
        }
    }

    /// Where the text's last bytes, as many as `body` has, stand in the source; `nil` when it is not the same bytes.
    func sourceMap(ofTail body: String) -> SourceMap? {
        start.map { SourceMap(count: body.utf8.count, at: $0 + text.utf8.count - body.utf8.count) }
    }

    /// The offset of the first NUL.
    var firstNUL: Int? {
        var contiguous = text
        return contiguous.withUTF8 { bytes in
            guard let base = bytes.baseAddress, let nul = memchr(base, 0, bytes.count) else { return nil }
            return UnsafeRawPointer(base).distance(to: UnsafeRawPointer(nul))
        }
    }

    /// The text with each NUL, which no index and no terminal takes, replaced by U+FFFD and counted.
    static func withoutNULs(_ text: String, counting replacements: inout Int) -> String {
        // Every text passes here: a loop over the UTF-8 view took a quarter of the time to read JSON Lines.
        var contiguous = text
        let hasNUL = contiguous.withUTF8 { bytes in
            bytes.baseAddress.map { memchr($0, 0, bytes.count) != nil } ?? false
        }
        guard hasNUL else { return text }
        replacements += text.utf8.count { $0 == 0 }
        return text.replacing("\0", with: "\u{FFFD}")
    }

    /// U+FFFD that the text holds itself.
    private static func replacementCharacters(in bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var count = 0
        for index in bytes.indices.dropLast(2)
        where bytes[index] == 0xEF && bytes[index + 1] == 0xBF && bytes[index + 2] == 0xBD { count += 1 }
        return count
    }

    /// The byte order of UTF-16 without a mark: in news of most languages the high byte of spaces, digits and line
    /// ends is NUL, and no other.
    private static func utf16Order(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool? {
        guard bytes.count >= 4, bytes.count.isMultiple(of: 2) else { return nil }
        var even = 0
        var odd = 0
        let sample = bytes.prefix(4096)
        for index in sample.indices where sample[index] == 0 {
            if index.isMultiple(of: 2) { even += 1 } else { odd += 1 }
        }
        guard even + odd > sample.count / 8 else { return nil }
        if even == 0 { return false }
        return odd == 0 ? true : nil
    }
}

/// The encoding of old Windows texts in Western languages.
enum Windows1252 {
    /// What the bytes 0x80 to 0x9F stand for; 0 where they stand for nothing.
    private static let upper: [UInt32] = [
        0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
        0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E,
        0x0178,
    ]

    /// What a byte from 0x80 to 0x9F stands for; `nil` for nothing, and for all other bytes.
    static func character(_ byte: UInt8) -> Unicode.Scalar? {
        guard (0x80...0x9F).contains(byte), upper[Int(byte) - 0x80] != 0 else { return nil }
        return Unicode.Scalar(upper[Int(byte) - 0x80])
    }

    /// The text; `nil` when a byte stands for nothing, or too many are no plain letters for it to be text.
    static func text(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
        var scalars = String.UnicodeScalarView()
        var foreign = 0
        for byte in bytes {
            let value = (0x80...0x9F).contains(byte) ? upper[Int(byte) - 0x80] : UInt32(byte)
            let isControl = byte < 0x20 && byte != 0x09 && byte != 0x0A && byte != 0x0D && byte != 0x0C
            guard value != 0, !isControl, let scalar = Unicode.Scalar(value) else { return nil }
            if byte >= 0x80 { foreign += 1 }
            scalars.append(scalar)
        }
        // UTF-8 cut in the middle has its foreign bytes in clusters of two and three; Western text has few of them.
        return foreign * 3 <= bytes.count ? String(scalars) : nil
    }
}
