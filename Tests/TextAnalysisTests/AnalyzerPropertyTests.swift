import TestSupport
import Testing

@testable import TextAnalysis

/// What holds for every text.
@Suite struct AnalyzerPropertyTests {
    /// Text of all kinds: words, signs that mean something to the tokenizer, and any characters at all.
    private static func randomText(_ generator: inout SplitMix64) -> String {
        let pieces = [
            "Kim", "Jong-un", "U.S.", "’", "'", "s", "-", ".", ",", "6,500", "10", " ", "\n", "\n\n", "# ", "&",
            "é", "ß", "東京", "ー", "핵무기", "ไทย", "ع", "नमस्ते", "👩‍👩‍👧", "\u{301}", "\u{AD}", "\u{200D}", "\u{0}", "WHO", "。",
        ]
        var text = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0...60, using: &generator) {
            if Bool.random(using: &generator) {
                text.append(contentsOf: pieces.randomElement(using: &generator)?.unicodeScalars ?? "".unicodeScalars)
            } else if let scalar = Unicode.Scalar(UInt32.random(in: 0...0x10FFFF, using: &generator)) {
                text.append(scalar)
            }
        }
        return String(text)
    }

    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func offsetsRiseAndLieOnCharacterBoundaries(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        var analyzer = Analyzer(.english)
        for round in 0..<3000 {
            let text = Self.randomText(&generator)
            let bytes = Array(text.utf8)
            let stream = analyzer.tokens(of: text)
            var lastStart = 0
            var lastPosition = -1
            for token in stream.tokens {
                let place: Comment = "seed \(seed), round \(round): \(text.debugDescription)"
                #expect(token.range.lowerBound >= lastStart, place)
                #expect(token.range.upperBound <= bytes.count && !token.range.isEmpty, place)
                #expect(bytes[token.range.lowerBound] & 0xC0 != 0x80, place)
                #expect(token.range.upperBound == bytes.count || bytes[token.range.upperBound] & 0xC0 != 0x80, place)
                #expect((lastPosition...lastPosition + 1).contains(Int(token.position)), place)
                #expect(!analyzer.term(of: token).isEmpty, place)
                #expect(String(validating: analyzer.term(of: token), as: UTF8.self) != nil, place)
                lastStart = token.range.lowerBound
                lastPosition = Int(token.position)
            }
            #expect(stream.positionCount == lastPosition + 1)
        }
    }

    @Test(arguments: [11, 12] as [UInt64])
    func passagesShareOutAllPositions(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        var analyzer = Analyzer(.english)
        let segmenter = PassageSegmenter(.english)
        for round in 0..<2000 {
            let text = (0..<5).map { _ in Self.randomText(&generator) }.joined(separator: " Then. ")
            let bytes = Array(text.utf8)
            let stream = analyzer.tokens(of: text)
            let passages = text.withUTF8Span { segmenter.passages(of: $0, stream) }
            let place: Comment = "seed \(seed), round \(round): \(text.debugDescription)"
            var position = 0
            var end = 0
            for passage in passages {
                #expect(passage.positions.lowerBound == position, place)
                #expect(passage.bytes.lowerBound >= end && passage.bytes.upperBound <= bytes.count, place)
                #expect(String(validating: bytes[passage.bytes], as: UTF8.self) != nil, place)
                position = passage.positions.upperBound
                end = passage.bytes.upperBound
            }
            #expect(position == stream.positionCount, place)
        }
    }

    /// A passage read by itself has the positions it has in the whole text: highlights rely on it.
    @Test(arguments: [21, 22] as [UInt64])
    func passagesHaveTheirPositionsByThemselves(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        var analyzer = Analyzer(.english)
        let segmenter = PassageSegmenter(.english)
        let words = ["train", "Kim", "U.S.", "6,500", "Jong-un", "the", "officials", "said", "It", "東京", "COVID-19"]
        for round in 0..<300 {
            let text = (0..<40).map { _ in
                (0..<Int.random(in: 1...40, using: &generator))
                    .map { _ in words.randomElement(using: &generator) ?? "" }.joined(separator: " ")
                    + [". ", ".\n\n", "? ", "\n\nHeading\n\n"][Int.random(in: 0...3, using: &generator)]
            }.joined()
            let stream = analyzer.tokens(of: text)
            let bytes = Array(text.utf8)
            for passage in text.withUTF8Span({ segmenter.passages(of: $0, stream) }) {
                let alone = analyzer.tokens(of: String(decoding: bytes[passage.bytes], as: UTF8.self))
                #expect(alone.positionCount == passage.positions.count, "seed \(seed), round \(round)")
            }
        }
    }
}
