import IndexFile

/// Finds the best articles of a query: exactly those that scoring every match would find, and their exact scores.
final class ArticleScoring {
    /// A term of the query with where it occurs.
    struct Term {
        var postings: any Postings
        var weight: Double
    }

    private let terms: [Term]
    private let weights: [Double]
    private let model: BM25
    private let lengths: ArticleLengths
    private let filter: ArticleSet?
    private let isCancelled: () -> Bool
    /// More terms are taken some at a time.
    private let mostTogether: Int
    private var top: TopArticles
    /// Articles that were looked at.
    private(set) var visited = 0
    /// The terms that led to articles up to the end; the others were only looked up in these.
    private(set) var drivers: Set<Int> = []

    /// - Parameters:
    ///   - terms: in the order in which their scores are added up.
    ///   - mostTogether: how many terms' frequencies are held at a time, 16 kB for each.
    init(
        _ terms: [Term], model: BM25, lengths: ArticleLengths, filter: ArticleSet?, limit: Int,
        isCancelled: @escaping () -> Bool = { false }, mostTogether: Int = 1024
    ) {
        self.terms = terms
        weights = terms.map(\.weight)
        self.model = model
        self.lengths = lengths
        self.filter = filter
        self.isCancelled = isCancelled
        self.mostTogether = mostTogether
        top = TopArticles(limit: limit)
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
    func scoreArticlesWithAnyTerm() throws {
        guard terms.count <= mostTogether else { return try scoreArticlesWithAnyOfManyTerms() }
        let window = FrequencyWindow(terms: terms.count)
        let bounds = terms.map { model.bound(weight: $0.weight) }
        // By what they can add, the least first; and what they can add together up to each.
        let order = terms.indices.sorted { (bounds[$0], $0) < (bounds[$1], $1) }
        var sums: [Double] = []
        for term in order { sums.append((sums.last ?? 0) + bounds[term]) }

        var driving = 0
        while true {
            while driving < order.count, sums[driving] * Self.slack <= top.threshold { driving += 1 }
            drivers = Set(order[driving...])
            var first = noArticle
            for term in order[driving...] { first = min(first, terms[term].postings.article) }
            guard first != noArticle else { return }
            if isCancelled() { throw CancellationError() }
            window.move(to: first)
            for term in order[driving...] {
                try terms[term].postings.advance(to: window.first)
                try terms[term].postings.fill(window, term, before: window.end)
            }
            try scoreWindow(window, lookedUp: order[..<driving], sums)
        }
    }

    /// Scores all articles with any of the terms, some of the terms at a time: a query as long as a book.
    private func scoreArticlesWithAnyOfManyTerms() throws {
        let window = FrequencyWindow(terms: mostTogether)
        var scores = [Double](repeating: 0, count: Int(FrequencyWindow.width))
        var isFound = [Bool](repeating: false, count: scores.count)
        while true {
            if isCancelled() { throw CancellationError() }
            let first = terms.reduce(noArticle) { min($0, $1.postings.article) }
            guard first != noArticle else { return }
            window.move(to: first)
            let lengths = try lengths.block(of: first)
            for start in stride(from: 0, to: terms.count, by: mostTogether) {
                let some = terms[start..<min(start + mostTogether, terms.count)]
                for (number, term) in some.enumerated() {
                    try term.postings.fill(window, number, before: window.end)
                }
                window.drain { place in
                    let normalization = model.normalization(ArticleLength(packed: lengths[place]))
                    isFound[place] = true
                    for (number, term) in some.enumerated() {
                        let frequency = window.frequency(number, at: place)
                        if !frequency.isNone { scores[place] += model.score(term.weight, frequency, normalization) }
                    }
                }
            }
            for place in scores.indices where isFound[place] {
                let article = window.first + UInt32(place)
                if filter?.contains(Int64(article)) ?? true {
                    visited += 1
                    top.insert(Candidate(article: article, score: scores[place]))
                }
                scores[place] = 0
                isFound[place] = false
            }
        }
    }

    /// Sums in another order differ in their last bits.
    private static let slack = 1 + 1e-9

    /// Scores the articles of a window, and empties it.
    ///
    /// - Parameters:
    ///   - lookedUp: the terms that are not in the window, the one that can add most last.
    ///   - sums: what these can add up to each of them.
    private func scoreWindow(
        _ window: FrequencyWindow, lookedUp: ArraySlice<Int>, _ sums: [Double]
    ) throws {
        let lengths = try lengths.block(of: window.first)
        try withUnsafeTemporaryAllocation(of: UInt16.self, capacity: Int(FrequencyWindow.width)) { places in
            guard let places = places.baseAddress else { return }
            let count = window.occupiedPlaces(into: places)
            defer { window.clear(places, count: count) }
            let reserve = lookedUp.isEmpty ? 0 : sums[lookedUp.count - 1]
            for index in 0..<count {
                let place = Int(places[index])
                let article = window.first + UInt32(place)
                if let filter, !filter.contains(Int64(article)) { continue }
                visited += 1
                let normalization = model.normalization(ArticleLength(packed: lengths[place]))
                var score = score(window, place, normalization)
                guard (score + reserve) * Self.slack > top.threshold else { continue }
                if !lookedUp.isEmpty {
                    guard try lookUp(lookedUp, window, place, score, sums, normalization) else { continue }
                    // Added up in the order of the terms, as it is everywhere.
                    score = self.score(window, place, normalization)
                }
                top.insert(Candidate(article: article, score: score))
            }
        }
    }

    /// What the terms in the window add to the score of the article at a place.
    @inline(__always)
    private func score(_ window: FrequencyWindow, _ place: Int, _ normalization: Double) -> Double {
        var score = 0.0
        for term in weights.indices {
            let packed = window.frequencies[term << 12 + place]
            if packed != 0 { score += model.score(weights[term], TermFrequency(packed: packed), normalization) }
        }
        return score
    }

    /// Enters the frequencies of the terms that have to be looked up; `false` when the article cannot be among the best.
    private func lookUp(
        _ lookedUp: ArraySlice<Int>, _ window: FrequencyWindow, _ place: Int, _ score: Double, _ sums: [Double],
        _ normalization: Double
    ) throws -> Bool {
        let article = window.first + UInt32(place)
        var partial = score
        // The term that can add most first, so that it is soon known when an article cannot be among the best.
        for rank in lookedUp.indices.reversed() {
            guard (partial + sums[rank]) * Self.slack > top.threshold else { return false }
            let postings = terms[lookedUp[rank]].postings
            try postings.advance(to: article)
            guard postings.article == article else { continue }
            let frequency = try postings.frequency
            window.enter(frequency, at: place, lookedUp[rank])
            partial += model.score(weights[lookedUp[rank]], frequency, normalization)
        }
        return true
    }
}
