import IndexFile

/// Postings that are found by looking closer at the articles of a list: those where nothing is found are passed over.
protocol VerifiedPostings: Postings {
    /// The articles that come into question.
    var candidates: any ArticleList { get }
    /// The places in the candidate that `candidates` is at.
    var places: [Place] { get set }
    /// Finds the places in the candidate.
    func findPlaces() throws
}

extension VerifiedPostings {
    var article: UInt32 { candidates.article }

    func advance() throws {
        try candidates.advance()
        try settle()
    }

    func advance(to target: UInt32) throws {
        guard candidates.article < target else { return }
        try candidates.advance(to: target)
        try settle()
    }

    func settle() throws {
        while candidates.article != noArticle {
            places.removeAll(keepingCapacity: true)
            try findPlaces()
            if !places.isEmpty { return }
            try candidates.advance()
        }
    }

    var frequency: TermFrequency {
        let title = places.count { $0.field == ArticleField.title.rawValue }
        return TermFrequency(body: places.count - title, title: title)
    }

    func appendPlaces(to places: inout [Place]) { places += self.places }
}

/// The articles where terms follow each other; the place of a phrase is that of its first term.
final class PhrasePostings: VerifiedPostings {
    private let terms: [any Postings]
    let candidates: any ArticleList
    var places: [Place] = []

    init(_ terms: [any Postings]) throws {
        self.terms = terms
        candidates = try AllArticles(terms)
        try settle()
    }

    func findPlaces() throws {
        // From the term with the fewest places on: the others are only looked through.
        var first = 0
        for index in terms.indices where terms[index].placesHint < terms[first].placesHint { first = index }
        try terms[first].appendPlaces(to: &places)
        if first > 0 {
            places = places.compactMap { $0.position >= first ? $0.advanced(by: -first) : nil }
        }
        for index in terms.indices where index != first && !places.isEmpty {
            try terms[index].keepPlaces(&places, followedAt: index)
        }
    }
}

/// The articles where a phrase occurs in one field.
final class FieldPostings: VerifiedPostings {
    private let postings: any Postings
    private let field: ArticleField
    var candidates: any ArticleList { postings }
    var places: [Place] = []

    init(_ postings: any Postings, in field: ArticleField) throws {
        self.postings = postings
        self.field = field
        try settle()
    }

    func findPlaces() throws {
        try postings.appendPlaces(to: &places)
        places.removeAll { $0.field != field.rawValue }
    }
}

/// The articles with any of several phrases; a place where several begin counts once.
final class AlternativePostings: Postings {
    private let alternatives: [any Postings]
    private let list: AnyArticles
    private var places: [Place] = []

    init(_ alternatives: [any Postings]) {
        self.alternatives = alternatives
        list = AnyArticles(alternatives)
    }

    var article: UInt32 { list.article }
    func advance() throws { try list.advance() }
    func advance(to target: UInt32) throws { try list.advance(to: target) }

    var frequency: TermFrequency {
        get throws {
            var only: (any Postings)?
            var count = 0
            for alternative in alternatives where alternative.article == article {
                only = alternative
                count += 1
            }
            if count == 1, let only { return try only.frequency }
            places.removeAll(keepingCapacity: true)
            try appendPlaces(to: &places)
            let title = places.count { $0.field == ArticleField.title.rawValue }
            return TermFrequency(body: places.count - title, title: title)
        }
    }

    func appendPlaces(to places: inout [Place]) throws {
        let start = places.count
        for alternative in alternatives where alternative.article == article {
            try alternative.appendPlaces(to: &places)
        }
        places[start...].sort()
        var kept = start
        for place in start..<places.count where place == start || places[place] != places[kept - 1] {
            places[kept] = places[place]
            kept += 1
        }
        places.removeLast(places.count - kept)
    }
}
