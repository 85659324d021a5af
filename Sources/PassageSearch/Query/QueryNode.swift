/// A query as it was parsed. Ranges are bytes of the query's UTF-8.
indirect enum QueryNode: Equatable {
    case word(Word)
    case phrase(Phrase)
    /// Words of one field only.
    case field(Field, QueryNode)
    /// Clauses side by side, as in a query or between parentheses.
    case clauses([Clause])
    /// `a OR b`.
    case either([QueryNode])

    struct Word: Equatable {
        var text: String
        /// `pre*`
        var isPrefix: Bool
        var range: Range<Int>
    }

    struct Phrase: Equatable {
        var text: String
        /// `"a b"~5`: the words in any order with no more than this many others between them.
        var distance: Int?
        var range: Range<Int>
    }

    struct Clause: Equatable {
        enum Occurrence { case should, must, mustNot }
        var occurrence: Occurrence
        var node: QueryNode
    }

    /// Where words are looked for.
    enum Field: Hashable {
        case title
        case body
        /// Parts of the body.
        case parts(EditorialRoles)

        /// Those that stand right before a word: `title:word`.
        static let prefixes: [String: Field] = ["title": .title, "body": .body]
        /// The full-text table's column.
        var column: String { self == .title ? "title" : "body" }
    }
}

/// A parsed query, and what of it could not be taken at its word.
struct ParsedQuery: Equatable {
    var clauses: [QueryNode.Clause]
    var remarks: [String]
    /// What was left out because there is too much of it.
    var excess: String?
}

extension QueryNode: CustomStringConvertible {
    /// The node in the query language.
    var description: String {
        switch self {
        case .word(let word): word.text + (word.isPrefix ? "*" : "")
        case .phrase(let phrase): "\"\(phrase.text)\"" + (phrase.distance.map { "~\($0)" } ?? "")
        case .field(.parts(let roles), .clauses(let clauses)):
            "(\(roles.description) \(clauses.map(\.description).joined(separator: " ")))"
        case .field(let field, let node): field.description(of: "\(node)")
        case .clauses(let clauses): "(\(clauses.map(\.description).joined(separator: " ")))"
        case .either(let nodes): nodes.map(\.description).joined(separator: " OR ")
        }
    }
}

extension QueryNode.Field {
    /// How words that are looked for there are written.
    func description(of words: String) -> String {
        switch self {
        case .title, .body: "\(column):\(words)"
        case .parts(let roles): "\(roles.description) \(words)"
        }
    }
}

extension QueryNode.Clause: CustomStringConvertible {
    var description: String {
        switch occurrence {
        case .should: "\(node)"
        case .must: "+\(node)"
        case .mustNot: "-\(node)"
        }
    }
}

extension ParsedQuery: CustomStringConvertible {
    var description: String { clauses.map(\.description).joined(separator: " ") }
}
