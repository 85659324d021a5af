import Testing

@testable import TextAnalysis

@Suite struct PassageSegmenterTests {
    private static func passages(_ text: String) -> [String] {
        var analyzer = Analyzer(.english)
        let stream = analyzer.tokens(of: text)
        let bytes = Array(text.utf8)
        return text.withUTF8Span { PassageSegmenter(.english).passages(of: $0, stream) }
            .map { String(decoding: bytes[$0.bytes], as: UTF8.self) }
    }

    private static func sentence(_ number: Int, words: Int) -> String {
        "Sentence \(number) " + Array(repeating: "word", count: words - 2).joined(separator: " ") + "."
    }

    private static func words(_ text: String) -> Int { text.split(whereSeparator: \.isWhitespace).count }

    @Test func shortArticlesAreOnePassage() {
        let text = "One sentence here. And another."
        #expect(Self.passages(text) == [text])
        #expect(Self.passages("").isEmpty)
        #expect(Self.passages("…\n***").isEmpty)
    }

    @Test func passagesHoldWholeSentencesOfSixtyToAHundredAndTwentyWords() {
        let text = (0..<40).map { Self.sentence($0, words: 25) }.joined(separator: " ")
        let passages = Self.passages(text)
        #expect(passages.joined(separator: " ") == text)
        for passage in passages {
            #expect(passage.hasPrefix("Sentence") && passage.hasSuffix("."))
            #expect((60...140).contains(Self.words(passage)))
        }
    }

    @Test func aPassageEndsWithItsParagraphOnceItIsLongEnough() {
        let paragraph = Self.sentence(1, words: 35) + " " + Self.sentence(2, words: 35)
        #expect(Self.passages([paragraph, paragraph, paragraph].joined(separator: "\n\n")).count == 3)
    }

    @Test func aParagraphThatHasNoRoomBeginsAPassage() {
        let short = Self.sentence(1, words: 20) + " " + Self.sentence(2, words: 20)
        let long = (3..<7).map { Self.sentence($0, words: 25) }.joined(separator: " ")
        #expect(Self.passages(short + "\n\n" + long) == [short, long])
    }

    @Test func aLongParagraphIsCutIntoEqualParts() {
        let sentences = (0..<13).map { Self.sentence($0, words: 10) }
        let next = Self.sentence(13, words: 40)
        #expect(
            Self.passages(sentences.joined(separator: " ") + "\n\n" + next) == [
                sentences[..<6].joined(separator: " "), sentences[6...].joined(separator: " ") + "\n\n" + next,
            ])
    }

    @Test func noPassageCrossesAHeading() {
        let text =
            "Short text before.\n\n## The heading\n\nShort text behind.\n\n## Another\n\n### Below it\n\nThe end."
        #expect(
            Self.passages(text) == [
                "Short text before.", "## The heading\n\nShort text behind.", "## Another\n\n### Below it\n\nThe end.",
            ])
    }

    @Test func onlyASentenceThatAloneIsTooLongIsCut() {
        let long = Array(repeating: "word", count: 400).joined(separator: " ") + "."
        let passages = Self.passages("A first sentence. \(long) A last one.")
        #expect(passages.joined(separator: " ") == "A first sentence. \(long) A last one.")
        for passage in passages { #expect(Self.words(passage) <= 140) }
        let unbroken = Self.passages(String(repeating: "漢", count: 1000))
        #expect(unbroken.count > 1)
        #expect(unbroken.joined() == String(repeating: "漢", count: 1000))
    }
}
