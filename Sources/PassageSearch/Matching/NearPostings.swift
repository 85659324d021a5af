import IndexFile

/// The articles where several terms occur in one stretch of a field, in any order, with no more than so many tokens in
/// it beside the first.
final class NearPostings: Postings {
    private let terms: [any Postings]
    private let distance: Int
    /// The articles with all the terms.
    private let candidates: AllArticles
    private var places: [Place] = []

    /// - Parameter distance: how many tokens may stand between the first and the last.
    init(_ terms: [any Postings], distance: Int) throws {
        self.terms = terms
        self.distance = distance
        candidates = try AllArticles(terms)
        try settle()
    }

    var article: UInt32 { candidates.article }

    func advance() throws {
        try candidates.advance()
        try settle()
    }

    func advance(to target: UInt32) throws {
        guard article < target else { return }
        try candidates.advance(to: target)
        try settle()
    }

    var frequency: TermFrequency { TermFrequency(of: places) }

    func appendPlaces(to places: inout [Place]) { places += self.places }

    /// Passes over the articles where the terms are not near each other.
    private func settle() throws {
        while article != noArticle {
            places.removeAll(keepingCapacity: true)
            try findPlaces()
            if !places.isEmpty { return }
            try candidates.advance()
        }
    }

    private func findPlaces() throws {
        var byTerm: [[Place]] = []
        for term in terms {
            var places: [Place] = []
            try term.appendPlaces(to: &places)
            byTerm.append(places)
        }
        for kept in Self.near(byTerm, distance: distance) { places += kept }
        // A place that two terms share, as where the query names a word twice, counts once.
        places.sortAndUnite()
    }

    /// Of the places of each term, ascending, those that lie in a stretch with places of all terms.
    static func near(_ byTerm: [[Place]], distance: Int) -> [[Place]] {
        let all = byTerm.enumerated().flatMap { term, places in places.map { (place: $0, term: term) } }
            .sorted { ($0.place, $0.term) < ($1.place, $1.term) }
        var counts = [Int](repeating: 0, count: byTerm.count)
        var missing = byTerm.count
        var kept = byTerm.map { _ in [Place]() }
        var end = 0
        // Everything before `done` has been kept where it is to be kept.
        var done = 0
        for start in all.indices {
            let furthest = all[start].place.advanced(by: distance).advanced(by: 1)
            while end < all.count, all[end].place <= furthest, all[end].place.field == furthest.field {
                if counts[all[end].term] == 0 { missing -= 1 }
                counts[all[end].term] += 1
                end += 1
            }
            if missing == 0 {
                for index in max(start, done)..<end { kept[all[index].term].append(all[index].place) }
                done = max(done, end)
            }
            counts[all[start].term] -= 1
            if counts[all[start].term] == 0 { missing += 1 }
        }
        return kept
    }
}
