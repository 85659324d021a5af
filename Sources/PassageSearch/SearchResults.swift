/// What a search found.
public struct SearchResults: Sendable {
    /// The best passages of the best articles, best article first.
    public var hits: [Hit]
    public var explanation: Explanation

    public init(hits: [Hit], explanation: Explanation) {
        self.hits = hits
        self.explanation = explanation
    }
}

/// How a query was read and answered.
public struct Explanation: Sendable, Equatable {
    /// The query as it was understood, in the query language's own notation.
    public var reading: String
    /// What the query's parser could not take at its word, in order.
    public var remarks: [String]
    /// The expression given to FTS5.
    public var expression: String
    public var terms: [Term]
    /// Words that feedback added to the query's, the weightiest first.
    public var expansion: [Term]
    /// Articles that were scored: those that match, but for the ones that could not be among the best.
    public var articlesVisited: Int
    /// Milliseconds by phase, in the order they ran.
    public var milliseconds: [Phase]

    public init(
        reading: String, remarks: [String], expression: String, terms: [Term], expansion: [Term] = [],
        articlesVisited: Int, milliseconds: [Phase]
    ) {
        self.reading = reading
        self.remarks = remarks
        self.expression = expression
        self.terms = terms
        self.expansion = expansion
        self.articlesVisited = articlesVisited
        self.milliseconds = milliseconds
    }

    /// A scored term of the query.
    public struct Term: Sendable, Equatable {
        /// The word as typed.
        public var word: String
        /// The index terms that count as the word.
        public var variants: [String]
        /// Articles with the word.
        public var documentFrequency: Int
        public var weight: Double
        /// Whether it was only looked up in the articles that other terms led to, as it alone can lead to none that is
        /// among the best.
        public var isOnlyLookedUp: Bool

        public init(
            word: String, variants: [String], documentFrequency: Int, weight: Double, isOnlyLookedUp: Bool = false
        ) {
            self.word = word
            self.variants = variants
            self.documentFrequency = documentFrequency
            self.weight = weight
            self.isOnlyLookedUp = isOnlyLookedUp
        }
    }

    public struct Phase: Sendable, Equatable {
        public var name: String
        public var milliseconds: Double

        public init(name: String, milliseconds: Double) {
            self.name = name
            self.milliseconds = milliseconds
        }
    }
}
