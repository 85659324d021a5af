/// Cuts a query into the signs of its language.
struct QueryLexer {
    enum Sign: Equatable {
        case word(String)
        case phrase(String, isClosed: Bool)
        /// `~5` right behind a phrase.
        case distance(Int)
        case plus, minus, open, close, or, and
        case field(QueryNode.Field)
        /// `in:lede`
        case part(EditorialRoles)
        /// `*` right behind a word.
        case star
    }

    struct Token: Equatable {
        var sign: Sign
        var range: Range<Int>
    }

    private let characters: [Unicode.Scalar]
    private let offsets: [Int]
    private var index = 0

    private let hasOperators: Bool

    /// - Parameter hasOperators: whether `OR` and `AND` are signs; in a query typed in capitals they are words.
    static func tokens(of query: String, hasOperators: Bool) -> [Token] {
        var lexer = QueryLexer(query, hasOperators: hasOperators)
        var tokens: [Token] = []
        while let token = lexer.next(behind: tokens.last) { tokens.append(token) }
        return tokens
    }

    private init(_ query: String, hasOperators: Bool) {
        self.hasOperators = hasOperators
        characters = Array(query.unicodeScalars)
        var offset = 0
        var offsets: [Int] = []
        for character in characters {
            offsets.append(offset)
            offset += UTF8.width(character)
        }
        self.offsets = offsets + [offset]
    }

    private mutating func next(behind last: Token?) -> Token? {
        let isFirst = index == 0
        let isApart = skipSpace() || isFirst
        guard index < characters.count else { return nil }
        let start = index
        let sign = sign(isApart: isApart || last?.sign == .open || isPrefixSign(last?.sign), last)
        return Token(sign: sign, range: offsets[start]..<offsets[index])
    }

    private func isPrefixSign(_ sign: Sign?) -> Bool {
        switch sign {
        case .plus, .minus, .field: true
        default: false
        }
    }

    private mutating func skipSpace() -> Bool {
        let start = index
        while index < characters.count, characters[index].properties.isWhitespace || characters[index].value < 0x20 {
            index += 1
        }
        return index > start
    }

    private mutating func sign(isApart: Bool, _ last: Token?) -> Sign {
        switch characters[index] {
        case "(": return take(.open)
        case ")": return take(.close)
        case "\"", "“", "”", "„": return phrase()
        case "+" where isApart && isFollowedByQuery: return take(.plus)
        case "-" where isApart && isFollowedByQuery: return take(.minus)
        case "*" where !isApart && isWord(last): return take(.star)
        case "~" where !isApart: return distance(last) ?? word(isApart: isApart)
        default: return word(isApart: isApart)
        }
    }

    private func isWord(_ token: Token?) -> Bool {
        if case .word = token?.sign { return true }
        return false
    }

    private mutating func take(_ sign: Sign) -> Sign {
        index += 1
        return sign
    }

    /// Whether the sign at `index` stands right before something it can apply to.
    private var isFollowedByQuery: Bool {
        guard index + 1 < characters.count else { return false }
        let next = characters[index + 1]
        return !next.properties.isWhitespace && next != "+" && next != "-" && next != ")"
    }

    private mutating func phrase() -> Sign {
        index += 1
        let start = index
        while index < characters.count, !Self.isQuote(characters[index]) { index += 1 }
        let isClosed = index < characters.count
        let text = string(start..<index)
        if isClosed { index += 1 }
        return .phrase(text, isClosed: isClosed)
    }

    private mutating func distance(_ last: Token?) -> Sign? {
        guard case .phrase(_, isClosed: true) = last?.sign else { return nil }
        var end = index + 1
        while end < characters.count, ("0"..."9").contains(characters[end]) { end += 1 }
        guard end > index + 1, let distance = Int(string(index + 1..<end)) else { return nil }
        index = end
        return .distance(distance)
    }

    private mutating func word(isApart: Bool) -> Sign {
        let start = index
        while index < characters.count {
            let character = characters[index]
            if character.properties.isWhitespace || Self.endsWord(character), index > start { break }
            index += 1
            if character == ":", isApart, index - start <= Self.longestPrefix,
                let field = QueryNode.Field.prefixes[string(start..<index - 1)],
                index < characters.count, !characters[index].properties.isWhitespace
            {
                return .field(field)
            }
        }
        if hasOperators, spells("OR", start) { return .or }
        if hasOperators, spells("AND", start) { return .and }
        let text = string(start..<index)
        let isPart = isApart && index - start <= Self.longestPrefix && spells("in:", start, orMore: true)
        guard isPart, let roles = EditorialRoles(named: String(text.dropFirst(3))) else { return .word(text) }
        return .part(roles)
    }

    /// More than `title:` and `in:dateline` have; what is longer is not even compared, as Swift takes the square of the
    /// number of marks on a letter for that.
    private static let longestPrefix = 32

    /// Whether the characters from `start` to `index` are these, scalar by scalar.
    private func spells(_ text: String, _ start: Int, orMore: Bool = false) -> Bool {
        let expected = text.unicodeScalars
        let found = characters[start..<index]
        return orMore ? found.starts(with: expected) : found.elementsEqual(expected)
    }

    private static func endsWord(_ character: Unicode.Scalar) -> Bool {
        character == "(" || character == ")" || character == "*" || isQuote(character)
    }

    private static func isQuote(_ character: Unicode.Scalar) -> Bool {
        character == "\"" || character == "“" || character == "”" || character == "„"
    }

    private func string(_ range: Range<Int>) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: characters[range])
        return String(text)
    }
}
