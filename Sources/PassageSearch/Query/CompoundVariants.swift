import IndexFile
import TextAnalysis

/// Finds words that are written together here and apart there: *Jongun* and *Jong Un*, *healthcare* and
/// *health care*.
///
/// A hyphenated compound is in the index both ways. For the others the index itself is asked: two forms are taken for
/// one word when both occur and the one in two words is not the rarer, which keeps *carpet* from *car pet*.
struct CompoundVariants {
    /// Shorter words have no two parts that mean something.
    private static let minimumLetters = 5
    private static let minimumPartLetters = 2
    /// Longer ones are no words.
    private static let maximumLetters = 40
    /// Words of more articles than this, or than one article in so many, are words in their own right.
    private static let commonCount = 1000
    private static let commonShare = 20

    private let language: Language
    private let analyzers: AnalyzerCache
    private let functionWords: Set<String>
    private let articles: Int
    private let postings: ExpressionPostings

    init(
        _ language: Language, articles: Int, analyzers: AnalyzerCache,
        postings: ExpressionPostings
    ) {
        self.language = language
        self.analyzers = analyzers
        functionWords = analyzers.functionWords(of: language)
        self.articles = articles
        self.postings = postings
    }

    /// The two words a word stands for elsewhere; `nil` when there are none.
    ///
    /// - Complexity: a look-up in the index for each place where the word can be cut.
    func split(_ unit: WordReader.Unit) throws -> [[UInt8]]? {
        let letters = Array(unit.text.utf8)
        guard (Self.minimumLetters...Self.maximumLetters).contains(letters.count),
            letters.allSatisfy(\.isASCIILetterOrDigit),
            let word = unit.alternatives.first, word.count == 1
        else { return nil }
        let joined = try postings.count(of: .phrase(.init(word)))
        guard joined <= max(articles / Self.commonShare, Self.commonCount) else { return nil }
        var best: (terms: [[UInt8]], frequency: Int)?
        for cut in Self.minimumPartLetters...(letters.count - Self.minimumPartLetters) {
            let first = String(decoding: letters[..<cut], as: UTF8.self)
            let second = String(decoding: letters[cut...], as: UTF8.self)
            guard let terms = terms(first, second) else { continue }
            let apart = try postings.count(of: .phrase(.init(terms)))
            if apart > 0, apart >= joined, apart > best?.frequency ?? 0 { best = (terms, apart) }
        }
        return best?.terms
    }

    /// The one word that two neighbouring words stand for elsewhere; `nil` when there is none.
    func joined(_ first: String, _ second: String) throws -> [[UInt8]]? {
        let together = first + second
        guard (Self.minimumLetters...Self.maximumLetters).contains(together.utf8.count),
            together.utf8.allSatisfy(\.isASCIILetterOrDigit),
            let apart = terms(first, second), let word = term(together)
        else { return nil }
        let joined = try postings.count(of: .phrase(.init([word])))
        guard joined > 0 else { return nil }
        return try postings.matches(.phrase(.init(apart)), atLeast: joined) ? [word] : nil
    }

    private func terms(_ first: String, _ second: String) -> [[UInt8]]? {
        guard !functionWords.contains(first.lowercased()), !functionWords.contains(second.lowercased()),
            let one = term(first), let other = term(second)
        else { return nil }
        return [one, other]
    }

    private func term(_ word: String) -> [UInt8]? {
        analyzers.withAnalyzer(language, for: .query) { analyzer in
            let tokens = analyzer.tokens(of: word).tokens.filter { $0.kind == .word }
            return tokens.count == 1 ? Array(analyzer.term(of: tokens[0])) : nil
        }
    }
}

extension UInt8 {
    fileprivate var isASCIILetterOrDigit: Bool {
        self &- 0x30 < 10 || (self | 0x20) &- 0x61 < 26
    }
}
