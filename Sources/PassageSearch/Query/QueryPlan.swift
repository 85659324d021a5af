/// What a query comes down to: what matches, and what is scored.
struct QueryPlan {
    /// `nil` when nothing can match: no words, or only excluded ones.
    var expression: MatchExpression?
    var terms: [ScoredTerm]
    /// The numbers of the terms as the query names them, one after the other.
    var sequence: [Int] = []
    /// Parts of grams and compounds, which add to the score where they occur but do not decide what matches.
    var parts: [ScoredTerm] = []
    var reading: String
    var remarks: [String]

    /// A word or phrase of the query that adds to the score.
    struct ScoredTerm {
        /// As typed.
        var text: String
        /// The phrases that count as an occurrence.
        var phrases: [MatchExpression.TermPhrase]
        /// What matches where the term occurs: its phrases, or all of them near each other.
        var expression: MatchExpression
        /// Whether it is of a script without spaces, so that it overlaps its neighbours.
        var isGram = false
        /// Whether it is words that the query quotes.
        var isQuoted = false
        /// How often the query names it.
        var queryFrequency = 1
    }
}
