/// A sentence or a heading: what a passage keeps in one piece.
package struct Sentence: Equatable {
    /// What the sentence begins.
    package enum Opening { case sentence, paragraph, heading }

    /// Its bytes in the text, without white space at either end.
    package var bytes: Range<Int>
    package var opening: Opening
}

/// Cuts a text into sentences and headings.
///
/// A full stop ends a sentence when white space follows and what comes next does not begin with a small letter.
/// Behind an abbreviation, an acronym or an initial it takes more: a function word with a capital
/// (*in the U.S. The …*), for names and nouns begin with one as well (*Mr. Kim*, *Jan. 9*).
package struct SentenceSegmenter: Sendable {
    private let blocks: BlockSegmenter
    private let functionWords: Set<String>
    private let abbreviations: Set<String>
    private let hasOrdinalDots: Bool

    package init(_ language: Language) {
        blocks = BlockSegmenter()
        functionWords = Set(language.functionWords)
        abbreviations = Set(language.abbreviations)
        hasOrdinalDots = language.decimalComma
    }

    /// The text's sentences in order; they hold all of it but white space.
    ///
    /// - Complexity: O(bytes).
    package func sentences(of text: Span<UInt8>) -> [Sentence] {
        var sentences: [Sentence] = []
        blocks.forEachBlock(of: text) { block in
            if block.opening == .heading {
                append(block.bytes, .heading, text, to: &sentences)
            } else {
                split(block, text, into: &sentences)
            }
        }
        return sentences
    }

    private func split(_ block: Sentence, _ text: Span<UInt8>, into sentences: inout [Sentence]) {
        var start = block.bytes.lowerBound
        var opening = block.opening
        var index = start
        while index < block.bytes.upperBound {
            let byte = text[index]
            if Self.canEnd[Int(byte)], let end = sentenceEnd(text, at: index, start: start, block.bytes.upperBound) {
                if append(start..<end, opening, text, to: &sentences) { opening = .sentence }
                start = end
                index = end
            } else {
                index += 1
            }
        }
        append(start..<block.bytes.upperBound, opening, text, to: &sentences)
    }

    @discardableResult
    private func append(
        _ range: Range<Int>, _ opening: Sentence.Opening, _ text: Span<UInt8>, to sentences: inout [Sentence]
    ) -> Bool {
        let trimmed = text.trimmed(range)
        if trimmed.isEmpty { return false }
        sentences.append(Sentence(bytes: trimmed, opening: opening))
        return true
    }

    // MARK: - Ends

    /// The bytes a mark that ends sentences can begin with.
    private static let canEnd: [Bool] = (0...255).map { byte in
        [0x2E, 0x21, 0x3F, 0xE2, 0xE3, 0xEF, 0xE0, 0xD8, 0xDB, 0xD6].contains(byte)
    }

    /// Where the sentence ends whose mark is at `offset`, closing quotes included; `nil` when it goes on.
    private func sentenceEnd(_ text: Span<UInt8>, at offset: Int, start: Int, _ limit: Int) -> Int? {
        let (mark, length) = text.scalar(at: offset)
        var end = offset + length
        switch mark {
        case 0x3002, 0xFF01, 0xFF1F, 0xFF0E, 0xFF61:  // 。！？．｡ need no space behind them
            return Self.skipClosers(text, from: end, limit)
        case 0x2E, 0x21, 0x3F, 0x2026, 0x0964, 0x0965, 0x061F, 0x06D4, 0x0589: break  // . ! ? … । ॥ ؟ ۔ ։
        default: return nil
        }
        while end < limit, text[end] == 0x2E || text[end] == 0x21 || text[end] == 0x3F { end += 1 }
        let isDot = mark == 0x2E && end == offset + 1
        end = Self.skipClosers(text, from: end, limit)
        guard end < limit else { return end }
        guard text[end].isASCIISpace || text[end] == 0xC2 && text.scalar(at: end).value == 0xA0 else { return nil }
        var next = end
        while next < limit, text[next].isASCIISpace { next += 1 }
        guard next < limit else { return end }
        next = Self.skipOpeners(text, from: next, limit)
        guard next < limit else { return end }
        let (scalar, _) = text.scalar(at: next)
        if scalar < 0x80 ? UInt8(scalar).isASCIILowercase : UnicodeData.isLowercase(scalar) { return nil }
        if isDot, isAbbreviated(text, dot: offset, start: start), !isFunctionWord(text, at: next, limit) {
            return nil
        }
        return end
    }

    /// Whether the word before the dot is one that is written with a dot.
    private func isAbbreviated(_ text: Span<UInt8>, dot: Int, start: Int) -> Bool {
        var first = dot
        while first > start, dot - first < 24 {
            let byte = text[first - 1]
            guard
                byte >= 0x80 && byte != 0x9C && byte != 0x9D || byte.isASCIILetter || byte.isASCIIDigit
                    || byte == UInt8(ascii: ".")
            else { break }
            first -= 1
        }
        guard first < dot else { return false }
        let word = text.extracting(first..<dot)
        if word.count == 1 { return word[0].isASCIIUppercase || isOrdinal(word) }
        if isOrdinal(word) { return true }
        var lower: [UInt8] = []
        for index in word.indices { lower.append(word[index].isASCIIUppercase ? word[index] | 0x20 : word[index]) }
        return Acronym.end(in: word, at: 0) == word.count
            || abbreviations.contains(String(decoding: lower, as: UTF8.self))
    }

    /// *12. September*: languages that write the comma in decimals write the dot behind ordinals.
    private func isOrdinal(_ word: Span<UInt8>) -> Bool {
        guard hasOrdinalDots, word.count <= 2 else { return false }
        for index in word.indices where !word[index].isASCIIDigit { return false }
        return true
    }

    private func isFunctionWord(_ text: Span<UInt8>, at start: Int, _ limit: Int) -> Bool {
        var lower: [UInt8] = []
        var index = start
        while index < limit, text[index] >= 0x80 || text[index].isASCIILetter, lower.count < 16 {
            lower.append(text[index].isASCIIUppercase ? text[index] | 0x20 : text[index])
            index += 1
        }
        return lower.count > 1 && functionWords.contains(String(decoding: lower, as: UTF8.self))
    }

    private static func skipClosers(_ text: Span<UInt8>, from offset: Int, _ limit: Int) -> Int {
        skip(text, from: offset, limit) { scalar in
            switch scalar {
            case 0x22, 0x27, 0x29, 0x5D, 0x2019, 0x201D, 0xBB, 0x203A, 0x300D, 0x300F, 0xFF09: true
            default: false
            }
        }
    }

    private static func skipOpeners(_ text: Span<UInt8>, from offset: Int, _ limit: Int) -> Int {
        skip(text, from: offset, limit) { scalar in
            switch scalar {
            case 0x22, 0x27, 0x28, 0x5B, 0x2018, 0x201C, 0x201E, 0xAB, 0x2039, 0xBF, 0xA1: true
            default: false
            }
        }
    }

    private static func skip(
        _ text: Span<UInt8>, from offset: Int, _ limit: Int, where belongs: (UInt32) -> Bool
    ) -> Int {
        var index = offset
        while index < limit {
            let (scalar, length) = text.scalar(at: index)
            guard belongs(scalar) else { break }
            index += length
        }
        return index
    }
}

extension Span<UInt8> {
    /// `range` without ASCII white space at either end.
    func trimmed(_ range: Range<Int>) -> Range<Int> {
        var start = range.lowerBound
        var end = range.upperBound
        while start < end, self[start].isASCIISpace { start += 1 }
        while start < end, self[end - 1].isASCIISpace { end -= 1 }
        return start..<end
    }
}
