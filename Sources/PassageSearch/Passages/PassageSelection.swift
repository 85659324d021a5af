import IndexFile

/// Where a phrase of a query's term occurs in an article.
struct Occurrence: Equatable {
    var term: Int
    /// The phrase's number in the term.
    var phrase: Int
    /// An `ArticleField`.
    var field: Int
    /// The position of the phrase's first token.
    var position: Int
}

/// Chooses the passages of an article that answer a query best, from where the query's terms occur.
///
/// A passage's worth is BM25's over the passage (coverage and density: every term counts by its weight, and soon no
/// more for being repeated), and for each pair of different terms in a row what their nearness tells (after
/// BM25TP, Büttcher, Clarke and Lushman, 2006): the smaller weight over the squared distance.
struct PassageSelection {
    private static let saturation = 1.2
    /// Title and lede carry a story: among equals the earlier passage is the better.
    let weights: [Double]

    /// The numbers of the best `count` passages, in the order of the text.
    func passages(_ occurrences: [Occurrence], in passages: [PassageTable.Entry], count: Int) -> [Int] {
        guard !passages.isEmpty, count > 0 else { return [] }
        var byPassage = [[Occurrence]](repeating: [], count: passages.count)
        for occurrence in occurrences where occurrence.field == ArticleField.body.rawValue {
            if let number = Self.passage(at: occurrence.position, in: passages) {
                byPassage[number].append(occurrence)
            }
        }
        let worths = byPassage.map(worth)
        let found = worths.indices.filter { worths[$0] > 0 }
        guard !found.isEmpty else { return [0] }
        let best = found.sorted { worths[$0] != worths[$1] ? worths[$0] > worths[$1] : $0 < $1 }
        return best.prefix(count).sorted()
    }

    /// The passage that holds a position: binary search, as passages share out all positions in order.
    static func passage(at position: Int, in passages: [PassageTable.Entry]) -> Int? {
        var low = 0
        var high = passages.count
        while low < high {
            let middle = (low + high) / 2
            if passages[middle].passage.positions.upperBound <= position { low = middle + 1 } else { high = middle }
        }
        return low < passages.count ? low : nil
    }

    private func worth(of occurrences: [Occurrence]) -> Double {
        var frequencies = [Int: Double]()
        for occurrence in occurrences { frequencies[occurrence.term, default: 0] += 1 }
        var worth = 0.0
        for (term, frequency) in frequencies.sorted(by: { $0.key < $1.key }) {
            worth += weights[term] * (Self.saturation + 1) * frequency / (frequency + Self.saturation)
        }
        let inOrder = occurrences.sorted { ($0.position, $0.term) < ($1.position, $1.term) }
        var nearness = 0.0
        for (one, other) in zip(inOrder, inOrder.dropFirst()) where one.term != other.term {
            let distance = Double(max(other.position - one.position, 1))
            nearness += min(weights[one.term], weights[other.term]) / (distance * distance)
        }
        return worth + Self.saturated(nearness)
    }

    private static func saturated(_ nearness: Double) -> Double {
        (saturation + 1) * nearness / (nearness + saturation)
    }
}
