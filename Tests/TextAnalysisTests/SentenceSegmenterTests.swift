import Testing

@testable import TextAnalysis

@Suite struct SentenceSegmenterTests {
    private static func sentences(_ text: String, _ language: Language = .english) -> [String] {
        let bytes = Array(text.utf8)
        return text.withUTF8Span { SentenceSegmenter(language).sentences(of: $0) }
            .map { ($0.opening == .heading ? "# " : "") + String(decoding: bytes[$0.bytes], as: UTF8.self) }
    }

    @Test(arguments: [
        ("One. Two! Three? Four… Five", ["One.", "Two!", "Three?", "Four…", "Five"]),
        // Abbreviations, acronyms and initials go on, until a function word with a capital follows.
        ("Mr. Kim met Sen. Smith on Jan. 9.", ["Mr. Kim met Sen. Smith on Jan. 9."]),
        ("He left the U.S. Army in May.", ["He left the U.S. Army in May."]),
        ("He left the U.S. The train went on.", ["He left the U.S.", "The train went on."]),
        ("J. R. Smith came.", ["J. R. Smith came."]),
        ("At 5 p.m. local time it left.", ["At 5 p.m. local time it left."]),
        ("It cost 3.5 million. Nobody paid.", ["It cost 3.5 million.", "Nobody paid."]),
        // Quotes belong to the sentence they end.
        ("“We go.” He went.", ["“We go.”", "He went."]),
        ("“Why?” he said. (So it was.) Then", ["“Why?” he said.", "(So it was.)", "Then"]),
        ("Go to example.com now. Then rest.", ["Go to example.com now.", "Then rest."]),
        // Lines.
        ("A line that was\nwrapped by hand. Next", ["A line that was\nwrapped by hand.", "Next"]),
        ("First paragraph\n\nSecond one.", ["# First paragraph", "Second one."]),
        ("It was so.\n\nSecond one.", ["It was so.", "Second one."]),
        ("Items:\n- one thing\n- another", ["Items:", "- one thing", "- another"]),
        ("## A heading\nText below it.", ["# ## A heading", "Text below it."]),
        ("A heading\n=========\nText below it.", ["# A heading", "Text below it."]),
        ("彼は来た。彼女も来た。", ["彼は来た。", "彼女も来た。"]),
    ])
    func english(_ text: String, _ expected: [String]) {
        #expect(Self.sentences(text) == expected)
    }

    @Test func germanOrdinalsGoOn() throws {
        let german = try #require(Language(named: "de"))
        #expect(
            Self.sentences("Am 12. September fuhr er. Dann kam er.", german)
                == ["Am 12. September fuhr er.", "Dann kam er."])
    }
}
