import HeapModule

/// An article with its score.
struct Candidate: Comparable {
    var article: UInt32
    var score: Double

    /// The order of the ranking, worst first: by score, and among equals the higher id is the worse.
    static func < (a: Candidate, b: Candidate) -> Bool {
        a.score != b.score ? a.score < b.score : a.article > b.article
    }
}

/// The best articles of those that were shown to it, in a heap whose root is the worst of them.
struct TopArticles {
    private let limit: Int
    private var heap = Heap<Candidate>()

    init(limit: Int) {
        self.limit = max(0, limit)
    }

    /// What an article that comes later has to exceed, as of two equals the earlier one is the better.
    private(set) var threshold = -Double.infinity

    @inline(__always)
    mutating func insert(_ candidate: Candidate) {
        guard candidate.score > threshold else { return }
        add(candidate)
    }

    @inline(never)
    private mutating func add(_ candidate: Candidate) {
        if heap.count < limit { heap.insert(candidate) } else if limit > 0 { heap.replaceMin(with: candidate) }
        if heap.count == limit { threshold = heap.min?.score ?? .infinity }
    }

    /// Best first.
    var ranking: [Candidate] { heap.unordered.sorted(by: >) }
}
