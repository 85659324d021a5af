import TextAnalysis

/// Parses the query language: words, `"a phrase"`, `pre*`, `-not`, `+must`, `a OR b`, `a AND b`, `(…)`,
/// `title:word`, `"a b"~5`; and `in:lede`, which all the words beside it have to stand in.
///
/// Every string is a query: what does not parse is taken as words, and a remark says so.
struct QueryParser {
    /// Deeper parentheses are read as if they were not there: no person nests as deep, and FTS5's parser has a limit.
    private static let maximumDepth = 20
    /// Words and signs behind this many are left out.
    static let maximumWords = 1000

    private let tokens: [QueryLexer.Token]
    private var index = 0
    private var depth = 0
    private var remarks: [String] = []
    private var excess: String?

    static func parse(_ query: String) -> ParsedQuery {
        let hasOperators = !Analyzer.isShouted(query)
        var parser = QueryParser(tokens: QueryLexer.tokens(of: query, hasOperators: hasOperators))
        let clauses = parser.clauses()
        return ParsedQuery(clauses: clauses, remarks: parser.remarks, excess: parser.excess)
    }

    private init(tokens: [QueryLexer.Token]) {
        var budget = WordBudget(Self.maximumWords)
        var kept: [QueryLexer.Token] = []
        for token in tokens {
            guard let sign = budget.take(token.sign) else { break }
            kept.append(QueryLexer.Token(sign: sign, range: token.range))
        }
        self.tokens = kept
        if budget.isExceeded {
            let excess = "only the first \(Self.maximumWords) words and signs of the query are searched"
            self.excess = excess
            remarks.append(excess)
        }
    }

    private var current: QueryLexer.Sign? { index < tokens.count ? tokens[index].sign : nil }

    /// Clauses up to a closing parenthesis or the end.
    private mutating func clauses() -> [QueryNode.Clause] {
        var clauses: [QueryNode.Clause] = []
        var roles: EditorialRoles = []
        var joinsWithAnd = false
        while let sign = current {
            if sign == .close {
                if depth > 0 { break }
                remark("a closing parenthesis without an opening one is left out")
                index += 1
                continue
            }
            if sign == .and, !clauses.isEmpty, index + 1 < tokens.count, tokens[index + 1].sign != .close {
                joinsWithAnd = true
                require(&clauses[clauses.count - 1])
                index += 1
                continue
            }
            if case .part(let role) = sign {
                roles.formUnion(role)
                index += 1
                continue
            }
            guard var clause = clause() else { continue }
            if joinsWithAnd { require(&clause) }
            joinsWithAnd = false
            clauses.append(clause)
        }
        guard !roles.isEmpty else { return clauses }
        return [QueryNode.Clause(occurrence: .should, node: .field(.parts(roles), .clauses(clauses)))]
    }

    private func require(_ clause: inout QueryNode.Clause) {
        if clause.occurrence == .should { clause.occurrence = .must }
    }

    private mutating func clause() -> QueryNode.Clause? {
        var occurrence = QueryNode.Clause.Occurrence.should
        while current == .plus || current == .minus {
            occurrence = current == .plus ? .must : .mustNot
            index += 1
        }
        guard let first = unit() else { return nil }
        var nodes = [first]
        while current == .or, index + 1 < tokens.count, canBeginUnit(tokens[index + 1].sign) {
            index += 1
            if let next = unit() { nodes.append(next) }
        }
        return QueryNode.Clause(occurrence: occurrence, node: nodes.count == 1 ? first : .either(nodes))
    }

    private func canBeginUnit(_ sign: QueryLexer.Sign) -> Bool {
        switch sign {
        case .word, .phrase, .open, .field: true
        default: false
        }
    }

    /// One word, phrase or group; `nil` when there is nothing in it, or a sign was out of place.
    private mutating func unit() -> QueryNode? {
        guard index < tokens.count else { return nil }
        let token = tokens[index]
        index += 1
        switch token.sign {
        case .word(let text): return word(text, token.range)
        case .phrase(let text, let isClosed): return phrase(text, isClosed: isClosed, token.range)
        case .field(let field):
            guard let node = unit() else { return nil }
            if case .field = node { return node }
            return .field(field, node)
        case .open: return group()
        case .or: return misplaced("OR", token.range)
        case .and: return misplaced("AND", token.range)
        case .plus, .minus: return unit()
        case .part:
            // Behind `+` or the like; the clauses take it.
            index -= 1
            return nil
        case .close, .star, .distance: return nil
        }
    }

    private mutating func misplaced(_ text: String, _ range: Range<Int>) -> QueryNode {
        remark("\(text) without a word on either side is taken as a word")
        return word(text.lowercased(), range)
    }

    private mutating func word(_ text: String, _ range: Range<Int>) -> QueryNode {
        guard current == .star else { return .word(.init(text: text, isPrefix: false, range: range)) }
        let end = tokens[index].range.upperBound
        index += 1
        return .word(.init(text: text, isPrefix: true, range: range.lowerBound..<end))
    }

    private mutating func phrase(_ text: String, isClosed: Bool, _ range: Range<Int>) -> QueryNode? {
        if !isClosed {
            remark("a quotation mark without a closing one is left out")
            let rest = QueryParser.parse(text)
            remarks += rest.remarks
            return rest.clauses.isEmpty ? nil : .clauses(rest.clauses)
        }
        guard case .distance(let distance) = current else {
            return .phrase(.init(text: text, distance: nil, range: range))
        }
        let end = tokens[index].range.upperBound
        index += 1
        return .phrase(.init(text: text, distance: distance, range: range.lowerBound..<end))
    }

    private mutating func group() -> QueryNode? {
        guard depth < Self.maximumDepth else {
            remark("parentheses more than \(Self.maximumDepth) deep are left out")
            return nil
        }
        depth += 1
        let clauses = clauses()
        depth -= 1
        if current == .close {
            index += 1
        } else {
            remark("a parenthesis that is not closed is closed at the end")
        }
        if clauses.count == 1, clauses[0].occurrence == .should { return clauses[0].node }
        return clauses.isEmpty ? nil : .clauses(clauses)
    }

    private mutating func remark(_ text: String) {
        if !remarks.contains(text) { remarks.append(text) }
    }
}
