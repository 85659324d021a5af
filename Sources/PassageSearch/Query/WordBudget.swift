import TextAnalysis

/// How many words and signs a query may still have.
///
/// What stands between two spaces may hold any number of words: in a phrase, with hyphens between them, or in a script
/// that is written without spaces, where each character counts as one.
struct WordBudget {
    private(set) var isExceeded = false
    private var left: Int

    init(_ count: Int) { left = count }

    /// The sign, or as much of its text as there is room for; `nil` when there is none left.
    mutating func take(_ sign: QueryLexer.Sign) -> QueryLexer.Sign? {
        guard left > 0 else {
            isExceeded = true
            return nil
        }
        switch sign {
        case .word(let text): return .word(take(text))
        case .phrase(let text, let isClosed): return .phrase(take(text), isClosed: isClosed)
        default:
            left -= 1
            return sign
        }
    }

    private mutating func take(_ text: String) -> String {
        // What has no letters at all is a sign.
        guard text.utf8.count > 1 else {
            left -= 1
            return text
        }
        var words = 0
        var isInWord = false
        for index in text.unicodeScalars.indices {
            let scalar = text.unicodeScalars[index]
            let isPart = Self.isPart(scalar)
            if Self.isWrittenWithoutSpaces(scalar) || isPart && !isInWord {
                if words == left {
                    isExceeded = true
                    left = 0
                    return String(text.unicodeScalars[..<index])
                }
                words += 1
            }
            isInWord = isPart
        }
        left -= max(words, 1)
        return text
    }

    /// Whether a word goes on with it; all that is not ASCII is taken for a letter.
    private static func isPart(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "0"..."9", "A"..."Z", "a"..."z": true
        default: !scalar.isASCII && !scalar.properties.isWhitespace
        }
    }

    private static func isWrittenWithoutSpaces(_ scalar: Unicode.Scalar) -> Bool {
        let script = Script.of(scalar.value)
        switch script {
        case .han, .hiragana, .katakana, .bopomofo, .hangul: return true
        default: return script.isOfLettersWithoutSpaces
        }
    }
}
