import Testing

@testable import TextAnalysis

@Suite struct ScriptTests {
    @Test(arguments: [
        (Script.latin, "aZéßøŁạƏʔﬁＡªſ"), (.greek, "αΩάὕϗ"), (.cyrillic, "яЁіўӘҚꙀ"), (.armenian, "աՖև"),
        (.hebrew, "אתּﬡ"), (.arabic, "عپیےﷺ"), (.devanagari, "अह"), (.bengali, "অহ"), (.gurmukhi, "ਅਹ"),
        (.gujarati, "અહ"), (.oriya, "ଅହ"), (.tamil, "அஹ"), (.telugu, "అహ"), (.kannada, "ಅಹ"), (.malayalam, "അഹ"),
        (.sinhala, "අහ"), (.thai, "กไ"), (.lao, "ກໄ"), (.tibetan, "ཀ"), (.myanmar, "ကဧ"), (.georgian, "აჰႠᲐ"),
        (.hangul, "한ㄱᄀￂ"), (.ethiopic, "አ"), (.khmer, "កឥ"), (.mongolian, "ᠠ"), (.hiragana, "あゞん"),
        (.katakana, "アーヺｱ"), (.bopomofo, "ㄅ"), (.han, "漢々〇㐀𠀀豈"),
        (.other, "0 -.,“”–…×÷\u{3000}。、😀€"),
    ])
    func charactersHaveTheirScript(_ script: Script, _ characters: String) {
        for scalar in characters.unicodeScalars {
            #expect(Script.of(scalar.value) == script, "U+\(String(scalar.value, radix: 16)) \(scalar)")
        }
    }

    /// No code point, assigned or not, is an error.
    @Test func everyCodePointHasAnAnswer() {
        for scalar in stride(from: UInt32(0), through: 0x11_0000, by: 7) { _ = Script.of(scalar) }
        #expect(Script.of(.max) == .other)
    }

    @Test(arguments: [
        ("", Script.other), ("1990s", .latin), ("«слово»", .cyrillic), ("\u{301}λ", .greek), ("2023年", .han),
        ("12.5", .other),
    ])
    func aWordHasTheScriptOfItsFirstLetter(_ word: String, _ script: Script) {
        let first = word.withUTF8Span { Script.of(firstLetterOf: $0) }
        #expect(first == script)
    }

    @Test func wordsOfSomeScriptsHaveNoSpacesBetween() {
        let unspaced: Set<Script> = [.han, .hiragana, .katakana, .bopomofo, .hangul, .thai, .lao, .khmer, .myanmar]
        for script in Script.allCases { #expect(script.isUnspaced == unspaced.contains(script), "\(script)") }
    }

    @Test func stemmedScriptsAreThoseOfTheLanguagesWithStemmers() {
        let expected: Set<Script> = [
            .latin, .greek, .cyrillic, .armenian, .hebrew, .arabic, .devanagari, .tamil,
        ]
        #expect(Script.stemmed == expected)
    }

    @Test func tailsOfSyllables() {
        for scalar in "\u{1161}\u{11A8}\u{D7B0}\u{FF9E}".unicodeScalars { #expect(Script.isHangulTail(scalar.value)) }
        for scalar in "한ㄱᄀカaー".unicodeScalars { #expect(!Script.isHangulTail(scalar.value)) }
    }
}
