import IndexFile

/// What the places of a query's terms in an article tell beyond how many there are: that they stand in its lede, near
/// each other, and in the order of the query.
struct PositionalEvidence {
    /// A term of the query.
    struct Term {
        var weight: Double
        var inverseDocumentFrequency: Double
        /// How many positions each of its phrases takes.
        var lengths: [Int]
        /// Whether it overlaps its neighbours, so that their nearness tells nothing.
        var isGram: Bool
    }

    private let terms: [Term]
    private let parts: [Term]
    /// Different terms that are neighbours in the query, each pair once.
    private let pairs: [Pair]
    private let parameters: RankingParameters
    private let model: BM25
    private let proximityWeight: Double

    private struct Pair: Hashable {
        var first: Int
        var second: Int
    }

    /// - Parameters:
    ///   - parts: of terms that are grams or compounds.
    ///   - sequence: the numbers of the terms in the order of the query.
    init(_ terms: [Term], parts: [Term], sequence: [Int], _ parameters: RankingParameters, _ model: BM25) {
        self.terms = terms
        self.parts = parts
        self.parameters = parameters
        self.model = model
        var known: Set<Pair> = []
        pairs = zip(sequence, sequence.dropFirst()).map(Pair.init).filter { pair in
            pair.first != pair.second && !terms[pair.first].isGram && !terms[pair.second].isGram
                && known.insert(pair).inserted
        }
        // Of many terms some are neighbours anywhere.
        let share = Double(parameters.proximityTerms) / Double(max(terms.count, 1))
        proximityWeight = parameters.proximityWeight * min(1, share)
    }

    /// What the places add to an article's score; never negative.
    ///
    /// - Parameter occurrences: of all terms, in any order.
    /// - Complexity: O(*n* log *n*) for *n* occurrences.
    func score(_ occurrences: [Occurrence], ofParts partOccurrences: [Occurrence], _ length: ArticleLength) -> Double {
        let inOrder = Self.inOrder(occurrences)
        let normalization = model.normalization(length)
        return parameters.ledeWeight * lede(inOrder, length)
            + proximityWeight * proximity(inOrder, normalization)
            + parameters.bigramWeight * bigrams(inOrder, normalization)
            + parameters.partWeight * parts(Self.inOrder(partOccurrences), normalization)
    }

    /// In the order of the text; where several phrases of a term begin at one place, one of them.
    private static func inOrder(_ occurrences: [Occurrence]) -> [PlacedTerm] {
        var inOrder = occurrences.map(PlacedTerm.init)
        inOrder.sort()
        var kept = 0
        for index in inOrder.indices {
            if kept > 0, inOrder[index].isOfSameTerm(as: inOrder[kept - 1]) { continue }
            inOrder[kept] = inOrder[index]
            kept += 1
        }
        inOrder.removeLast(inOrder.count - kept)
        return inOrder
    }

    /// Newspapers say first what matters most.
    private func lede(_ occurrences: [PlacedTerm], _ length: ArticleLength) -> Double {
        var counts = [Double](repeating: 0, count: terms.count)
        for occurrence in occurrences {
            // The body goes on where the title ends.
            let start = occurrence.isInTitle ? 0 : length.title
            if start + occurrence.position < parameters.ledeLength { counts[occurrence.term] += 1 }
        }
        return sum(of: terms, counts, parameters.k1)
    }

    /// For each two different terms one behind the other, each gains the other's weight over their squared distance.
    private func proximity(_ occurrences: [PlacedTerm], _ normalization: Double) -> Double {
        var gains = [Double](repeating: 0, count: terms.count)
        for (one, other) in zip(occurrences, occurrences.dropFirst())
        where one.term != other.term && one.field == other.field {
            if terms[one.term].isGram, terms[other.term].isGram { continue }
            let distance = Double(max(other.position - one.position, 1))
            gains[one.term] += terms[other.term].inverseDocumentFrequency / (distance * distance)
            gains[other.term] += terms[one.term].inverseDocumentFrequency / (distance * distance)
        }
        return zip(terms, gains).reduce(0) { sum, term in
            sum + model.score(min(1, term.0.inverseDocumentFrequency), term.1, normalization)
        }
    }

    /// The terms of a pair one directly behind the other count as a term of their mean weight would.
    private func bigrams(_ occurrences: [PlacedTerm], _ normalization: Double) -> Double {
        pairs.reduce(0) { sum, pair in
            let weights = terms[pair.first].inverseDocumentFrequency + terms[pair.second].inverseDocumentFrequency
            return sum + model.score(weights / 2, Double(count(of: pair, occurrences)), normalization)
        }
    }

    private func count(of pair: Pair, _ occurrences: [PlacedTerm]) -> Int {
        var count = 0
        for (index, one) in occurrences.enumerated() where one.term == pair.first {
            let next = one.position + terms[one.term].lengths[one.phrase]
            let isFollowed = occurrences[(index + 1)...].lazy
                .prefix { $0.field == one.field && $0.position <= next }
                .contains { $0.term == pair.second && $0.position == next }
            if isFollowed { count += 1 }
        }
        return count
    }

    private func parts(_ occurrences: [PlacedTerm], _ normalization: Double) -> Double {
        var counts = [Double](repeating: 0, count: parts.count)
        for occurrence in occurrences { counts[occurrence.term] += occurrence.isInTitle ? parameters.titleWeight : 1 }
        return sum(of: parts, counts, normalization)
    }

    private func sum(of terms: [Term], _ counts: [Double], _ normalization: Double) -> Double {
        zip(terms, counts).reduce(0) { $0 + model.score($1.0.weight, $1.1, normalization) }
    }
}

/// An occurrence in one number, whose order is that of the text: frequent words stand in an article hundreds of times.
private struct PlacedTerm: Comparable {
    /// The field, 30 bits of the position (an article has fewer bytes), 20 of the term (a query has fewer words), and 12
    /// of the phrase.
    private let key: UInt64

    init(_ occurrence: Occurrence) {
        let place = UInt64(occurrence.field) << 30 | UInt64(occurrence.position) & 0x3FFF_FFFF
        key = place << 32 | (UInt64(occurrence.term) & 0xF_FFFF) << 12 | UInt64(min(occurrence.phrase, 0xFFF))
    }

    var field: Int { Int(key >> 62) }
    var position: Int { Int(key >> 32 & 0x3FFF_FFFF) }
    var term: Int { Int(key >> 12 & 0xF_FFFF) }
    var phrase: Int { Int(key & 0xFFF) }
    var isInTitle: Bool { field == ArticleField.title.rawValue }

    func isOfSameTerm(as other: PlacedTerm) -> Bool { key >> 12 == other.key >> 12 }

    static func < (a: PlacedTerm, b: PlacedTerm) -> Bool { a.key < b.key }
}
