import PassageIndex

/// Finds the best articles of a query: exactly those that scoring every match would find, and their exact scores.
struct ArticleScoring {
    /// A term of the query with where it occurs.
    struct Term {
        var postings: any Postings
        var weight: Double
    }

    private let terms: [Term]
    private let model: BM25
    private let lengths: ArticleLengths
    private let filter: ArticleSet?
    private var top: TopArticles
    /// Articles that were looked at.
    private(set) var visited = 0

    /// - Parameter terms: in the order in which their scores are added up.
    init(_ terms: [Term], model: BM25, lengths: ArticleLengths, filter: ArticleSet?, limit: Int) {
        self.terms = terms
        self.model = model
        self.lengths = lengths
        self.filter = filter
        top = TopArticles(limit: limit)
    }

    var ranking: [Candidate] { top.ranking }

    // MARK: - Given articles

    /// Scores the articles of a list.
    mutating func score(_ articles: any ArticleList) throws {
        while articles.article != noArticle {
            let article = articles.article
            if filter?.contains(Int64(article)) ?? true {
                visited += 1
                let normalization = model.normalization(try lengths.length(of: article))
                var score = 0.0
                for term in terms {
                    try term.postings.advance(to: article)
                    guard term.postings.article == article else { continue }
                    score += model.score(term.weight, try term.postings.frequency, normalization)
                }
                top.insert(Candidate(article: article, score: score))
            }
            try articles.advance()
        }
    }

    // MARK: - Any of the terms

    /// Scores the articles with any of the terms, those excepted that cannot be among the best any more.
    ///
    /// MaxScore (Turtle and Flood, 1995): terms whose bounds together do not reach the worst of the best so far no
    /// longer say where to look; they are only looked up in the articles that the other terms lead to.
    mutating func scoreArticlesWithAnyTerm() throws {
        var window = FrequencyWindow(terms: terms.count)
        let bounds = terms.map { model.bound(weight: $0.weight) }
        // By what they can add, the least first; and what they can add together up to each.
        let order = terms.indices.sorted { (bounds[$0], $0) < (bounds[$1], $1) }
        var sums: [Double] = []
        for term in order { sums.append((sums.last ?? 0) + bounds[term]) }
        // Sums in another order differ in their last bits.
        let slack = 1 + 1e-9
        var frequencies = [TermFrequency](repeating: .none, count: terms.count)

        var driving = 0
        while true {
            while driving < order.count, sums[driving] * slack <= top.threshold { driving += 1 }
            let drivers = order[driving...]
            var first = noArticle
            for term in drivers { first = min(first, terms[term].postings.article) }
            guard first != noArticle else { return }
            window.move(to: first)
            for term in drivers { try terms[term].postings.fill(&window, term) }
            let inSet = order[..<driving]
            let reserve = driving > 0 ? sums[driving - 1] : 0
            try window.drain { window, article in
                if let filter, !filter.contains(Int64(article)) { return }
                visited += 1
                let normalization = model.normalization(try lengths.length(of: article))
                var score = 0.0
                for term in terms.indices {
                    frequencies[term] = window.frequency(article, term)
                    guard frequencies[term] != .none else { continue }
                    score += model.score(terms[term].weight, frequencies[term], normalization)
                }
                guard (score + reserve) * slack > top.threshold else { return }
                if driving > 0 {
                    // The term that can add most first, so that it is soon known when an article cannot be among the
                    // best.
                    var partial = score
                    for rank in inSet.indices.reversed() {
                        guard (partial + sums[rank]) * slack > top.threshold else { return }
                        let postings = terms[order[rank]].postings
                        try postings.advance(to: article)
                        guard postings.article == article else { continue }
                        frequencies[order[rank]] = try postings.frequency
                        partial += model.score(terms[order[rank]].weight, frequencies[order[rank]], normalization)
                    }
                    score = 0
                    for term in terms.indices where frequencies[term] != .none {
                        score += model.score(terms[term].weight, frequencies[term], normalization)
                    }
                }
                top.insert(Candidate(article: article, score: score))
            }
        }
    }
}
