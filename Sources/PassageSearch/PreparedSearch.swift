import PassageIndex
import TextAnalysis

/// One search under way on one state of the index.
struct PreparedSearch {
    private let request: SearchRequest
    private let snapshot: IndexSnapshot
    private let plan: QueryPlan
    private let phrases: [MatchExpression.TermPhrase]
    private let totals: Totals
    private let documentFrequencies: [Int]
    private let weights: [Double]
    private let selection: PassageSelection
    private var highlighter: Highlighter

    init(_ request: SearchRequest, _ snapshot: IndexSnapshot) throws {
        self.request = request
        self.snapshot = snapshot
        let totals = try snapshot.totals()
        self.totals = totals
        // Looking for compounds asks for words whose frequency the ranking needs as well.
        var counted: [String: Int] = [:]
        let frequency = { (expression: MatchExpression) in
            let rendered = expression.rendered(termMark: IndexSnapshot.termMark)
            if let known = counted[rendered] { return known }
            let count = try snapshot.countMatches(of: rendered)
            counted[rendered] = count
            return count
        }
        let languages = try request.language.map { [$0] } ?? snapshot.languages()
        var planner = QueryPlanner(
            request.query, languages: languages, requiresAllWords: request.requiresAllWords,
            compounds: CompoundVariants(
                languages.first { $0 == .english } ?? languages.first ?? .english, articles: totals.articles,
                documentFrequency: frequency))
        plan = try planner.plan()
        phrases = plan.expression?.phrases ?? []
        documentFrequencies = try plan.terms.map { try frequency($0.expression) }
        weights = zip(plan.terms, documentFrequencies).map { term, documentFrequency in
            Double(term.queryFrequency)
                * BM25.inverseDocumentFrequency(documentFrequency, articles: totals.articles)
        }
        selection = PassageSelection(weights: weights)
        highlighter = Highlighter(phrases: phrases)
    }

    // MARK: - Articles

    /// Scores all that matches.
    func collect(limit: Int, keepsOccurrences: Bool) throws -> TopCollector {
        var terms = [[Int]](repeating: [], count: plan.terms.count)
        for (number, phrase) in phrases.enumerated() {
            if let term = phrase.scoredTerm { terms[term].append(number) }
        }
        let lengths = snapshot.lengths()
        let collector = TopCollector(
            limit: limit, terms: terms, weights: weights, model: BM25(request.ranking, totals: totals),
            lengths: lengths, filter: filter.isEmpty ? nil : try snapshot.articles(passing: filter),
            keepsOccurrences: keepsOccurrences)
        guard let expression else { return collector }
        try snapshot.visitMatches(of: expression, collector)
        if let failure = lengths.failure { throw failure }
        return collector
    }

    /// How many articles match.
    func count() throws -> Int {
        guard let expression else { return 0 }
        return filter.isEmpty
            ? try snapshot.countMatches(of: expression) : try collect(limit: 0, keepsOccurrences: false).matches
    }

    private var filter: ArticleFilter {
        ArticleFilter(since: request.since, until: request.until, sources: request.sources)
    }

    private var expression: String? { plan.expression?.rendered(termMark: IndexSnapshot.termMark) }

    // MARK: - Hits

    func summary(of article: Int64) throws -> Hit.ArticleSummary {
        guard let record = try snapshot.article(article) else {
            throw IndexError.corrupt(path: snapshot.path, detail: "article \(article) is missing")
        }
        return Hit.ArticleSummary(
            id: record.id, key: record.key, path: record.path, title: record.title, published: record.published,
            source: record.source, author: record.author, language: record.language, url: record.url)
    }

    /// The best passages of an article.
    mutating func hits(_ candidate: Candidate, rank: Int) throws -> [Hit] {
        let summary = try summary(of: candidate.article)
        guard let text = try snapshot.text(of: candidate.article) else { return [] }
        let chosen = selection.passages(
            candidate.occurrences, in: text.passages, count: request.passagesPerArticle)
        if chosen.isEmpty {
            // An article that is nothing but a title.
            let empty = Hit.Passage(index: 0, text: "", line: 1, bytes: 0..<0)
            return [Hit(rank: rank, score: candidate.score, article: summary, passage: empty, highlights: [])]
        }
        let body = Array(text.body.utf8)
        return chosen.map { number in
            let entry = text.passages[number]
            let passage = String(decoding: body[entry.passage.bytes], as: UTF8.self)
            let highlights = highlighter.highlights(
                in: passage, positions: entry.passage.positions, candidate.occurrences, text.language)
            return Hit(
                rank: rank, score: candidate.score, article: summary,
                passage: Hit.Passage(index: number, text: passage, line: entry.line, bytes: entry.passage.bytes),
                highlights: highlights)
        }
    }

    // MARK: - Explanation

    func explanation(_ phases: [Explanation.Phase]) -> Explanation {
        Explanation(
            reading: plan.reading, remarks: plan.remarks,
            expression: plan.expression?.readable ?? "",
            terms: plan.terms.indices.map { index in
                Explanation.Term(
                    word: plan.terms[index].text, variants: plan.terms[index].phrases.map(\.description),
                    documentFrequency: documentFrequencies[index], weight: weights[index])
            },
            milliseconds: phases)
    }
}
