import ArticleModel
import IndexFile

/// The articles where a phrase stands in parts of some roles: in the lede, in what somebody said.
final class PartPostings: Postings {
    private let postings: any Postings
    /// Positions that the phrase has.
    private let length: Int
    private let roles: EditorialRoles
    private let parts: ArticleParts
    private var places: [Place] = []

    var frequency: TermFrequency { TermFrequency(of: places) }

    init(_ postings: any Postings, length: Int, in roles: EditorialRoles, _ parts: ArticleParts) throws {
        self.postings = postings
        self.length = length
        self.roles = roles
        self.parts = parts
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

    /// Passes over articles where it stands in none of these parts.
    private func settle() throws {
        while postings.article != noArticle {
            places.removeAll(keepingCapacity: true)
            let ranges = try parts.parts(of: postings.article).filter { roles.contains($0.role) }.map(\.positions)
            if !ranges.isEmpty {
                try postings.appendPlaces(to: &places)
                places.removeAll { place in
                    let position = Int(place.position)
                    return place.field != ArticleField.body.rawValue
                        || !ranges.contains { $0.lowerBound <= position && position + length <= $0.upperBound }
                }
                if !places.isEmpty { return }
            }
            try postings.advance()
        }
    }

    func appendPlaces(to places: inout [Place]) { places += self.places }
}
