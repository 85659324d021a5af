/// How much a stretch of an article tells of a query.
///
/// Its worth is BM25's (coverage and density: every term counts by its weight, and soon no more for being repeated),
/// and for each pair of different terms in a row what their nearness tells (after BM25TP, Büttcher, Clarke and
/// Lushman, 2006): the smaller weight over the squared distance.
struct PassageEvidence {
    /// BM25's k1, as it is for articles; anything from 0.6 to 2 chooses about the same passages.
    private static let saturation = 1.2

    /// By term, as occurrences name them.
    let weights: [Double]

    /// - Parameter occurrences: those in the stretch, in the order of the text (`Occurrence.precedes`).
    /// - Complexity: O(occurrences + terms).
    func worth(of occurrences: some Sequence<Occurrence>) -> Double {
        withUnsafeTemporaryAllocation(of: Double.self, capacity: weights.count) { frequencies in
            frequencies.initialize(repeating: 0)
            var nearness = 0.0
            var last: Occurrence?
            for next in occurrences {
                defer { last = next }
                // A word can be found as several of a term's variants, and a phrase by each of its words.
                if let last, last.term == next.term {
                    if last.position == next.position { continue }
                } else if let last {
                    let distance = Double(max(next.position - last.position, 1))
                    nearness += min(weights[last.term], weights[next.term]) / (distance * distance)
                }
                frequencies[next.term] += 1
            }
            var worth = Self.saturated(nearness)
            for (weight, frequency) in zip(weights, frequencies) where frequency > 0 {
                worth += weight * Self.saturated(frequency)
            }
            return worth
        }
    }

    private static func saturated(_ frequency: Double) -> Double {
        (saturation + 1) * frequency / (frequency + saturation)
    }
}
