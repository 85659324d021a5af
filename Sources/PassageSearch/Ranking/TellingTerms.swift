import TextAnalysis

/// The terms of some texts that tell what these are about: frequent in them, rare elsewhere.
struct TellingTerms {
    struct Term {
        var bytes: [UInt8]
        /// The word as it stands in one of the texts.
        var word: String
        /// How often it occurs: of each text, by that text's weight.
        var frequency: Double
        /// In how many of the texts.
        var texts: Int
        var documentFrequency = 0
        /// Frequency times inverse document frequency.
        var worth = 0.0
    }

    /// What terms have to be.
    struct Choice {
        /// At most so many terms.
        var count: Int
        /// In at least so many of the texts.
        var leastTexts = 1
        /// In at least so many articles of the index.
        var leastArticles = 1
        /// In no more than this share of the articles.
        var mostShare = 1.0
        /// Letters of a word, and whether numbers will do.
        var leastLetters = 3
        var takesNumbers = true
    }

    private let analyzers: AnalyzerCache
    private var terms: [[UInt8]: Term] = [:]

    init(_ analyzers: AnalyzerCache) {
        self.analyzers = analyzers
    }

    /// Adds a text.
    ///
    /// - Parameter weight: what an occurrence counts.
    /// - Complexity: O(bytes).
    mutating func add(_ parts: [(text: String, weight: Double)], _ language: Language) {
        let functionWords = analyzers.functionWords(of: language)
        var own: Set<[UInt8]> = []
        for (text, weight) in parts {
            analyzers.withAnalyzer(language, for: .text) { analyzer in
                let bytes = Array(text.utf8)
                for token in analyzer.tokens(of: text).tokens where token.kind == .word || token.kind == .bigram {
                    let term = Array(analyzer.term(of: token))
                    if terms[term] == nil {
                        let word = String(decoding: bytes[token.range], as: UTF8.self)
                        // What says nothing is remembered as such, so that it is looked at once.
                        let isEmpty = functionWords.contains(word.lowercased()) || analyzer.isStopWord(word)
                        terms[term] = Term(bytes: term, word: isEmpty ? "" : word, frequency: 0, texts: 0)
                    }
                    terms[term]?.frequency += weight
                    if own.insert(term).inserted { terms[term]?.texts += 1 }
                }
            }
        }
    }

    /// The best terms by what they tell, the best first.
    ///
    /// - Parameters:
    ///   - articles: how many the index has.
    ///   - isKnown: terms to leave out.
    ///   - documentFrequency: asked for the terms that come into question: a few times as many as are wanted.
    func best(
        _ choice: Choice, articles: Int, isKnown: ([UInt8]) -> Bool = { _ in false },
        documentFrequency: ([UInt8]) throws -> Int
    ) rethrows -> [Term] {
        let mostArticles = choice.mostShare * Double(articles)
        let possible = terms.values.filter { term in
            term.texts >= choice.leastTexts && term.word.count >= min(choice.leastLetters, Self.letters(of: term))
                && (choice.takesNumbers || !term.word.contains(where: \.isNumber)) && !isKnown(term.bytes)
        }.filter { !$0.word.isEmpty }.sorted { ($0.frequency, $1.word) > ($1.frequency, $0.word) }
        var best: [Term] = []
        for var term in possible.prefix(choice.count * Self.mostLookups) {
            term.documentFrequency = try documentFrequency(term.bytes)
            guard term.documentFrequency >= choice.leastArticles, Double(term.documentFrequency) <= mostArticles else {
                continue
            }
            term.worth =
                term.frequency * BM25.inverseDocumentFrequency(term.documentFrequency, articles: articles)
            best.append(term)
        }
        return Array(best.sorted { ($0.worth, $1.word) > ($1.worth, $0.word) }.prefix(choice.count))
    }

    /// By how many times more terms are looked up than are wanted.
    private static let mostLookups = 8

    /// A bigram of a script without spaces is as long as it gets.
    private static func letters(of term: Term) -> Int {
        guard let first = term.word.unicodeScalars.first else { return .max }
        return Script.of(first.value).isUnspaced ? 2 : .max
    }
}
