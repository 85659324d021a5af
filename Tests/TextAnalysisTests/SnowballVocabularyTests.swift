import Testing

@testable import TextAnalysis

/// Pins what the stemmers make of some two hundred words of each language: an index must be searched with the stems
/// it was written with, so a library that stems otherwise must not go unnoticed.
@Suite struct SnowballVocabularyTests {
    private static let languages = Language.all.filter { $0.stemmer != nil }

    @Test(arguments: languages)
    func stemsArePinned(_ language: Language) throws {
        let stemmer = try #require(Stemmer(language))
        let vocabulary = Fixtures.pairs("snowball/\(language.code).tsv")
        #expect(vocabulary.count >= 150)
        for (word, stem) in vocabulary {
            #expect(stemmer.stem(word) == stem, "\(word)")
            #expect(stemmer.stem(Array(word.utf8)) == Array(stem.utf8), "\(word)")
        }
    }

    @Test(arguments: languages)
    func noWordGetsLost(_ language: Language) throws {
        let stemmer = try #require(Stemmer(language))
        for word in language.functionWords { #expect(!stemmer.stem(word).isEmpty, "\(word)") }
        #expect(stemmer.stem("") == "")
        #expect(stemmer.stem([]) == [])
    }

    /// The low-level form gives bytes of the stemmer's own, which the next call may overwrite.
    @Test func bytesAreValidUntilTheNextCall() throws {
        let stemmer = try #require(Stemmer(.english))
        let first = Array("stations".utf8).withUnsafeBufferPointer { Array(stemmer.stem($0)) }
        let second = Array("running".utf8).withUnsafeBufferPointer { Array(stemmer.stem($0)) }
        #expect(first == Array("station".utf8))
        #expect(second == Array("run".utf8))
    }

    /// Any bytes at all are stemmed without harm: the tokenizer only hands on whole characters, but who knows.
    @Test(arguments: languages)
    func anyBytesAreTaken(_ language: Language) throws {
        let stemmer = try #require(Stemmer(language))
        for length in 1...40 {
            let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 89 &+ length &* 31) }
            #expect(!stemmer.stem(bytes).isEmpty)
        }
    }
}
