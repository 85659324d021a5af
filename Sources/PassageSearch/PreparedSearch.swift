import IndexFile
import TextAnalysis

/// One search under way on one state of the index.
struct PreparedSearch {
    private let request: SearchRequest
    private let isCancelled: @Sendable () -> Bool
    private let snapshot: IndexSnapshot
    private let postings: ExpressionPostings
    private let plan: QueryPlan
    private let totals: Totals
    private let documentFrequencies: [Int]
    private let model: BM25
    private let weights: [Double]
    private let evidence: PositionalEvidence
    private let selection: PassageSelection
    private let highlighter: Highlighter

    /// - Parameter isCancelled: asked now and then; a cancelled search throws `CancellationError`.
    init(
        _ request: SearchRequest, _ snapshot: IndexSnapshot, _ analyzers: AnalyzerCache,
        isCancelled: @escaping @Sendable () -> Bool
    ) throws {
        self.request = request
        self.isCancelled = isCancelled
        self.snapshot = snapshot
        let totals = try snapshot.totals()
        self.totals = totals
        let postings = ExpressionPostings(try snapshot.postings(isCancelled: isCancelled))
        self.postings = postings
        let languages = try QueryLanguages(request.language, snapshot, articles: totals.articles)
        var planner = QueryPlanner(
            request.query, languages: languages, requiresAllWords: request.requiresAllWords,
            compounds: CompoundVariants(
                languages.ofCompounds, articles: totals.articles,
                analyzers: analyzers, postings: postings),
            analyzers: analyzers)
        plan = try planner.plan()
        documentFrequencies = try plan.terms.map { try postings.documentFrequency(of: $0) }
        let model = BM25(request.ranking, totals: totals)
        self.model = model
        func evidence(_ term: QueryPlan.ScoredTerm, _ documentFrequency: Int) throws -> PositionalEvidence.Term {
            let idf =
                try term.isQuoted
                ? postings.documentFrequencies(ofWordsOf: term).reduce(0) {
                    $0 + BM25.inverseDocumentFrequency($1, articles: totals.articles)
                } : BM25.inverseDocumentFrequency(documentFrequency, articles: totals.articles)
            return PositionalEvidence.Term(
                weight: model.weight(idf, queryFrequency: term.queryFrequency), inverseDocumentFrequency: idf,
                lengths: term.phrases.map(\.terms.count), isGram: term.isGram)
        }
        let terms = try zip(plan.terms, documentFrequencies).map(evidence)
        weights = terms.map(\.weight)
        let parts =
            request.ranking.rescoredArticles > 0
            ? try plan.parts.map { try evidence($0, postings.documentFrequency(of: $0)) } : []
        self.evidence = PositionalEvidence(
            terms, parts: parts, sequence: plan.sequence, request.ranking, model)
        selection = PassageSelection(weights: weights)
        highlighter = Highlighter(phrases: plan.terms.map(\.phrases), analyzers)
    }

    // MARK: - Articles

    /// The best articles, and how they were found.
    struct Ranking {
        /// Best first.
        var candidates: [Candidate] = []
        /// How many articles were looked at.
        var visited = 0
        /// The terms, by their numbers, that led to articles up to the end; `nil` where the query's structure did.
        var drivers: Set<Int>?
        /// Where the query's terms occur in the articles that were scored twice.
        var occurrences: [UInt32: [Occurrence]] = [:]
    }

    /// The best articles.
    func best(_ limit: Int) throws -> Ranking {
        let depth = request.ranking.rescoredArticles
        var ranking = try firstPass(max(limit, depth))
        if depth > 0 { try rescore(&ranking, depth) }
        ranking.candidates.removeLast(max(0, ranking.candidates.count - limit))
        return ranking
    }

    /// Puts the best articles of the first pass in the order of the second.
    private func rescore(_ ranking: inout Ranking, _ depth: Int) throws {
        let candidates = ranking.candidates.prefix(depth)
        ranking.occurrences = try occurrences(of: plan.terms, in: candidates)
        let parts = plan.parts.isEmpty ? [:] : try occurrences(of: plan.parts, in: candidates)
        let lengths = snapshot.lengths()
        let rescored = try candidates.map { candidate in
            let more = evidence.score(
                ranking.occurrences[candidate.article] ?? [], ofParts: parts[candidate.article] ?? [],
                try lengths.length(of: candidate.article))
            return Candidate(article: candidate.article, score: candidate.score + more)
        }
        ranking.candidates.replaceSubrange(..<rescored.count, with: rescored.sorted(by: >))
    }

    /// The best articles by BM25.
    private func firstPass(_ limit: Int) throws -> Ranking {
        guard let expression = plan.expression else { return Ranking() }
        var numbers: [Int] = []
        var terms: [ArticleScoring.Term] = []
        for (number, term) in plan.terms.enumerated() {
            guard let postings = try postings.postings(of: term) else { continue }
            numbers.append(number)
            terms.append(ArticleScoring.Term(postings: postings, weight: weights[number]))
        }
        let scoring = ArticleScoring(
            terms, model: model, lengths: snapshot.lengths(),
            filter: try filteredArticles(), limit: limit, isCancelled: isCancelled)
        if expression.disjunction?.count == plan.terms.count {
            try scoring.scoreArticlesWithAnyTerm()
            return Ranking(
                candidates: scoring.ranking, visited: scoring.visited,
                drivers: Set(scoring.drivers.map { numbers[$0] }))
        }
        if let articles = try postings.articles(matching: expression) { try scoring.score(articles) }
        return Ranking(candidates: scoring.ranking, visited: scoring.visited)
    }

    /// How many articles match.
    func count() throws -> Int {
        guard let expression = plan.expression else { return 0 }
        guard let filter = try filteredArticles() else { return try postings.count(of: expression) }
        guard let articles = try postings.articles(matching: expression) else { return 0 }
        var count = 0
        while articles.article != noArticle {
            if filter.contains(Int64(articles.article)) { count += 1 }
            try articles.advance()
        }
        return count
    }

    private func filteredArticles() throws -> ArticleSet? {
        let filter = ArticleFilter(since: request.since, until: request.until, sources: request.sources)
        return filter.isEmpty ? nil : try snapshot.articles(passing: filter)
    }

    // MARK: - Hits

    /// Where the query's terms occur in some articles of a ranking.
    func occurrences(
        in candidates: some Sequence<Candidate>, of ranking: Ranking
    ) throws -> [UInt32: [Occurrence]] {
        let others = candidates.filter { ranking.occurrences[$0.article] == nil }
        guard !others.isEmpty else { return ranking.occurrences }
        return try ranking.occurrences.merging(occurrences(of: plan.terms, in: others)) { known, _ in known }
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

    func summary(of article: UInt32) throws -> Hit.ArticleSummary {
        guard let record = try snapshot.article(Int64(article)) else {
            throw IndexError.corrupt(path: snapshot.path, detail: "article \(article) is missing")
        }
        return Hit.ArticleSummary(
            id: record.id, key: record.key, path: record.path, title: record.title, published: record.published,
            source: record.source, author: record.author, language: record.language, url: record.url)
    }

    /// The best passages of an article.
    func hits(_ candidate: Candidate, _ occurrences: [Occurrence], rank: Int) throws -> [Hit] {
        let summary = try summary(of: candidate.article)
        guard let text = try snapshot.text(of: Int64(candidate.article)) else { return [] }
        let chosen = selection.passages(
            occurrences, in: text.passages, count: request.passagesPerArticle)
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
                in: passage, positions: entry.passage.positions, occurrences, text.language)
            return Hit(
                rank: rank, score: candidate.score, article: summary,
                passage: Hit.Passage(index: number, text: passage, line: entry.line, bytes: entry.passage.bytes),
                highlights: highlights)
        }
    }

    // MARK: - Explanation

    func explanation(_ ranking: Ranking, _ phases: [Explanation.Phase]) -> Explanation {
        Explanation(
            reading: plan.reading, remarks: plan.remarks,
            expression: plan.expression?.readable ?? "",
            terms: plan.terms.indices.map { index in
                Explanation.Term(
                    word: plan.terms[index].text, variants: plan.terms[index].phrases.map(\.description),
                    documentFrequency: documentFrequencies[index], weight: weights[index],
                    isOnlyLookedUp: ranking.drivers.map { !$0.contains(index) } ?? false)
            },
            articlesVisited: ranking.visited, milliseconds: phases)
    }
}
