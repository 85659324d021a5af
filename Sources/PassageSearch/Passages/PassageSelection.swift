import ArticleModel
import IndexFile

/// Where a phrase of a query's term occurs in an article.
struct Occurrence: Equatable {
    var term: Int
    /// The phrase's number in the term.
    var phrase: Int
    /// An `ArticleField`.
    var field: Int
    /// The position of the phrase's first token.
    var position: Int

    /// The order of the text, and of the terms where they stand at one place.
    func precedes(_ other: Occurrence) -> Bool { (position, term) < (other.position, other.term) }
}

/// Chooses the passages of an article that answer a query best, from where the query's terms occur.
///
/// That the article is about the query is known by then; what is asked for is the place. So a term counts the more,
/// the fewer of the article's passages have it, and counts for less when the title, which is shown above, has it.
struct PassageSelection {
    /// A term of the title is what the whole article is about, and tells its passages apart badly. Measured on the
    /// collections of `make relevance-passages`: 0.5 gains a quarter of a point there, 0.3 hardly more.
    private static let titleFactor = 0.5
    /// The lede carries the story: how much more the first passage is worth; the second has half of that, and so on.
    /// Neutral on the collections, where no paragraph comes before the others, and worth a sentence in the sample archive.
    private static let ledeBonus = 0.1

    /// The terms' weights in the archive.
    let weights: [Double]

    /// A passage that was chosen.
    struct Choice {
        /// Its number in the article.
        var number: Int
        /// Its worth; 0 where it only stands for an article whose title alone matches.
        var score: Double
    }

    /// The best passages of an article, apart from each other and in the order of the text.
    struct Choices {
        var passages: [Choice] = []
        /// What the terms are worth in this article.
        var weights: [Double] = []
    }

    /// The best `count` passages; the first one where no passage matches; none where there is none.
    ///
    /// - Complexity: O(*n* log *n* + passages · terms) for *n* occurrences.
    func passages(_ occurrences: [Occurrence], in passages: [PassageTable.Entry], count: Int) -> Choices {
        guard !passages.isEmpty, count > 0 else { return Choices() }
        var byPassage = [[Occurrence]](repeating: [], count: passages.count)
        var isInTitle = [Bool](repeating: false, count: weights.count)
        for occurrence in occurrences {
            if occurrence.field != ArticleField.body.rawValue {
                isInTitle[occurrence.term] = true
            } else if let number = Self.passage(at: occurrence.position, in: passages) {
                byPassage[number].append(occurrence)
            }
        }
        let evidence = PassageEvidence(weights: localWeights(byPassage, isInTitle))
        var found: [Choice] = []
        for (number, occurrences) in byPassage.enumerated() where !occurrences.isEmpty {
            let worth = evidence.worth(of: occurrences.sorted { $0.precedes($1) })
            found.append(Choice(number: number, score: worth * (1 + Self.ledeBonus / Double(number + 1))))
        }
        if found.isEmpty { found = [Choice(number: 0, score: 0)] }
        found.sort { $0.score != $1.score ? $0.score > $1.score : $0.number < $1.number }
        return Choices(
            passages: found.prefix(count).sorted { $0.number < $1.number }, weights: evidence.weights)
    }

    /// The passage that holds a position: binary search, as passages share out all positions in order.
    static func passage(at position: Int, in passages: [PassageTable.Entry]) -> Int? {
        let passage = passages.partitioningIndex { $0.passage.positions.upperBound > position }
        return passage < passages.count ? passage : nil
    }

    /// What each term is worth among the article's own passages: its weight in the archive, times one and its inverse
    /// passage frequency, as that of articles in BM25. Measured as above: 1.2 points; its square gains no more.
    private func localWeights(_ byPassage: [[Occurrence]], _ isInTitle: [Bool]) -> [Double] {
        var passagesWithTerm = [Int](repeating: 0, count: weights.count)
        var lastPassage = [Int](repeating: -1, count: weights.count)
        for (number, occurrences) in byPassage.enumerated() {
            for occurrence in occurrences where lastPassage[occurrence.term] != number {
                lastPassage[occurrence.term] = number
                passagesWithTerm[occurrence.term] += 1
            }
        }
        return weights.indices.map { term in
            let rarity = 1 + BM25.inverseDocumentFrequency(passagesWithTerm[term], articles: byPassage.count)
            return weights[term] * rarity * (isInTitle[term] ? Self.titleFactor : 1)
        }
    }
}
