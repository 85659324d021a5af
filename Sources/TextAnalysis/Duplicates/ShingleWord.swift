/// The hash of one word of a shingle: of the word as it is written, but for the capitals of ASCII and for apostrophes, as
/// reprints of one text have apostrophes of both kinds.
struct ShingleWord {
    /// The case bit of all letters; digits and what else stands inside a word have it in any case, or never mind.
    private static let lowerCase: UInt64 = 0x2020_2020_2020_2020

    private var hash: UInt64 = 0
    /// The last 16 bytes at the most, the first of them lowest.
    private var first: UInt64 = 0
    private var second: UInt64 = 0
    private var count: UInt64 = 0

    /// The hash of the word `text[range]` when it is of up to 16 bytes, all of them ASCII, none of them an apostrophe;
    /// `nil` where that, or the text's end, needs a closer look.
    @inline(__always)
    static func plainHash(_ text: Span<UInt8>, _ range: Range<Int>) -> UInt64? {
        let start = range.lowerBound
        guard range.count <= 16, start + 16 <= text.count else { return nil }
        let (first, second) = text.withUnsafeBytes { bytes in
            (
                UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self)),
                UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: start + 8, as: UInt64.self))
            )
        }
        var word = ShingleWord(first: first, second: second, count: UInt64(truncatingIfNeeded: range.count))
        word.cut()
        return isPlain(word.first) && isPlain(word.second) ? word.mixed : nil
    }

    /// Whether none of eight bytes is an apostrophe or lies outside of ASCII.
    @inline(__always)
    private static func isPlain(_ bytes: UInt64) -> Bool {
        let top: UInt64 = 0x8080_8080_8080_8080
        let marked = bytes ^ 0x2727_2727_2727_2727
        return ((marked &- 0x0101_0101_0101_0101) & ~marked | bytes) & top == 0
    }

    /// The same for any word.
    ///
    /// - Parameter term: what a word with other letters than ASCII's counts as; `nil` to take it as it is.
    @inline(never)
    static func hash(_ text: Span<UInt8>, _ range: Range<Int>, term: ArraySlice<UInt8>?) -> UInt64 {
        var word = ShingleWord()
        var index = range.lowerBound
        while index < range.upperBound {
            if let length = Apostrophe.length(in: text, at: index) {
                index += length
                continue
            }
            if text[index] >= 0x80, let term {
                word = ShingleWord()
                for byte in term { word.append(byte) }
                break
            }
            word.append(text[index])
            index += 1
        }
        word.cut()
        return word.mixed
    }

    private mutating func append(_ byte: UInt8) {
        if count == 16 { self = ShingleWord(hash: mixed) }
        if count < 8 { first |= UInt64(byte) << (8 * count) } else { second |= UInt64(byte) << (8 * count - 64) }
        count += 1
    }

    /// Shifts out what does not belong to the word.
    @inline(__always)
    private mutating func cut() {
        // Without a branch: how long a word is, is not to be foreseen.
        let isLong = count > 8
        first &<<= isLong ? 0 : 64 &- 8 &* count
        second = isLong ? second &<< (128 &- 8 &* count) : 0
    }

    /// All by multiplication and folding (after wyhash, Wang Yi 2019).
    @inline(__always)
    private var mixed: UInt64 {
        let (a, b) = (hash ^ first | Self.lowerCase, second | Self.lowerCase)
        let product = (a ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(by: b ^ 0xD6E8_FEB8_6659_FD93)
        return product.high ^ product.low
    }
}
