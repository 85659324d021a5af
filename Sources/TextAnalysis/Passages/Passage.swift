/// A stretch of an article that can answer a query on its own: some whole sentences under one heading.
public struct Passage: Sendable, Equatable {
    /// The passage's bytes in the text, without white space at either end.
    public var bytes: Range<Int>
    /// The token positions in it; the passages of a text share out all its positions, in order.
    public var positions: Range<Int>

    public init(bytes: Range<Int>, positions: Range<Int>) {
        self.bytes = bytes
        self.positions = positions
    }
}

/// Groups the sentences of a text into passages of some 60 to 120 words.
///
/// A passage never runs across a heading (which opens the passage below it) and holds whole paragraphs where it can: it
/// ends where a paragraph does once it is long enough, a paragraph that is too long is cut into about equal parts, and
/// a sentence is cut only when that alone is too long.
public struct PassageSegmenter: Sendable {
    /// Words at which a passage may end with its paragraph, and which it does not exceed.
    public static let minimumWords = 60
    public static let maximumWords = 120
    /// What a passage has at least when the next paragraph does not go into it whole.
    static let minimumWordsBeforeParagraph = 25
    /// What is left over behind the last passage of a section joins it, up to this many words.
    static let maximumWordsWithRemainder = 140

    private let sentences: SentenceSegmenter

    public init(_ language: Language) {
        sentences = SentenceSegmenter(language)
    }

    /// The passages of `text`, whose tokens are `stream`; none when it has no token.
    ///
    /// - Complexity: O(bytes + tokens).
    public func passages(of text: Span<UInt8>, _ stream: TokenStream) -> [Passage] {
        var assembly = PassageAssembly()
        var nextToken = 0
        for sentence in sentences.sentences(of: text) {
            let firstToken = nextToken
            while nextToken < stream.tokens.count, Int(stream.tokens[nextToken].start) < sentence.bytes.upperBound {
                nextToken += 1
            }
            guard firstToken < nextToken else { continue }
            let positions =
                Int(stream.tokens[firstToken].position)..<Int(stream.tokens[nextToken - 1].position) + 1
            let whole = Passage(bytes: sentence.bytes, positions: positions)
            let words = Self.words(in: whole)
            if words <= Self.maximumWords {
                assembly.add(.init(passage: whole, words: words), opening: sentence.opening)
            } else {
                let tokens = stream.tokens[firstToken..<nextToken]
                var opening = sentence.opening
                for piece in Self.pieces(of: whole, words: words, text, tokens) {
                    assembly.add(.init(passage: piece, words: Self.words(in: piece)), opening: opening)
                    opening = .sentence
                }
            }
        }
        return assembly.finished()
    }

    /// Words by a reader's measure: characters written without spaces count as less than a word each.
    private static func words(in passage: Passage) -> Int {
        min(passage.positions.count, max(1, passage.bytes.count / 4))
    }

    /// Cuts a sentence that alone is too long into nearly equal pieces, between words.
    private static func pieces(
        of sentence: Passage, words: Int, _ text: Span<UInt8>, _ tokens: ArraySlice<Token>
    ) -> [Passage] {
        let wanted = (words + maximumWords - 1) / maximumWords
        let size = (sentence.positions.count + wanted - 1) / wanted
        var pieces: [Passage] = []
        var rest = sentence
        var previousEnd = sentence.bytes.lowerBound
        var lastPosition = -1
        for token in tokens {
            let position = Int(token.position)
            defer {
                previousEnd = max(previousEnd, Int(token.end))
                lastPosition = position
            }
            guard position != lastPosition, position - rest.positions.lowerBound >= size else { continue }
            // Inside a compound or a bigram the token before reaches up to this one or over it.
            let start = Int(token.start)
            guard previousEnd < start || token.kind == .bigram || token.kind == .character else { continue }
            let end = min(previousEnd, start)
            pieces.append(
                Passage(bytes: rest.bytes.lowerBound..<end, positions: rest.positions.lowerBound..<position))
            rest = Passage(bytes: start..<rest.bytes.upperBound, positions: position..<rest.positions.upperBound)
        }
        return pieces + [rest]
    }
}
