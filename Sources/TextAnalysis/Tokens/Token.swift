/// One term of a text: where it stands, and what it is searched by.
///
/// Offsets are bytes of the original UTF-8, always on character boundaries. The term's bytes lie in the
/// `Analyzer` that made the token (see `Analyzer.term(of:)`).
public struct Token: Sendable, Equatable {
    /// Why a token stands where it stands.
    public enum Kind: UInt8, Sendable {
        /// A word, a part of a compound, or a number.
        case word
        /// The same word, stemmed from its spelling without diacritics.
        case unaccented
        /// A word or dotted acronym in capitals, kept in capitals.
        case capitals
        /// All the parts of a hyphenated compound, joined.
        case joined
        /// Two neighbouring characters of a script written without spaces.
        case bigram
        /// One character of such a script.
        case character
    }

    /// The first byte of the text, and the one behind the last.
    public var start: UInt32
    public var end: UInt32
    /// The token's place in the text, counted from 0; tokens of one place share it.
    public var position: UInt32
    /// The term's bytes in `Analyzer.terms`: where they begin, and how many they are. No other term begins there.
    public internal(set) var termStart: UInt32
    public internal(set) var termLength: UInt16
    public var kind: Kind

    /// The token's bytes in the text.
    public var range: Range<Int> { Int(start)..<Int(end) }

    /// The same as a range.
    public var termRange: Range<Int> {
        let start = Int(termStart)
        return start..<start + Int(termLength)
    }
}

/// The tokens of one text, in order: `position` never falls, and neither does `start`.
public struct TokenStream: Sendable {
    public internal(set) var tokens: [Token] = []
    /// How many places the text has; FTS5 counts them as the text's length.
    public internal(set) var positionCount = 0
    /// How many of them are no stop words: the text's length for ranking.
    public internal(set) var contentCount = 0

    public init() {}

    /// Empties the stream and keeps its memory.
    public mutating func removeAll() {
        tokens.removeAll(keepingCapacity: true)
        positionCount = 0
        contentCount = 0
    }
}
