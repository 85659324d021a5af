import IndexFile

/// The places in one field.
struct FieldFilter: PlaceFilter {
    let field: ArticleField

    /// By the frequency of all, as the places of a prefix take a pass over all its postings.
    func frequency(in postings: any Postings) throws -> TermFrequency {
        let all = try postings.frequency
        return field == .title ? .init(body: 0, title: all.title) : .init(body: all.body, title: 0)
    }

    func appendPlaces(of postings: any Postings, to places: inout [Place]) throws {
        var all: [Place] = []
        try postings.appendPlaces(to: &all)
        places += all.filter { $0.field == field.rawValue }
    }
}
