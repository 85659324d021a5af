import IndexFile

/// Ranks the articles that a plan matches: by BM25 all of them, by where the words stand the best of these once more,
/// and, on request, by what the best have in common.
struct ArticleRanking {
    /// The best articles, and how they were found.
    struct Result {
        /// Best first.
        var candidates: [Candidate] = []
        /// How many articles were looked at.
        var visited = 0
        /// The terms, by their numbers, that led to articles up to the end; `nil` where the query's structure did.
        var drivers: Set<Int>?
        /// Where the query's terms occur in the articles that were scored twice.
        var occurrences: [UInt32: [Occurrence]] = [:]
        /// The terms that feedback added, the weightiest first.
        var expansion: [ExpansionTerm] = []
    }

    /// A term that the query does not name.
    struct ExpansionTerm {
        var term: TellingTerms.Term
        var weight: Double
    }

    private let plan: QueryPlan
    private let parameters: RankingParameters
    private let snapshot: IndexSnapshot
    private let lengths: ArticleLengths
    private let postings: ExpressionPostings
    private let totals: Totals
    private let analyzers: AnalyzerCache
    private let isCancelled: @Sendable () -> Bool
    private let model: BM25
    private let evidence: PositionalEvidence
    /// In how many articles each term occurs.
    let documentFrequencies: [Int]
    /// What each term counts.
    let weights: [Double]

    init(
        _ plan: QueryPlan, _ parameters: RankingParameters, _ snapshot: IndexSnapshot, _ postings: ExpressionPostings,
        _ totals: Totals, _ analyzers: AnalyzerCache, isCancelled: @escaping @Sendable () -> Bool
    ) throws {
        self.plan = plan
        self.parameters = parameters
        self.snapshot = snapshot
        lengths = snapshot.lengths()
        self.postings = postings
        self.totals = totals
        self.analyzers = analyzers
        self.isCancelled = isCancelled
        let model = BM25(parameters, totals: totals)
        self.model = model
        documentFrequencies = try plan.terms.map { try postings.documentFrequency(of: $0) }
        let terms = try zip(plan.terms, documentFrequencies).map { term, documentFrequency in
            // As in Lucene, a quotation tells what its words tell together, however many articles have it.
            let frequencies =
                term.isQuoted ? try postings.documentFrequencies(ofWordsOf: term) : [documentFrequency]
            return Self.evidence(term, frequencies, totals, model)
        }
        weights = terms.map(\.weight)
        var parts: [PositionalEvidence.Term] = []
        if parameters.rescoredArticles > 0 {
            parts = try plan.parts.map { part in
                Self.evidence(part, [try postings.documentFrequency(of: part)], totals, model)
            }
        }
        evidence = PositionalEvidence(terms, parts: parts, sequence: plan.sequence, parameters, model)
    }

    private static func evidence(
        _ term: QueryPlan.ScoredTerm, _ documentFrequencies: [Int], _ totals: Totals, _ model: BM25
    ) -> PositionalEvidence.Term {
        let inverse = documentFrequencies.reduce(0) {
            $0 + BM25.inverseDocumentFrequency($1, articles: totals.articles)
        }
        return PositionalEvidence.Term(
            weight: model.weight(inverse, queryFrequency: term.queryFrequency), inverseDocumentFrequency: inverse,
            lengths: term.phrases.map(\.terms.count), isGram: term.isGram)
    }

    /// The best articles.
    ///
    /// - Parameter filter: those that may be among them; `nil` for all.
    func best(_ limit: Int, passing filter: ArticleSet?) throws -> Result {
        let depth = max(parameters.rescoredArticles, parameters.feedback?.rescoredArticles ?? 0)
        var result = try firstPass(max(limit, depth), filter)
        if parameters.rescoredArticles > 0 { try rescore(&result) }
        if let feedback = parameters.feedback { try expand(&result, feedback) }
        result.candidates.removeLast(max(0, result.candidates.count - limit))
        return result
    }

    // MARK: - All articles

    private func firstPass(_ limit: Int, _ filter: ArticleSet?) throws -> Result {
        guard let expression = plan.expression else { return Result() }
        var numbers: [Int] = []
        var terms: [ArticleScoring.Term] = []
        for (number, term) in plan.terms.enumerated() {
            guard let postings = try postings.postings(of: term) else { continue }
            numbers.append(number)
            terms.append(ArticleScoring.Term(postings: postings, weight: weights[number]))
        }
        let scoring = ArticleScoring(
            terms, model: model, lengths: lengths, filter: filter, limit: limit, isCancelled: isCancelled)
        if expression.disjunction?.count == plan.terms.count {
            try scoring.scoreArticlesWithAnyTerm()
            return Result(
                candidates: scoring.ranking, visited: scoring.visited,
                drivers: Set(scoring.drivers.map { numbers[$0] }))
        }
        if let articles = try postings.articles(matching: expression) { try scoring.score(articles) }
        return Result(candidates: scoring.ranking, visited: scoring.visited)
    }

    // MARK: - The best articles

    private func rescore(_ result: inout Result) throws {
        let candidates = result.candidates.prefix(parameters.rescoredArticles)
        result.occurrences = try occurrences(of: plan.terms, in: candidates)
        let parts = plan.parts.isEmpty ? [:] : try occurrences(of: plan.parts, in: candidates)
        let rescored = try candidates.map { candidate in
            let more = evidence.score(
                result.occurrences[candidate.article] ?? [], ofParts: parts[candidate.article] ?? [],
                try lengths.length(of: candidate.article))
            return Candidate(article: candidate.article, score: candidate.score + more)
        }
        result.candidates.replaceSubrange(..<rescored.count, with: rescored.sorted(by: >))
    }

    /// Where the query's terms occur in some articles of a ranking.
    func occurrences(in candidates: some Sequence<Candidate>, of result: Result) throws -> [UInt32: [Occurrence]] {
        let others = candidates.filter { result.occurrences[$0.article] == nil }
        guard !others.isEmpty else { return result.occurrences }
        return try result.occurrences.merging(occurrences(of: plan.terms, in: others)) { known, _ in known }
    }

    private func occurrences(
        of terms: [QueryPlan.ScoredTerm], in candidates: some Sequence<Candidate>
    ) throws -> [UInt32: [Occurrence]] {
        let articles = candidates.map(\.article).sorted()
        var occurrences = articles.map { _ in [Occurrence]() }
        for (number, term) in terms.enumerated() {
            try postings.forEachPlace(of: term, in: articles) { article, phrase, places in
                occurrences[article] += places.lazy.map {
                    Occurrence(term: number, phrase: phrase, field: $0.field, position: $0.position)
                }
            }
        }
        return Dictionary(uniqueKeysWithValues: zip(articles, occurrences))
    }

    // MARK: - Feedback

    private func expand(_ result: inout Result, _ feedback: RankingParameters.Feedback) throws {
        guard let best = result.candidates.first, best.score > 0, try !isEnough(best, of: result, feedback.enough)
        else {
            return
        }
        let terms = try tellingTerms(of: result.candidates.prefix(feedback.articles), feedback)
        let worth = terms.reduce(0) { $0 + $1.worth }
        guard worth > 0 else { return }
        let scale = weights.reduce(0, +) * feedback.share / max(1 - feedback.share, .ulpOfOne)
        result.expansion = terms.map { ExpansionTerm(term: $0, weight: scale * $0.worth / worth) }

        var candidates = result.candidates.prefix(feedback.rescoredArticles).sorted { $0.article < $1.article }
        let normalizations = try candidates.map { model.normalization(try lengths.length(of: $0.article)) }
        for expansion in result.expansion {
            if isCancelled() { throw CancellationError() }
            guard let postings = try postings.postings(of: expansion.term.bytes) else { continue }
            for index in candidates.indices {
                try postings.advance(to: candidates[index].article)
                guard postings.article == candidates[index].article else { continue }
                candidates[index].score +=
                    model.score(expansion.weight, try postings.frequency, normalizations[index])
            }
        }
        result.candidates.replaceSubrange(..<candidates.count, with: candidates.sorted(by: >))
    }

    /// Whether an article has so much of what the query's terms weigh that there is nothing to learn from it.
    private func isEnough(_ best: Candidate, of result: Result, _ share: Double) throws -> Bool {
        let occurrences = try occurrences(in: [best], of: result)[best.article] ?? []
        let found = Set(occurrences.lazy.map(\.term)).sorted().reduce(0) { $0 + weights[$1] }
        return found > share * weights.reduce(0, +)
    }

    private func tellingTerms(
        of candidates: ArraySlice<Candidate>, _ feedback: RankingParameters.Feedback
    ) throws -> [TellingTerms.Term] {
        guard let best = candidates.first else { return [] }
        var terms = TellingTerms(analyzers)
        for candidate in candidates {
            let id = Int64(candidate.article)
            guard let text = try snapshot.text(of: id), let record = try snapshot.article(id) else { continue }
            let length = try lengths.length(of: candidate.article)
            var weight = 1.0
            // By multiplication, as Foundation stays out of a query's process.
            for _ in 0..<Int(feedback.power) { weight *= candidate.score / best.score }
            let share = weight / Double(max(length.body + length.title, 1))
            terms.add([(record.title ?? "", share), (text.body, share)], text.language)
        }
        let known = Set(plan.terms.flatMap { $0.phrases.flatMap(\.terms) })
        return try terms.best(
            .init(count: feedback.terms, leastTexts: 2, mostShare: 0.1, takesNumbers: false),
            articles: totals.articles, isKnown: known.contains
        ) { try postings.documentFrequency(of: $0) }
    }
}
