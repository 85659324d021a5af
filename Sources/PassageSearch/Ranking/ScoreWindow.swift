import IndexFile

/// The scores of a row of articles, while one term after the other is added to them.
///
/// To look at one term after the other for some thousand articles, instead of at all terms for each article, keeps
/// what is touched in the cache and the branches foreseeable (after Lucene's BooleanScorer).
struct ScoreWindow: ~Copyable {
    /// As many as a block of lengths has.
    private static let width = LengthBlocks.articlesPerBlock
    private static let words = width / 64

    /// The first article of the window.
    private(set) var first: UInt32 = 0
    private let scores: UnsafeMutablePointer<Double>
    /// A bit for each article with one of the terms.
    private let occupied: UnsafeMutablePointer<UInt64>

    init() {
        scores = .allocate(capacity: Self.width)
        scores.initialize(repeating: 0, count: Self.width)
        occupied = .allocate(capacity: Self.words)
        occupied.initialize(repeating: 0, count: Self.words)
    }

    deinit {
        scores.deallocate()
        occupied.deallocate()
    }

    /// Behind the last article of the window.
    var end: UInt32 {
        let (end, isBehindAll) = first.addingReportingOverflow(UInt32(Self.width))
        return isBehindAll ? noArticle : end
    }

    /// Goes to the window that holds `article`; it must be empty.
    mutating func move(to article: UInt32) { first = article & ~UInt32(Self.width - 1) }

    /// Adds what a term adds to each article of a run, all of which lie in the window.
    ///
    /// - Parameter lengths: the packed lengths of the window's articles.
    func add(
        _ run: UnsafeBufferPointer<FrequencyRun.Entry>, _ model: BM25, weight: Double,
        _ lengths: UnsafeBufferPointer<UInt32>
    ) {
        for entry in run {
            let place = Int(entry.article) & (Self.width - 1)
            let normalization = model.normalization(ArticleLength(packed: lengths[place]))
            scores[place] += model.score(weight, entry.frequency, normalization)
            occupied[place >> 6] |= 1 << UInt64(place & 63)
        }
    }

    /// Calls `body` with each article that has one of the terms, ascending, its place in the window and its score, and
    /// empties the window.
    @inline(__always)
    func drain(_ body: (_ article: UInt32, _ place: Int, _ score: Double) throws -> Void) rethrows {
        for word in 0..<Self.words {
            var bits = occupied[word]
            occupied[word] = 0
            while bits != 0 {
                let place = word << 6 + bits.trailingZeroBitCount
                bits &= bits - 1
                let score = scores[place]
                scores[place] = 0
                try body(first + UInt32(place), place, score)
            }
        }
    }
}
