/// The constants of the ranking, in one place.
///
/// The values are means over collections of news, abstracts and questions, never one collection's best.
public struct RankingParameters: Sendable, Equatable {
    // MARK: The first pass: BM25 (Robertson and Zaragoza, 2009)

    /// How soon another occurrence of a word stops counting.
    public var k1 = 1.2
    /// How much a long article is held against it, from 0 to 1.
    public var b = 0.65
    /// How many occurrences in the body one in the title is worth.
    public var titleWeight = 3.0
    /// How soon naming a word again in the query stops counting: q times count (k3 + 1) q / (k3 + q), BM25's k3;
    /// infinite for q.
    public var k3 = 8.0

    // MARK: The second pass: where the words stand

    /// How many of the best articles are scored once more.
    public var rescoredArticles = 30
    /// How many positions at the beginning of an article, its title's included, are its lede.
    public var ledeLength = 50
    /// What a word counts for standing in the lede, in BM25's own measure.
    public var ledeWeight = 0.2
    /// What the nearness of different words counts (BM25TP; Büttcher, Clarke and Lushman, 2006).
    public var proximityWeight = 0.4
    /// In a query of more words than these their nearness counts less: by so many of how many there are.
    public var proximityTerms = 3
    /// What two neighbours of the query count that are neighbours in the article (after Metzler and Croft, 2005).
    public var bigramWeight = 0.15

    /// What shorter grams of a script without spaces, and the words of a compound, count beside what they are part of.
    public var partWeight = 0.4

    // MARK: On request: what the best articles have in common

    /// Pseudo-relevance feedback; `nil` for none.
    public var feedback: Feedback?

    /// The best articles' most telling words score the articles once more (after Lavrenko and Croft, 2001): mostly for
    /// the better, but where the best articles are beside the point they lead further away from it.
    public struct Feedback: Sendable, Equatable {
        /// How many of the best articles give words.
        public var articles = 10
        /// How many words.
        public var terms = 20
        /// What share of the scores is theirs, from 0 to 1.
        public var share = 0.2
        /// How much more the better of the articles count: by this power of their scores.
        public var power = 12.0
        /// How many of the best articles are scored by them.
        public var rescoredArticles = 50
        /// Where the best article has more than this share of what the query's words weigh, there is nothing to add.
        public var enough = 0.8

        public init() {}
    }

    public init() {}

    /// The rankings one can ask for by name; the default comes first.
    public static let named: [(name: String, parameters: RankingParameters)] = [
        ("default", RankingParameters()), ("bm25", .bm25),
    ]

    /// BM25 and nothing more.
    public static var bm25: RankingParameters {
        var parameters = RankingParameters()
        parameters.k3 = .infinity
        parameters.rescoredArticles = 0
        return parameters
    }
}
