import IndexFile

/// The articles with any of several phrases; a place where several begin counts once.
///
/// Mostly one of them is frequent and the others are rare spellings of it. So that one is gone through as by itself, up
/// to the next article with another one.
final class AlternativePostings: Postings {
    /// The phrase that is found most, and the others.
    private let main: any Postings
    private let others: [any Postings]
    private let rare: AnyArticles
    private var places: [Place] = []

    /// - Parameters:
    ///   - alternatives: at least one.
    ///   - main: which of them is the most frequent.
    init(_ alternatives: [any Postings], main: Int) {
        self.main = alternatives[main]
        var others = alternatives
        others.remove(at: main)
        self.others = others
        rare = AnyArticles(others)
    }

    /// Whether all of them stand in the index as they are.
    var areTerms: Bool { main is TermPostings && others.allSatisfy { $0 is TermPostings } }

    var article: UInt32 { min(main.article, rare.article) }

    func advance() throws {
        let current = article
        if main.article == current { try main.advance() }
        if rare.article == current { try rare.advance() }
    }

    func advance(to target: UInt32) throws {
        try main.advance(to: target)
        try rare.advance(to: target)
    }

    var frequency: TermFrequency {
        get throws {
            let current = article
            if rare.article != current { return try main.frequency }
            places.removeAll(keepingCapacity: true)
            try appendPlaces(to: &places)
            return TermFrequency(of: places)
        }
    }

    func appendPlaces(to places: inout [Place]) throws {
        let start = places.count
        let current = article
        for postings in [main] + others where postings.article == current {
            try postings.appendPlaces(to: &places)
        }
        places.sortAndUnite(from: start)
    }

    func appendFrequencies(to run: inout FrequencyRun, before limit: UInt32) throws {
        while article < limit {
            try main.appendFrequencies(to: &run, before: min(rare.article, limit))
            guard rare.article < limit else { return }
            run.append(article, try frequency)
            try advance()
        }
    }

    func count(before limit: UInt32) throws -> Int {
        var count = 0
        while article < limit {
            count += try main.count(before: min(rare.article, limit))
            guard rare.article < limit else { break }
            count += 1
            try advance()
        }
        return count
    }
}
