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
    private let weights: [Double]
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
        let languages = try request.language.map { [$0] } ?? snapshot.languages()
        var planner = QueryPlanner(
            request.query, languages: languages, requiresAllWords: request.requiresAllWords,
            compounds: CompoundVariants(
                languages.first { $0 == .english } ?? languages.first ?? .english, articles: totals.articles,
                analyzers: analyzers, postings: postings),
            analyzers: analyzers)
        plan = try planner.plan()
        documentFrequencies = try plan.terms.map { try postings.documentFrequency(of: $0) }
        weights = zip(plan.terms, documentFrequencies).map { term, documentFrequency in
            Double(term.queryFrequency)
                * BM25.inverseDocumentFrequency(documentFrequency, articles: totals.articles)
        }
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
    }

    /// The best articles.
    func best(_ limit: Int) throws -> Ranking {
        guard let expression = plan.expression else { return Ranking() }
        var numbers: [Int] = []
        var terms: [ArticleScoring.Term] = []
        for (number, term) in plan.terms.enumerated() {
            guard let postings = try postings.postings(of: term) else { continue }
            numbers.append(number)
            terms.append(ArticleScoring.Term(postings: postings, weight: weights[number]))
        }
        let scoring = ArticleScoring(
            terms, model: BM25(request.ranking, totals: totals), lengths: snapshot.lengths(),
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

    /// Where the query's terms occur in some articles.
    func occurrences(in candidates: some Sequence<Candidate>) throws -> [UInt32: [Occurrence]] {
        let articles = candidates.map(\.article).sorted()
        var occurrences: [UInt32: [Occurrence]] = [:]
        for (number, term) in plan.terms.enumerated() {
            for (article, places) in try postings.places(of: term, in: articles) {
                for (phrase, places) in places.enumerated() {
                    occurrences[article, default: []] += places.map {
                        Occurrence(term: number, phrase: phrase, field: $0.field, position: $0.position)
                    }
                }
            }
        }
        return occurrences
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
