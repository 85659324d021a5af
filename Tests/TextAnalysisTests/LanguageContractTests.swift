import Testing

@testable import TextAnalysis

/// What every language of the registry must keep to.
@Suite struct LanguageContractTests {
    @Test func codesNamesAndAliasesAreUnique() {
        var owners: [String: String] = [:]
        for language in Language.all {
            for name in [language.code, language.name.lowercased()] + language.aliases {
                let owner = owners.updateValue(language.code, forKey: name)
                #expect(owner == nil, "“\(name)” names \(owner ?? "") and \(language.code)")
            }
        }
    }

    @Test(arguments: Language.all)
    func isFoundByAllItsNames(_ language: Language) {
        #expect(Language(named: language.code) == language)
        #expect(Language(named: language.code.uppercased() + "-XX") == language)
        #expect(Language(named: language.name) == language)
        for alias in language.aliases {
            #expect(alias == alias.lowercased())
            #expect(Language(named: alias) == language, "alias \(alias)")
        }
    }

    @Test(arguments: Language.all)
    func codesAreThoseOfISO639(_ language: Language) {
        #expect((2...3).contains(language.code.utf8.count))
        #expect(Self.isASCIIWord(language.code))
        #expect(!language.scripts.isEmpty)
        #expect(!language.scripts.contains(.other))
        #expect(Set(language.scripts).count == language.scripts.count)
    }

    @Test(arguments: Language.all)
    func functionWordsAreWordsInSmallLetters(_ language: Language) {
        let words = language.functionWords
        #expect(words.count >= 40)
        #expect(Set(words).count == words.count, "written twice")
        for word in words {
            #expect(word == word.lowercased())
            let hasSigns = word.contains { "'’-. ".contains($0) }
            #expect(!hasSigns, "\(word)")
            let script = word.withUTF8Span { Script.of(firstLetterOf: $0) }
            #expect(language.scripts.contains(script), "\(word) is in \(script)")
        }
    }

    @Test(arguments: Language.all)
    func abbreviationsAndElisionsAreWrittenAsTheyAreLookedUp(_ language: Language) {
        for abbreviation in language.abbreviations {
            #expect(abbreviation == abbreviation.lowercased())
            #expect(!abbreviation.hasSuffix("."), "\(abbreviation)")
            #expect(abbreviation.utf8.count > 1, "single letters are initials anyway: \(abbreviation)")
        }
        for elision in language.elisions {
            #expect(elision == elision.lowercased())
            #expect(Self.isASCIIWord(elision))
        }
    }

    @Test(arguments: Language.all)
    func acronymLookalikesAreShortSmallWords(_ language: Language) {
        for word in language.acronymLookalikes {
            #expect(Self.isASCIIWord(word), "\(word)")
            #expect(word.utf8.count <= WordNormalizer.maximumCapitals, "\(word) is longer than any acronym")
        }
    }

    @Test(arguments: Language.all.filter { $0.stemmer != nil })
    func theLibraryHasItsStemmer(_ language: Language) {
        #expect(Stemmer(language) != nil)
    }

    @Test func languagesWithoutAnAlgorithmHaveNoStemmer() {
        for language in Language.all where language.stemmer == nil { #expect(Stemmer(language) == nil) }
    }

    /// An algorithm that the library gained is a language that the registry lacks.
    @Test func everyAlgorithmOfTheLibraryIsUsed() {
        let used = Set(Language.all.compactMap(\.stemmer))
        // "porter" is the older of two algorithms for English.
        #expect(Set(Stemmer.algorithms).subtracting(["porter"]).subtracting(used).isEmpty)
    }

    @Test(arguments: [
        ("en", "en"), ("en-GB", "en"), ("EN_us", "en"), ("eng", "en"), ("English", "en"), (" english ", "en"),
        ("Deutsch", "de"), ("de_AT.UTF-8", "de"), ("ger", "de"), ("Français", "fr"), ("zh-Hant-TW", "zh"),
        ("zh_CN", "zh"), ("pt-BR", "pt"), ("nb", "no"), ("nn-NO", "no"), ("iw", "he"), ("РУССКИЙ", "ru"),
        ("Ελληνικά", "el"), ("日本語", "ja"), ("norsk bokmål", "no"), ("sr-Latn-RS", "sr"), ("en,fr", "en"),
    ])
    func isFoundByTag(_ name: String, _ code: String) {
        #expect(Language(named: name)?.code == code)
    }

    @Test(arguments: ["", " ", "-", "e", "xx", "english literature", "enx", "_en", "und", "mul"])
    func unknownNamesFindNothing(_ name: String) {
        #expect(Language(named: name) == nil)
    }

    @Test(arguments: [
        (Script.latin, "en"), (.cyrillic, "ru"), (.greek, "el"), (.arabic, "ar"), (.hebrew, "he"),
        (.devanagari, "hi"), (.armenian, "hy"), (.tamil, "ta"), (.han, "zh"), (.hiragana, "ja"), (.katakana, "ja"),
        (.hangul, "ko"), (.thai, "th"), (.georgian, "ka"), (.bengali, "bn"),
    ])
    func aScriptHasItsUsualLanguage(_ script: Script, _ code: String) {
        #expect(Language.defaultLanguage(for: script)?.code == code)
    }

    private static func isASCIIWord(_ word: String) -> Bool {
        !word.isEmpty && word.utf8.allSatisfy { $0.isASCIILowercase }
    }

    @Test func signsHaveNoLanguage() {
        #expect(Language.defaultLanguage(for: .other) == nil)
    }
}
