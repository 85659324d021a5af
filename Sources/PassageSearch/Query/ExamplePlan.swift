import IndexFile
import TextAnalysis

/// An article to find more of its kind by.
public struct Example: Sendable, Equatable {
    public var title: String?
    public var body: String
    /// `nil` guesses it.
    public var language: Language?
    /// The article's id where it is one of the index: it is not found itself.
    public var article: Int64?

    public init(title: String? = nil, body: String, language: Language? = nil, article: Int64? = nil) {
        self.title = title
        self.body = body
        self.language = language
        self.article = article
    }
}

extension QueryPlan {
    /// So many of an article's words say what it is about, as in Lucene's MoreLikeThis.
    private static let mostExampleTerms = 25

    /// A plan for the articles with any of the words that tell most of another article.
    ///
    /// - Complexity: O(bytes of the example), and some hundred look-ups.
    init(
        like example: Example, _ languages: QueryLanguages, _ parameters: RankingParameters, _ analyzers: AnalyzerCache,
        _ postings: ExpressionPostings, articles: Int
    ) throws {
        let language = example.language ?? LanguageGuess.language(of: example.body) ?? languages.main[0]
        var telling = TellingTerms(analyzers)
        telling.add([(example.title ?? "", parameters.titleWeight), (example.body, 1)], language)
        // What no other article has leads to none.
        let best = try telling.best(
            .init(count: Self.mostExampleTerms, leastArticles: example.article == nil ? 1 : 2), articles: articles
        ) { try postings.documentFrequency(of: $0) }
        let terms = best.enumerated().map { number, term in
            let phrase = MatchExpression.TermPhrase([term.bytes], scoredTerm: number)
            return ScoredTerm(
                text: term.word, phrases: [phrase], expression: .phrase(phrase),
                queryFrequency: max(1, Int(term.frequency.rounded())))
        }
        self.init(
            expression: .any(of: terms.map(\.expression)), terms: terms,
            reading: terms.map(\.text).joined(separator: " "),
            remarks: terms.isEmpty ? ["the example has no word that other articles have: nothing can be found"] : [])
    }
}
