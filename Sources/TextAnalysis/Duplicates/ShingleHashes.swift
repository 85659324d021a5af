/// The hashes of a text's shingles: of every five words in a row, in the order of the text (Broder, 1997).
///
/// A word is what stands at one position of the text, as it is written, but for capitals and apostrophes: reprints of
/// one text have apostrophes of both kinds. One with other letters than ASCII's counts as the term it is searched by;
/// in a script written without spaces every character begins such a word. A text of fewer than five words is one
/// shingle; one without a word has none.
///
/// This reads the text from its beginning to its end. To take every word by its term would be waiting for memory: it
/// costs three times as much.
enum ShingleHashes {
    /// Words of a shingle.
    static let words = 5

    /// Calls `body` with each hash.
    ///
    /// Five hashes become one by a cyclic polynomial (Cohen, 1997; Lemire and Kaser, 2010): each step turns what there
    /// is by some bits and adds the next word's hash, so that the order of the words tells.
    /// - Parameters:
    ///   - stream: the tokens of `text`.
    ///   - terms: what the tokens' terms point into.
    /// - Complexity: O(tokens).
    @inline(__always)
    static func forEach(_ stream: TokenStream, _ text: Span<UInt8>, terms: [UInt8], _ body: (UInt64) -> Void) {
        // The hashes of the last word, of the last two, and so on.
        var one: UInt64 = 0
        var two: UInt64 = 0
        var three: UInt64 = 0
        var four: UInt64 = 0
        var count = 0
        var next: UInt32 = 0
        for token in stream.tokens where token.position >= next {
            next = token.position + 1
            let word = ShingleWord.hash(of: token, text, terms)
            let five = turned(four) ^ word
            four = turned(three) ^ word
            three = turned(two) ^ word
            two = turned(one) ^ word
            one = word
            count += 1
            if count >= words { body(five) }
        }
        switch count {
        case 1: body(one)
        case 2: body(two)
        case 3: body(three)
        case 4: body(four)
        default: break
        }
    }

    /// The turns of five words lie well apart.
    @inline(__always)
    private static func turned(_ hash: UInt64) -> UInt64 { hash << 13 | hash >> 51 }
}

/// The hash of one word of a shingle, byte by byte; most words take a shorter way.
private struct ShingleWord {
    /// The case bit of all letters; digits and what else stands inside a word have it in any case, or never mind.
    private static let lowerCase: UInt64 = 0x2020_2020_2020_2020

    private var hash: UInt64 = 0
    /// The last 16 bytes at the most, the first of them lowest.
    private var first: UInt64 = 0
    private var second: UInt64 = 0
    private var count: UInt64 = 0

    /// The hash of a token's word: of up to 16 bytes at once where they are ASCII without an apostrophe.
    @inline(__always)
    static func hash(of token: Token, _ text: Span<UInt8>, _ terms: [UInt8]) -> UInt64 {
        let start = Int(token.start)
        let count = UInt64(token.end - token.start)
        guard count <= 16, start + 16 <= text.count else { return slowHash(of: token, text, terms) }
        let (first, second) = text.withUnsafeBytes { bytes in
            (
                UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self)),
                UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: start + 8, as: UInt64.self))
            )
        }
        var word = ShingleWord(first: first, second: second, count: count)
        word.cut()
        guard isPlain(word.first), isPlain(word.second) else { return slowHash(of: token, text, terms) }
        return word.mixed
    }

    /// Whether none of eight bytes is an apostrophe or lies outside of ASCII.
    @inline(__always)
    private static func isPlain(_ bytes: UInt64) -> Bool {
        let top: UInt64 = 0x8080_8080_8080_8080
        let marked = bytes ^ 0x2727_2727_2727_2727
        return ((marked &- 0x0101_0101_0101_0101) & ~marked | bytes) & top == 0
    }

    /// The same for any word.
    @inline(never)
    private static func slowHash(of token: Token, _ text: Span<UInt8>, _ terms: [UInt8]) -> UInt64 {
        var word = ShingleWord()
        var index = token.range.lowerBound
        while index < token.range.upperBound {
            if let length = Apostrophe.length(in: text, at: index) {
                index += length
                continue
            }
            guard text[index] < 0x80 else {
                word = ShingleWord()
                for byte in terms[token.termRange] { word.append(byte) }
                break
            }
            word.append(text[index])
            index += 1
        }
        word.cut()
        return word.mixed
    }

    private mutating func append(_ byte: UInt8) {
        if count == 16 {
            self = ShingleWord(hash: mixed)
        }
        if count < 8 { first |= UInt64(byte) << (8 * count) } else { second |= UInt64(byte) << (8 * count - 64) }
        count += 1
    }

    /// Shifts out what does not belong to the word.
    @inline(__always)
    private mutating func cut() {
        if count > 8 {
            second &<<= 128 &- 8 &* count
        } else {
            first &<<= 64 &- 8 &* count
            second = 0
        }
    }

    /// All by multiplication and folding (after wyhash, Wang Yi 2019).
    @inline(__always)
    private var mixed: UInt64 {
        let (a, b) = (hash ^ first | Self.lowerCase, second | Self.lowerCase)
        let product = (a ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(by: b ^ 0xD6E8_FEB8_6659_FD93)
        return product.high ^ product.low
    }
}
