/// An FTS5 query expression over finished terms.
indirect enum MatchExpression: Hashable {
    case phrase(TermPhrase)
    /// Phrases no further apart than `distance` tokens.
    case near([TermPhrase], distance: Int)
    case all([MatchExpression])
    case any([MatchExpression])
    case excluding(MatchExpression, MatchExpression)

    /// Consecutive terms; the last may stand for all terms that begin with it.
    struct TermPhrase: Hashable {
        var terms: [[UInt8]]
        var isPrefix = false
        var field: QueryNode.Field?
        /// The scored term the phrase belongs to; `nil` where the phrase only decides what matches.
        var scoredTerm: Int?

        init(_ terms: [[UInt8]], isPrefix: Bool = false, field: QueryNode.Field? = nil, scoredTerm: Int? = nil) {
            self.terms = terms
            self.isPrefix = isPrefix
            self.field = field
            self.scoredTerm = scoredTerm
        }

        /// The terms as a reader would write them.
        var description: String {
            let words =
                terms.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ") + (isPrefix ? "*" : "")
            return field?.description(of: words) ?? words
        }
    }

    /// The scored terms, where it matches just where any of them occurs; `nil` for any other expression.
    var disjunction: Set<Int>? {
        switch self {
        case .phrase(let phrase): return phrase.scoredTerm.map { [$0] }
        case .near(let phrases, _): return phrases.first?.scoredTerm.map { [$0] }
        case .any(let parts):
            var terms: Set<Int> = []
            for part in parts {
                guard let others = part.disjunction else { return nil }
                terms.formUnion(others)
            }
            return terms
        case .all, .excluding: return nil
        }
    }

    /// Whether it can stand for one term: a phrase, one of several, or some near each other.
    var isTerm: Bool {
        switch self {
        case .phrase, .near: return true
        case .any(let parts):
            return parts.allSatisfy { if case .phrase = $0 { true } else { false } }
        case .all, .excluding: return false
        }
    }

    /// The same expression with no phrase scored.
    var unscored: MatchExpression {
        func stripped(_ phrase: TermPhrase) -> TermPhrase {
            var phrase = phrase
            phrase.scoredTerm = nil
            return phrase
        }
        return switch self {
        case .phrase(let phrase): .phrase(stripped(phrase))
        case .near(let phrases, let distance): .near(phrases.map(stripped), distance: distance)
        case .all(let parts): .all(parts.map(\.unscored))
        case .any(let parts): .any(parts.map(\.unscored))
        case .excluding(let kept, let excluded): .excluding(kept.unscored, excluded.unscored)
        }
    }

    /// `parts` joined, without a level for a single one; `nil` for none.
    static func any(of parts: [MatchExpression]) -> MatchExpression? {
        parts.count > 1 ? .any(parts) : parts.first
    }

    static func all(of parts: [MatchExpression]) -> MatchExpression? {
        parts.count > 1 ? .all(parts) : parts.first
    }
}

// MARK: - FTS5's notation

extension MatchExpression {
    /// The expression as a reader would write it for FTS5.
    var readable: String { rendered(termMark: 1).replacing("\"\u{1}", with: "\"").replacing("\u{1}", with: " ") }

    /// The expression for `MATCH`. The `lede` tokenizer takes the terms as they are.
    func rendered(termMark: UInt8) -> String {
        let mark = String(UnicodeScalar(termMark))
        func render(_ phrase: TermPhrase) -> String {
            let text = phrase.terms.map { mark + String(decoding: $0, as: UTF8.self) }.joined()
            return "\"\(text.replacing("\"", with: "\"\""))\"" + (phrase.isPrefix ? " *" : "")
        }
        func column(_ field: QueryNode.Field?) -> String { field.map { "\($0.column) : " } ?? "" }
        return switch self {
        case .phrase(let phrase): column(phrase.field) + render(phrase)
        case .near(let phrases, let distance):
            column(phrases.first?.field)
                + "NEAR(\(phrases.map(render).joined(separator: " ")), \(distance))"
        case .all(let parts): "(\(parts.map { $0.rendered(termMark: termMark) }.joined(separator: " AND ")))"
        case .any(let parts): "(\(parts.map { $0.rendered(termMark: termMark) }.joined(separator: " OR ")))"
        case .excluding(let kept, let excluded):
            "(\(kept.rendered(termMark: termMark)) NOT \(excluded.rendered(termMark: termMark)))"
        }
    }
}
