import IndexFile

extension TermFrequency {
    /// How many places there are in each field.
    init(of places: [Place]) {
        let title = places.count { $0.field == ArticleField.title.rawValue }
        self.init(body: places.count - title, title: title)
    }
}

extension [Place] {
    /// Puts the places from `start` on in order, each once.
    mutating func sortAndUnite(from start: Int = 0) {
        self[start...].sort()
        var kept = start
        for index in start..<count where index == start || self[index] != self[kept - 1] {
            self[kept] = self[index]
            kept += 1
        }
        removeLast(count - kept)
    }
}

/// The articles where one thing follows another at a distance; the place is that of the first.
///
/// Generic, so that the usual phrase of two or three terms is compiled for what it is made of: its terms are asked
/// for every article that they share.
final class AdjacentPostings<First: Postings, Second: Postings>: Postings {
    private let first: First
    private let second: Second
    private let distance: Int
    private var places: [Place] = []
    private(set) var article: UInt32 = 0

    /// - Parameter distance: from the place of the first to that of the second.
    init(_ first: First, _ second: Second, distance: Int) throws {
        self.first = first
        self.second = second
        self.distance = distance
        try settle()
    }

    func advance() throws {
        try first.advance()
        try settle()
    }

    func advance(to target: UInt32) throws {
        guard article < target else { return }
        try first.advance(to: target)
        try settle()
    }

    private func settle() throws {
        while true {
            let article = first.article
            if article == noArticle { break }
            try second.advance(to: article)
            if second.article > article {
                if second.article == noArticle { break }
                try first.advance(to: second.article)
                continue
            }
            try findPlaces()
            if !places.isEmpty {
                self.article = article
                return
            }
            try first.advance()
        }
        article = noArticle
    }

    /// From the one with fewer places on: the other is only looked through.
    private func findPlaces() throws {
        places.removeAll(keepingCapacity: true)
        if first.placesHint <= second.placesHint {
            try first.appendPlaces(to: &places)
            try second.keepPlaces(&places, followedAt: distance)
            return
        }
        try second.appendPlaces(to: &places)
        var kept = 0
        for place in places where place.position >= distance {
            places[kept] = place.advanced(by: -distance)
            kept += 1
        }
        places.removeLast(places.count - kept)
        try first.keepPlaces(&places, followedAt: 0)
    }

    var frequency: TermFrequency { TermFrequency(of: places) }

    var placesHint: Int { places.count }

    func appendPlaces(to places: inout [Place]) { places += self.places }
}

/// The postings of terms that follow each other.
enum Phrase {
    static func postings(_ terms: [any Postings]) throws -> (any Postings)? {
        if let terms = terms as? [TermPostings], terms.count > 1 {
            let pair = try AdjacentPostings(terms[0], terms[1], distance: 1)
            if terms.count == 2 { return pair }
            let triple = try AdjacentPostings(pair, terms[2], distance: 2)
            return try joined(triple, Array(terms[3...]), distance: 3)
        }
        guard let first = terms.first else { return nil }
        return try joined(first, Array(terms[1...]), distance: 1)
    }

    private static func joined(
        _ first: any Postings, _ rest: [any Postings], distance: Int
    ) throws -> any Postings {
        var all = first
        for (offset, term) in rest.enumerated() { all = try adjacent(all, term, distance: distance + offset) }
        return all
    }

    private static func adjacent(
        _ first: some Postings, _ second: some Postings, distance: Int
    ) throws -> any Postings {
        try AdjacentPostings(first, second, distance: distance)
    }
}
