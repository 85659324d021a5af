import TestSupport
import Testing

@testable import TextAnalysis

/// One story, told in every language of the registry: nothing but the language tells the texts apart.
@Suite struct LanguageGuessTests {
    private static let paragraphs = Fixtures.pairs("paragraphs.tsv").map { (code: $0, text: $1) }

    @Test(arguments: paragraphs)
    func tellsTheLanguageOfAParagraph(_ code: String, _ text: String) {
        #expect(LanguageGuess.language(of: text)?.code == code)
    }

    @Test func everyLanguageHasAParagraph() {
        #expect(Set(Self.paragraphs.map(\.code)) == Set(Language.all.map(\.code)))
    }

    @Test(arguments: [
        "", " ", "…", "12.09.2023 – 10:30", "Kim", "TOKYO", "Angela Merkel, Emmanuel Macron, Mario Draghi",
        "de la en", "qwertz asdf yxcv poiu lkjh mnbv", "ок", "\u{FFFD}\u{0}\u{1}",
    ])
    func hasNoAnswerToTooLittle(_ text: String) {
        #expect(LanguageGuess.language(of: text) == nil)
    }

    /// Two languages at once, or foreign names: the one that carries the text is meant.
    @Test(arguments: [
        ("ru", "Компании Apple Inc. и Microsoft Corporation объявили, что они не будут больше работать вместе."),
        ("ja", "AppleとMicrosoft、GoogleがCESで新しい製品を発表した。"),
        ("ko", "NATO와 EU는 UN에서 새로운 협정을 발표했다."),
        ("en", "In the Москва of today, nobody has time for what the poets said about the old city and its people."),
    ])
    func foreignNamesDoNotMatter(_ code: String, _ text: String) {
        #expect(LanguageGuess.language(of: text)?.code == code)
    }

    /// A clear beginning decides, and what lies behind the window changes nothing, wherever in a character it ends.
    @Test(arguments: 0..<4)
    func onlyTheBeginningIsRead(shift: Int) throws {
        let english = try #require(Self.paragraphs.first { $0.code == "en" }?.text)
        let greek = try #require(Self.paragraphs.first { $0.code == "el" }?.text)
        let shifted = String(repeating: "x", count: shift) + " "
        let rest = String(repeating: greek + " ", count: 100)
        #expect(LanguageGuess.language(of: shifted + english.prefix(80) + " " + rest)?.code == "el")
        let start = shifted + String(repeating: english + " ", count: 5)
        #expect(LanguageGuess.language(of: start + rest)?.code == "en")
    }

    /// Bytes of any kind are no error.
    @Test(arguments: [1, 2, 3] as [UInt64])
    func anyBytesAreTaken(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        for _ in 0..<300 {
            // Nothing to compare with: it must only come back.
            let bytes = (0..<Int.random(in: 0...200, using: &generator)).map { _ in
                UInt8.random(in: .min ... .max, using: &generator)
            }
            _ = LanguageGuess.language(of: bytes.span)
        }
    }
}
