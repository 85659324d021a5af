import HeapModule
import PassageIndex

/// Where a phrase of the query occurs in an article.
struct Occurrence: Equatable {
    var term: Int
    var phrase: Int
    /// 0 the title, 1 the body.
    var column: Int
    /// The position of the phrase's first token.
    var position: Int
}

/// An article that matched, with all that the first pass saw of it.
struct Candidate: Comparable {
    var article: Int64
    var score: Double
    var occurrences: [Occurrence]

    /// The order of the ranking, worst first: by score, and among equals the higher id is the worse.
    static func < (a: Candidate, b: Candidate) -> Bool {
        a.score != b.score ? a.score < b.score : a.article > b.article
    }

    static func == (a: Candidate, b: Candidate) -> Bool {
        a.score == b.score && a.article == b.article
    }
}

/// Scores every match and keeps the best `limit`, in a heap whose root is the worst of them.
final class TopCollector: MatchVisitor {
    private let limit: Int
    /// The phrases of each term, by the numbers FTS5 gives them.
    private let terms: [[Int]]
    private let weights: [Double]
    private let model: BM25
    private let lengths: ArticleLengths
    private let filter: ArticleSet?
    private let keepsOccurrences: Bool
    /// Where a term of several phrases occurs, column and position in one number; kept for its memory.
    private var places: [Int] = []
    private var heap = Heap<Candidate>()
    /// How many articles matched, the filter included.
    private(set) var matches = 0

    /// - Parameter weights: by term, as `terms`.
    init(
        limit: Int, terms: [[Int]], weights: [Double], model: BM25, lengths: ArticleLengths,
        filter: ArticleSet?, keepsOccurrences: Bool
    ) {
        self.limit = limit
        self.terms = terms
        self.weights = weights
        self.model = model
        self.lengths = lengths
        self.filter = filter
        self.keepsOccurrences = keepsOccurrences
    }

    /// The best articles, best first.
    func ranking() -> [Candidate] {
        heap.unordered.sorted(by: >)
    }

    func visit(_ match: borrowing FTS5Match) -> Bool {
        let article = match.rowID
        if let filter, !filter.contains(article) { return true }
        matches += 1
        guard limit > 0 else { return true }
        let score = score(match, article)
        var candidate = Candidate(article: article, score: score, occurrences: [])
        if heap.count < limit {
            candidate.occurrences = occurrences(match)
            heap.insert(candidate)
        } else if let worst = heap.min, worst < candidate {
            candidate.occurrences = occurrences(match)
            heap.replaceMin(with: candidate)
        }
        return true
    }

    private func score(_ match: borrowing FTS5Match, _ article: Int64) -> Double {
        let normalization = model.normalization(lengths.length(of: article))
        var score = 0.0
        for (term, phrases) in terms.enumerated() {
            let frequency = frequency(match, phrases)
            guard frequency.title + frequency.body > 0 else { continue }
            score += model.score(
                weight: weights[term], title: frequency.title, body: frequency.body, normalization: normalization)
        }
        return score
    }

    /// How often a term occurs: the places where one of its phrases begins, each counted once.
    private func frequency(_ match: borrowing FTS5Match, _ phrases: [Int]) -> (title: Int, body: Int) {
        var title = 0
        var body = 0
        if phrases.count == 1 {
            match.forEachOccurrence(ofPhrase: phrases[0]) { column, _ in
                if column == ArticleField.title.rawValue { title += 1 } else { body += 1 }
            }
            return (title, body)
        }
        places.removeAll(keepingCapacity: true)
        for phrase in phrases {
            match.forEachOccurrence(ofPhrase: phrase) { column, position in places.append(column << 32 | position) }
        }
        places.sort()
        var last = -1
        for place in places where place != last {
            if place >> 32 == ArticleField.title.rawValue { title += 1 } else { body += 1 }
            last = place
        }
        return (title, body)
    }

    private func occurrences(_ match: borrowing FTS5Match) -> [Occurrence] {
        guard keepsOccurrences else { return [] }
        var occurrences: [Occurrence] = []
        for (term, phrases) in terms.enumerated() {
            for phrase in phrases {
                match.forEachOccurrence(ofPhrase: phrase) { column, position in
                    occurrences.append(Occurrence(term: term, phrase: phrase, column: column, position: position))
                }
            }
        }
        return occurrences
    }
}
