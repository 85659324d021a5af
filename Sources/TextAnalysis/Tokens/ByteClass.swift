/// What a byte of UTF-8 means to the tokenizer: the ASCII fast path is one look-up in a table of 256.
enum ByteClass {
    static let separator: UInt8 = 0
    static let letter: UInt8 = 1
    static let digit: UInt8 = 2
    static let apostrophe: UInt8 = 3
    /// The first byte of a character beyond ASCII; continuation bytes on their own count as separators.
    static let lead: UInt8 = 4

    static let table: [UInt8] = (0...255).map { byte in
        switch UInt8(byte) {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): letter
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit
        case UInt8(ascii: "'"): apostrophe
        case 0xC2...0xF4: lead
        default: separator
        }
    }
}

extension UInt8 {
    var isASCIILowercase: Bool { self &- 0x61 < 26 }
    var isASCIIUppercase: Bool { self &- 0x41 < 26 }
    var isASCIILetter: Bool { (self | 0x20) &- 0x61 < 26 }
    var isASCIIDigit: Bool { self &- 0x30 < 10 }
    package var isASCIISpace: Bool { self == 0x20 || self &- 0x09 < 5 }
    var isUTF8Continuation: Bool { self & 0xC0 == 0x80 }
}

extension Span<UInt8> {
    /// The character beginning at `offset` and its length in bytes; U+FFFD and 1 where the bytes are no UTF-8.
    ///
    /// Over-long forms and surrogates are not told apart: a `String` never holds them, and to the tokenizer
    /// they are separators either way.
    @inline(__always)
    func scalar(at offset: Int) -> (value: UInt32, length: Int) {
        let first = UInt32(self[offset])
        if first < 0x80 { return (first, 1) }
        let left = count - offset
        func tail(_ distance: Int) -> UInt32? {
            let byte = self[offset + distance]
            return byte.isUTF8Continuation ? UInt32(byte & 0x3F) : nil
        }
        switch first {
        case 0xC2...0xDF where left > 1:
            if let a = tail(1) { return ((first & 0x1F) << 6 | a, 2) }
        case 0xE0...0xEF where left > 2:
            if let a = tail(1), let b = tail(2) { return ((first & 0x0F) << 12 | a << 6 | b, 3) }
        case 0xF0...0xF4 where left > 3:
            if let a = tail(1), let b = tail(2), let c = tail(3) {
                return ((first & 0x07) << 18 | a << 12 | b << 6 | c, 4)
            }
        default: break
        }
        return (0xFFFD, 1)
    }
}

extension String {
    /// Lends the string's UTF-8 without a copy where it is contiguous, which every native string is.
    public func withUTF8Span<Result>(_ body: (Span<UInt8>) throws -> Result) rethrows -> Result {
        var copy = self
        return try copy.withUTF8 { try body(Span(_unsafeElements: $0)) }
    }
}
