import IndexFile
import TextAnalysis

/// One search under way on one state of the index.
struct PreparedSearch {
    private let request: SearchRequest
    private let isCancelled: @Sendable () -> Bool
    private let snapshot: IndexSnapshot
    private let postings: ExpressionPostings
    private let plan: QueryPlan
    private let ranking: ArticleRanking
    private let selection: PassageSelection
    private let highlighter: Highlighter
    private let excerpts: ExcerptSelection?

    /// - Parameter isCancelled: asked now and then; a cancelled search throws `CancellationError`.
    init(
        _ request: SearchRequest, _ snapshot: IndexSnapshot, _ analyzers: AnalyzerCache,
        isCancelled: @escaping @Sendable () -> Bool
    ) throws {
        self.request = request
        self.isCancelled = isCancelled
        self.snapshot = snapshot
        let totals = try snapshot.totals()
        let postings = ExpressionPostings(try snapshot.postings(isCancelled: isCancelled), snapshot.parts())
        self.postings = postings
        let languages = try QueryLanguages(request.language, snapshot, articles: totals.articles)
        if let example = request.example {
            plan = try QueryPlan(
                like: example, languages, request.ranking, analyzers, postings, articles: totals.articles)
        } else {
            var planner = QueryPlanner(
                request.query, languages: languages, requiresAllWords: request.requiresAllWords,
                compounds: CompoundVariants(
                    languages.ofCompounds, articles: totals.articles,
                    analyzers: analyzers, postings: postings),
                analyzers: analyzers)
            plan = try planner.plan()
        }
        ranking = try ArticleRanking(
            plan, request.ranking, snapshot, postings, totals, analyzers, isCancelled: isCancelled)
        selection = PassageSelection(weights: ranking.weights)
        highlighter = Highlighter(phrases: plan.terms.map(\.phrases), analyzers)
        excerpts = request.excerptLength.map { ExcerptSelection(length: $0, analyzers) }
    }

    // MARK: - Articles

    /// The best articles.
    func best(_ limit: Int) throws -> ArticleRanking.Result {
        guard let example = request.example?.article else {
            return try ranking.best(limit, passing: try filteredArticles())
        }
        var result = try ranking.best(limit.saturatingAdding(1), passing: try filteredArticles())
        result.candidates.removeAll { Int64($0.article) == example }
        result.candidates.removeLast(max(0, result.candidates.count - limit))
        return result
    }

    /// How many articles match.
    func count() throws -> Int {
        guard let expression = plan.expression else { return 0 }
        let filter = try filteredArticles()
        let example = request.example?.article
        if filter == nil, example == nil { return try postings.count(of: expression) }
        guard let articles = try postings.articles(matching: expression) else { return 0 }
        var count = 0
        while articles.article != noArticle {
            let article = Int64(articles.article)
            if filter?.contains(article) ?? true, article != example { count += 1 }
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
        in candidates: some Sequence<Candidate>, of result: ArticleRanking.Result
    ) throws -> [UInt32: [Occurrence]] {
        try ranking.occurrences(in: candidates, of: result)
    }

    func summary(of article: UInt32) throws -> Hit.ArticleSummary {
        guard let record = try snapshot.article(Int64(article)) else {
            throw IndexError.corrupt(path: snapshot.path, detail: "article \(article) is missing")
        }
        return Hit.ArticleSummary(
            id: record.id, key: record.key, path: record.path, title: record.title, published: record.published,
            source: record.source, author: record.author, language: record.language, url: record.url,
            fileHash: record.fileHash)
    }

    /// The best passages of an article.
    func hits(_ candidate: Candidate, _ occurrences: [Occurrence], rank: Int) throws -> [Hit] {
        let summary = try summary(of: candidate.article)
        guard let text = try snapshot.text(of: Int64(candidate.article)) else { return [] }
        let chosen = selection.passages(
            occurrences, in: text.passages, count: request.passagesPerArticle)
        if chosen.passages.isEmpty {
            // An article that is nothing but a title.
            let empty = Hit.Passage(index: 0, text: "", line: 1, bytes: 0..<0)
            return [Hit(rank: rank, score: candidate.score, article: summary, passage: empty, highlights: [])]
        }
        let body = Array(text.body.utf8)
        return chosen.passages.map { choice in
            let entry = text.passages[choice.number]
            let passage = String(decoding: body[entry.passage.bytes], as: UTF8.self)
            let matches = highlighter.matches(
                in: passage, positions: entry.passage.positions, occurrences, text.language)
            return Hit(
                rank: rank, score: candidate.score, article: summary,
                passage: Hit.Passage(
                    index: choice.number, text: passage, line: entry.line, bytes: entry.passage.bytes,
                    sourceBytes: entry.source, score: choice.score),
                highlights: Highlighter.highlights(of: matches),
                excerpt: excerpts?.excerpt(of: passage, text.language, matches, weights: chosen.weights))
        }
    }

    // MARK: - Explanation

    func explanation(_ result: ArticleRanking.Result, _ phases: [Explanation.Phase]) -> Explanation {
        Explanation(
            reading: plan.reading, remarks: plan.remarks,
            expression: plan.expression?.readable ?? "",
            terms: plan.terms.indices.map { index in
                Explanation.Term(
                    word: plan.terms[index].text, variants: plan.terms[index].phrases.map(\.description),
                    documentFrequency: ranking.documentFrequencies[index], weight: ranking.weights[index],
                    isOnlyLookedUp: result.drivers.map { !$0.contains(index) } ?? false)
            },
            expansion: result.expansion.map { expansion in
                Explanation.Term(
                    word: expansion.term.word, variants: [String(decoding: expansion.term.bytes, as: UTF8.self)],
                    documentFrequency: expansion.term.documentFrequency, weight: expansion.weight)
            },
            articlesVisited: result.visited, milliseconds: phases)
    }
}
