import TextAnalysis

/// The analyzers of one searcher, and the word lists that reading a query asks for: words are stemmed and lists read
/// once for all of its searches.
///
/// Not to be shared between threads.
final class AnalyzerCache {
    private struct Key: Hashable {
        var language: Language
        var isForQuery: Bool
    }

    /// Words remembered by each analyzer: some megabytes.
    private static let knownWords = 1 << 15

    private var analyzers: [Key: Analyzer] = [:]
    private var segmenters: [Language: SentenceSegmenter] = [:]
    private var functionWords: [Language: Set<String>] = [:]
    private var meantInCapitals: [[Language]: Set<String>] = [:]

    /// Runs `body` with an analyzer, whose tokens are valid during the call.
    func withAnalyzer<Result>(
        _ language: Language, for purpose: Analyzer.Purpose, _ body: (inout Analyzer) throws -> Result
    ) rethrows -> Result {
        let key = Key(language: language, isForQuery: purpose == .query)
        var analyzer =
            analyzers.removeValue(forKey: key) ?? Analyzer(language, for: purpose, knownWords: Self.knownWords)
        defer { analyzers[key] = analyzer }
        analyzer.trim()
        return try body(&analyzer)
    }

    func sentenceSegmenter(_ language: Language) -> SentenceSegmenter {
        if let segmenter = segmenters[language] { return segmenter }
        let segmenter = SentenceSegmenter(language)
        segmenters[language] = segmenter
        return segmenter
    }

    func functionWords(of language: Language) -> Set<String> {
        if let words = functionWords[language] { return words }
        let words = Set(language.functionWords)
        functionWords[language] = words
        return words
    }

    /// Words of some languages that mean another thing in capitals: *US* is not *us*.
    func wordsMeantInCapitals(in languages: [Language]) -> Set<String> {
        if let words = meantInCapitals[languages] { return words }
        let words = languages.reduce(into: Language.english.acronymLookalikes) { words, language in
            words.formUnion(language.acronymLookalikes)
            words.formUnion(functionWords(of: language))
        }
        meantInCapitals[languages] = words
        return words
    }
}
