import IndexFile

/// Finds the best articles of a query: exactly those that scoring every match would find, and their exact scores.
///
/// A score is added up from the term that can add most to the one that can add least, whichever way an article is come
/// to, so that it is the same to the last bit.
final class ArticleScoring {
    /// A term of the query with where it occurs.
    struct Term {
        var postings: any Postings
        var weight: Double
    }

    /// The term that can add most first.
    private let terms: [Term]
    /// Which of the given terms each of `terms` is.
    private let numbers: [Int]
    private let model: BM25
    private let lengths: ArticleLengths
    private let filter: ArticleSet?
    private let isCancelled: () -> Bool
    private var top: TopArticles
    /// Articles that were looked at.
    private(set) var visited = 0
    /// The terms, by their numbers, that led to articles up to the end; the others were only looked up in these.
    private(set) var drivers: Set<Int> = []

    init(
        _ terms: [Term], model: BM25, lengths: ArticleLengths, filter: ArticleSet?, limit: Int,
        isCancelled: @escaping () -> Bool = { false }
    ) {
        numbers = Self.order(terms.map(\.weight))
        self.terms = numbers.map { terms[$0] }
        self.model = model
        self.lengths = lengths
        self.filter = filter
        self.isCancelled = isCancelled
        top = TopArticles(limit: limit)
    }

    /// The order in which terms of these weights are added up.
    static func order(_ weights: [Double]) -> [Int] {
        weights.indices.sorted { (-weights[$0], $0) < (-weights[$1], $1) }
    }

    var ranking: [Candidate] { top.ranking }

    // MARK: - Given articles

    /// Scores the articles of a list.
    func score(_ articles: any ArticleList) throws {
        while articles.article != noArticle {
            let article = articles.article
            if filter?.contains(Int64(article)) ?? true {
                visited += 1
                if visited & 0xFFF == 0, isCancelled() { throw CancellationError() }
                let normalization = model.normalization(try lengths.length(of: article))
                var score = 0.0
                for term in terms { score += try self.score(of: term, in: article, normalization) }
                top.insert(Candidate(article: article, score: score))
            }
            try articles.advance()
        }
    }

    /// What a term adds to the score of an article, which its postings have not passed yet.
    @inline(__always)
    private func score(of term: Term, in article: UInt32, _ normalization: Double) throws -> Double {
        try term.postings.advance(to: article)
        guard term.postings.article == article else { return 0 }
        return model.score(term.weight, try term.postings.frequency, normalization)
    }

    // MARK: - Any of the terms

    /// Scores the articles with any of the terms, those excepted that cannot be among the best any more.
    ///
    /// MaxScore (Turtle and Flood, 1995): terms whose bounds together do not reach the worst of the best so far no
    /// longer say where to look; they are only looked up in the articles that the other terms lead to.
    func scoreArticlesWithAnyTerm() throws {
        // What the terms from each on can add together.
        var reserves = [0.0]
        for term in terms.reversed() { reserves.append((reserves.last ?? 0) + model.bound(weight: term.weight)) }
        reserves.reverse()

        var window = ScoreWindow()
        var run = FrequencyRun()
        var driving = terms.count
        while true {
            while driving > 0, reserves[driving - 1] * Self.slack <= top.threshold { driving -= 1 }
            drivers = Set(numbers[..<driving])
            let first = terms[..<driving].reduce(noArticle) { min($0, $1.postings.article) }
            guard first != noArticle else { return }
            if isCancelled() { throw CancellationError() }
            window.move(to: first)
            let lengths = try lengths.block(of: first)
            try lengths.withUnsafeBufferPointer { lengths in
                for term in terms[..<driving] {
                    run.removeAll()
                    try term.postings.advance(to: window.first)
                    try term.postings.appendFrequencies(to: &run, before: window.end)
                    window.add(run.entries, model, weight: term.weight, lengths)
                }
                try collect(&window, lookUpFrom: driving, reserves, lengths)
            }
        }
    }

    /// Sums in another order differ in their last bits.
    private static let slack = 1 + 1e-9

    /// Takes the best articles out of a window, and empties it.
    ///
    /// - Parameters:
    ///   - driving: the terms from here on are not in the window.
    ///   - reserves: what the terms from each on can add together.
    private func collect(
        _ window: inout ScoreWindow, lookUpFrom driving: Int, _ reserves: [Double],
        _ lengths: UnsafeBufferPointer<UInt32>
    ) throws {
        var visited = 0
        defer { self.visited += visited }
        var threshold = top.threshold
        try window.drain { article, place, score in
            if let filter, !filter.contains(Int64(article)) { return }
            visited += 1
            var score = score
            guard (score + reserves[driving]) * Self.slack > threshold else { return }
            if driving < terms.count {
                let normalization = model.normalization(ArticleLength(packed: lengths[place]))
                for term in driving..<terms.count {
                    guard (score + reserves[term]) * Self.slack > threshold else { return }
                    score += try self.score(of: terms[term], in: article, normalization)
                }
            }
            top.insert(Candidate(article: article, score: score))
            threshold = top.threshold
        }
    }
}
