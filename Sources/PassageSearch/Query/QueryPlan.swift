/// What a query comes down to: what matches, and what is scored.
struct QueryPlan {
    /// `nil` when nothing can match: no words, or only excluded ones.
    var expression: MatchExpression?
    var terms: [ScoredTerm]
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
        /// How often the query names it.
        var queryFrequency = 1
    }
}
