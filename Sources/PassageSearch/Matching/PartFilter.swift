import IndexFile

/// The places in parts of some roles: in the lede, in what somebody said.
struct PartFilter: PlaceFilter {
    let roles: EditorialRoles
    /// Positions that the phrase has.
    let length: Int
    let parts: ArticleParts
    private var places: [Place] = []

    init(_ roles: EditorialRoles, ofLength length: Int, _ parts: ArticleParts) {
        self.roles = roles
        self.length = length
        self.parts = parts
    }

    mutating func frequency(in postings: any Postings) throws -> TermFrequency {
        places.removeAll(keepingCapacity: true)
        let ranges = try parts.parts(of: postings.article).filter { roles.contains($0.role) }.map(\.positions)
        guard !ranges.isEmpty else { return .none }
        try postings.appendPlaces(to: &places)
        places.removeAll { place in
            let position = Int(place.position)
            return place.field != ArticleField.body.rawValue
                || !ranges.contains { $0.lowerBound <= position && position + length <= $0.upperBound }
        }
        return TermFrequency(of: places)
    }

    func appendPlaces(of postings: any Postings, to places: inout [Place]) { places += self.places }
}
