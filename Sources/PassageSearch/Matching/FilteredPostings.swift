import IndexFile

/// What of the places where a phrase occurs counts.
protocol PlaceFilter {
    /// How often the phrase occurs at places that count, in the article that its postings are at.
    mutating func frequency(in postings: any Postings) throws -> TermFrequency

    /// Adds these places, in the article whose frequency was asked for last.
    func appendPlaces(of postings: any Postings, to places: inout [Place]) throws
}

/// The articles where a phrase occurs at places that count.
final class FilteredPostings<Filter: PlaceFilter>: Postings {
    private let postings: any Postings
    private var filter: Filter
    private(set) var frequency = TermFrequency.none

    init(_ postings: any Postings, _ filter: Filter) throws {
        self.postings = postings
        self.filter = filter
        try settle()
    }

    var article: UInt32 { postings.article }

    func advance() throws {
        try postings.advance()
        try settle()
    }

    func advance(to target: UInt32) throws {
        guard postings.article < target else { return }
        try postings.advance(to: target)
        try settle()
    }

    /// Passes over articles where it occurs at other places only.
    private func settle() throws {
        while postings.article != noArticle {
            frequency = try filter.frequency(in: postings)
            if frequency != .none { return }
            try postings.advance()
        }
    }

    func appendPlaces(to places: inout [Place]) throws { try filter.appendPlaces(of: postings, to: &places) }
}
