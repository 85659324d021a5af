/// Cuts a text into tokens, the same way for articles and queries.
///
/// The rules, in the order they apply at a place of the text:
/// - numbers lose their thousands separators (`6,500`), and keep one decimal point;
/// - single letters with dots are one acronym (`U.S.`);
/// - words run over letters, marks, digits and inner apostrophes (Unicode's word rules, UAX 29);
/// - words joined by hyphens or `&` are tokens of their own and, at the first one's place, joined;
/// - scripts without spaces give overlapping bigrams and, at the same places, single characters.
///
/// ASCII takes a fast path; every distinct word is folded and stemmed once (`Vocabulary`).
/// Tokens stay valid until the next `trim`. Not to be shared between threads: make one for each.
public struct Analyzer {
    public let language: Language
    /// How capitals are told from shouting: by the surrounding text, or by the query as a whole.
    public enum Purpose: Sendable { case text, query }

    private var vocabulary: Vocabulary
    private let normalizer: WordNormalizer
    private let numbers: NumberScanner
    private let purpose: Purpose
    private let classes = ByteClass.table
    /// Bytes that stand nowhere in the text in one piece: numbers without separators, joined compounds.
    private var scratch: [UInt8] = []
    private var parts: [Part] = []
    /// Plain words that are looked up together, as most of the time goes into waiting for memory.
    private var waiting: [Vocabulary.Lookup] = []
    private static let mostWaiting = 64

    /// A change to what the analyzer makes of a text must change this number: an index remembers it.
    public static let version = 1

    /// Distinct words remembered unless something else is asked for: some 20 MB.
    public static let standardKnownWords = 1 << 18

    /// - Parameter knownWords: how many distinct words to remember; see `trim`.
    public init(_ language: Language, for purpose: Purpose = .text, knownWords: Int = standardKnownWords) {
        self.language = language
        self.purpose = purpose
        vocabulary = Vocabulary(capacity: knownWords)
        normalizer = WordNormalizer(language)
        numbers = NumberScanner(decimalComma: language.decimalComma)
    }

    /// Appends the text's tokens to an empty stream.
    ///
    /// - Complexity: O(bytes).
    public mutating func analyze(_ text: Span<UInt8>, into stream: inout TokenStream) {
        let context = CapitalsContext(text, purpose: purpose)
        defer { emitWaiting(text, context, into: &stream) }
        var index = 0
        while index < text.count {
            switch classes[Int(text[index])] {
            case ByteClass.letter, ByteClass.digit:
                index = compound(text, at: index, context, into: &stream)
            case ByteClass.lead:
                let (scalar, length) = text.scalar(at: index)
                if Script.of(scalar).isUnspaced {
                    emitWaiting(text, context, into: &stream)
                    index = unspacedRun(text, at: index, into: &stream)
                } else if UnicodeData.isWord(scalar) {
                    index = compound(text, at: index, context, into: &stream)
                } else {
                    index += length
                }
            default:
                index += 1
            }
        }
    }

    /// The tokens of `text`.
    public mutating func tokens(of text: String) -> TokenStream {
        var stream = TokenStream()
        text.withUTF8Span { analyze($0, into: &stream) }
        return stream
    }

    /// The bytes a token is searched by.
    public func term(of token: Token) -> ArraySlice<UInt8> {
        vocabulary.terms[token.termRange]
    }

    /// All terms made so far; a token's are `terms[token.termRange]`.
    public var terms: [UInt8] { vocabulary.terms }

    /// The word in the form terms have, but with its ending: what a prefix is compared by.
    public func folded(_ word: String) -> [UInt8] {
        word.withUTF8Span { normalizer.folded($0) }
    }

    /// Whether a query is typed in capitals throughout, so that they mean nothing.
    public static func isShouted(_ query: String) -> Bool {
        query.withUTF8Span { CapitalsContext.isShouted($0) }
    }

    /// Whether the word is one of the language's stop words.
    public func isStopWord(_ word: String) -> Bool {
        word.withUTF8Span { normalizer.terms(of: $0).isStopWord }
    }

    /// Bounds the memory held for known words; call it between articles.
    ///
    /// - Returns: whether words were forgotten: tokens made before are then void, and `terms` begins anew.
    @discardableResult
    public mutating func trim() -> Bool { vocabulary.trim() }
}

// MARK: - Words and compounds

extension Analyzer {
    /// A word, number or acronym of a compound: its bytes in the text, and those it is looked up by.
    fileprivate struct Part {
        var range: Range<Int>
        /// In `scratch` where the word does not stand in the text as it is looked up, else equal to `range`.
        var key: Range<Int>
        var isInScratch = false
        var isAcronym = false
    }

    /// Joined forms of more parts or bytes than this are no words.
    private static var maximumJoinedParts: Int { 4 }
    private static var maximumJoinedBytes: Int { 40 }

    /// Takes the words from `start` on that are joined by hyphens; returns where the text goes on.
    @inline(__always)
    private mutating func compound(
        _ text: Span<UInt8>, at start: Int, _ context: CapitalsContext, into stream: inout TokenStream
    ) -> Int {
        // The common case, kept apart for speed: one plain word.
        if let word = vocabulary.plainWord(text, at: start), !word.range.isEmpty {
            if isPlainEnd(text, word.range.upperBound, after: word.range.count) {
                return wait(for: word, text, context, into: &stream)
            }
            if let word = possessive(text, of: word) { return wait(for: word, text, context, into: &stream) }
        }
        emitWaiting(text, context, into: &stream)
        return slowCompound(text, at: start, context, into: &stream)
    }

    /// Puts off a word's look-up; returns where the text goes on.
    @inline(__always)
    private mutating func wait(
        for word: Vocabulary.Lookup, _ text: Span<UInt8>, _ context: CapitalsContext, into stream: inout TokenStream
    ) -> Int {
        waiting.append(word)
        if waiting.count == Self.mostWaiting { emitWaiting(text, context, into: &stream) }
        return word.range.upperBound
    }

    /// The word together with an apostrophe and the letters behind that, when it surely ends there.
    @inline(__always)
    private func possessive(_ text: Span<UInt8>, of word: Vocabulary.Lookup) -> Vocabulary.Lookup? {
        guard let length = Apostrophe.length(in: text, at: word.range.upperBound),
            let tail = vocabulary.plainWord(text, at: word.range.upperBound + length), !tail.range.isEmpty,
            isPlainEnd(text, tail.range.upperBound, after: word.range.count + tail.range.count)
        else { return nil }
        let range = word.range.lowerBound..<tail.range.upperBound
        return range.count <= Vocabulary.longestLookup ? vocabulary.lookup(text, range) : nil
    }

    /// Whether a word of `length` letters surely ends at `end`, behind which the text goes on.
    @inline(__always)
    private func isPlainEnd(_ text: Span<UInt8>, _ end: Int, after length: Int) -> Bool {
        let byte = text[end]
        if byte == UInt8(ascii: " ") { return true }
        if byte < 0x80 {
            return classes[Int(byte)] == ByteClass.separator && byte != UInt8(ascii: "-")
                && byte != UInt8(ascii: "&") && (byte != UInt8(ascii: ".") || length > 1)
        }
        // Dashes and double quotation marks (U+2013, U+2014, U+201C, U+201D).
        guard byte == 0xE2, end + 2 < text.count, text[end + 1] == 0x80 else { return false }
        let last = text[end + 2]
        return last == 0x93 || last == 0x94 || last == 0x9C || last == 0x9D
    }

    @inline(never)
    private mutating func slowCompound(
        _ text: Span<UInt8>, at start: Int, _ context: CapitalsContext, into stream: inout TokenStream
    ) -> Int {
        scratch.removeAll(keepingCapacity: true)
        parts.removeAll(keepingCapacity: true)
        var part = self.part(text, at: start)
        parts.append(part)
        while let next = joinedPartStart(text, after: part.range.upperBound) {
            part = self.part(text, at: next)
            parts.append(part)
        }
        for index in parts.indices {
            let emitted = emit(parts[index], text, context, into: &stream)
            if index == 0, emitted, parts.count > 1 { emitJoined(text, into: &stream) }
        }
        return parts[parts.count - 1].range.upperBound
    }

    /// Where a hyphenated word goes on behind the joiner at `offset`; `nil` when the compound ends.
    private func joinedPartStart(_ text: Span<UInt8>, after offset: Int) -> Int? {
        guard offset < text.count else { return nil }
        var next = offset
        switch text[offset] {
        case UInt8(ascii: "-"), UInt8(ascii: "&"): next += 1
        case 0xE2 where offset + 2 < text.count && text[offset + 1] == 0x80 && text[offset + 2] | 1 == 0x91:
            next += 3  // U+2010, U+2011
        default: return nil
        }
        return isWordStart(text, at: next) ? next : nil
    }

    private func isWordStart(_ text: Span<UInt8>, at offset: Int) -> Bool {
        guard offset < text.count else { return false }
        switch classes[Int(text[offset])] {
        case ByteClass.letter, ByteClass.digit: return true
        case ByteClass.lead:
            let scalar = text.scalar(at: offset).value
            return !Script.of(scalar).isUnspaced && UnicodeData.isWord(scalar)
        default: return false
        }
    }

    /// The word, number or acronym at `start`.
    private mutating func part(_ text: Span<UInt8>, at start: Int) -> Part {
        if let end = Acronym.end(in: text, at: start) {
            let key = scratch.count
            for index in start..<end where text[index] != UInt8(ascii: ".") { scratch.append(text[index]) }
            return Part(range: start..<end, key: key..<scratch.count, isInScratch: true, isAcronym: true)
        }
        let key = scratch.count
        var index = start
        if text[start].isASCIIDigit { index = numbers.scan(text, at: start, into: &scratch) }
        let numberEnd = index
        index = wordEnd(text, from: index)
        guard scratch.count - key != numberEnd - start || numbers.changed(text, start..<numberEnd, scratch, key)
        else {
            scratch.removeSubrange(key...)
            return Part(range: start..<index, key: start..<index)
        }
        for offset in numberEnd..<index { scratch.append(text[offset]) }
        return Part(range: start..<index, key: key..<scratch.count, isInScratch: true)
    }

    private func wordEnd(_ text: Span<UInt8>, from start: Int) -> Int {
        var index = start
        while index < text.count {
            let kind = classes[Int(text[index])]
            if kind == ByteClass.letter || kind == ByteClass.digit {
                index += 1
                continue
            }
            if kind == ByteClass.separator { break }
            // At its beginning a word can have a letter that is used as an apostrophe elsewhere (U+02BC).
            if index > start, let length = Apostrophe.length(in: text, at: index) {
                guard isLetterStart(text, at: index + length) else { break }
                index += length
                continue
            }
            guard kind == ByteClass.lead else { break }
            let (scalar, length) = text.scalar(at: index)
            if Script.of(scalar).isUnspaced { break }
            guard UnicodeData.isWord(scalar) || isInner(scalar) && isWordStart(text, at: index + length)
            else { break }
            index += length
        }
        return index
    }

    private func isLetterStart(_ text: Span<UInt8>, at offset: Int) -> Bool {
        isWordStart(text, at: offset) && !text[offset].isASCIIDigit
    }

    /// Soft hyphen, joiners and the Catalan middle dot: inside a word they do not end it.
    private func isInner(_ scalar: UInt32) -> Bool {
        scalar == 0xAD || scalar == 0xB7 || (0x200C...0x200D).contains(scalar) || scalar == 0x2060
    }

    private mutating func emit(
        _ part: Part, _ text: Span<UInt8>, _ context: CapitalsContext, into stream: inout TokenStream
    ) -> Bool {
        guard part.isInScratch else {
            return emit(text, part.range, text, part.key, false, context, into: &stream)
        }
        let key = Array(scratch[part.key])
        return emit(text, part.range, key.span, key.indices, part.isAcronym, context, into: &stream)
    }

    /// Adds the tokens of the words that wait.
    @inline(__always)
    private mutating func emitWaiting(_ text: Span<UInt8>, _ context: CapitalsContext, into stream: inout TokenStream) {
        guard !waiting.isEmpty else { return }
        vocabulary.fetch(waiting)
        for lookup in waiting {
            emit(vocabulary.entry(lookup, text, by: normalizer), text, lookup.range, false, context, into: &stream)
        }
        waiting.removeAll(keepingCapacity: true)
    }

    /// Adds a word's tokens; `false` when nothing of it can be searched (marks on their own).
    @inline(__always) @discardableResult
    private mutating func emit(
        _ text: Span<UInt8>, _ range: Range<Int>, _ keyText: Span<UInt8>, _ key: Range<Int>, _ isAcronym: Bool,
        _ context: CapitalsContext, into stream: inout TokenStream
    ) -> Bool {
        emit(vocabulary.entry(for: keyText, key, by: normalizer), text, range, isAcronym, context, into: &stream)
    }

    @inline(__always) @discardableResult
    private mutating func emit(
        _ entry: Vocabulary.Entry, _ text: Span<UInt8>, _ range: Range<Int>, _ isAcronym: Bool,
        _ context: CapitalsContext, into stream: inout TokenStream
    ) -> Bool {
        guard entry.wordLength > 0 else { return false }
        var token = Token(entry, at: stream.positionCount, range, .word)
        stream.tokens.append(token)
        if entry.unaccentedLength > 0 || entry.capitalsLength > 0 {
            token.termStart += UInt32(entry.wordLength)
            if entry.unaccentedLength > 0 {
                token.kind = .unaccented
                token.termLength = entry.unaccentedLength
                stream.tokens.append(token)
                token.termStart += UInt32(entry.unaccentedLength)
            }
            if entry.capitalsLength > 0, isAcronym || context.isMixed(text, around: range) {
                token.kind = .capitals
                token.termLength = UInt16(entry.capitalsLength)
                stream.tokens.append(token)
            }
        }
        stream.positionCount += 1
        if !entry.isStopWord { stream.contentCount += 1 }
        return true
    }

    /// Adds the compound's parts as one word at the place of the first, which was the last one emitted.
    private mutating func emitJoined(_ text: Span<UInt8>, into stream: inout TokenStream) {
        guard parts.count <= Self.maximumJoinedParts else { return }
        var joined: [UInt8] = []
        for part in parts {
            if part.isInScratch {
                joined += scratch[part.key]
            } else {
                for index in part.key { joined.append(text[index]) }
            }
        }
        guard joined.count <= Self.maximumJoinedBytes, !joined.allSatisfy(\.isASCIIDigit) else { return }
        let entry = vocabulary.entry(for: joined.span, joined.indices, by: normalizer)
        guard entry.wordLength > 0 else { return }
        let range = parts[0].range.lowerBound..<parts[parts.count - 1].range.upperBound
        stream.tokens.append(Token(entry, at: stream.positionCount - 1, range, .joined))
    }
}

// MARK: - Scripts without spaces

extension Analyzer {
    /// Takes a run of characters written without spaces; returns where the text goes on.
    private mutating func unspacedRun(
        _ text: Span<UInt8>, at start: Int, into stream: inout TokenStream
    ) -> Int {
        var previous: Range<Int>?
        var index = start
        while index < text.count {
            let (scalar, length) = text.scalar(at: index)
            guard Script.of(scalar).isUnspaced, UnicodeData.isWord(scalar) else { break }
            var end = index + length
            while end < text.count {
                let (mark, markLength) = text.scalar(at: end)
                guard mark >= 0x80, UnicodeData.isMark(mark) || Script.isHangulTail(mark) else { break }
                end += markLength
            }
            if let previous { emitCharacter(text, previous, next: end, into: &stream) }
            previous = index..<end
            index = end
        }
        if let previous { emitCharacter(text, previous, next: nil, into: &stream) }
        // A character of the script that is no letter (a full stop in a run of its own) is passed over.
        return index > start ? index : start + text.scalar(at: start).length
    }

    /// Adds one character and, where the run goes on to `next`, the bigram that begins with it.
    private mutating func emitCharacter(
        _ text: Span<UInt8>, _ range: Range<Int>, next: Int?, into stream: inout TokenStream
    ) {
        var hasToken = false
        if let next {
            hasToken = add(text, range.lowerBound..<next, .bigram, into: &stream)
        }
        hasToken = add(text, range, .character, into: &stream) || hasToken
        if hasToken {
            stream.positionCount += 1
            stream.contentCount += 1
        }
    }

    private mutating func add(
        _ text: Span<UInt8>, _ range: Range<Int>, _ kind: Token.Kind, into stream: inout TokenStream
    ) -> Bool {
        let entry = vocabulary.entry(for: text, range, by: normalizer)
        guard entry.wordLength > 0 else { return false }
        stream.tokens.append(Token(entry, at: stream.positionCount, range, kind))
        return true
    }
}

extension Token {
    /// A token by an entry's first term.
    @inline(__always)
    fileprivate init(_ entry: Vocabulary.Entry, at position: Int, _ range: Range<Int>, _ kind: Kind) {
        self.init(
            start: UInt32(truncatingIfNeeded: range.lowerBound), end: UInt32(truncatingIfNeeded: range.upperBound),
            position: UInt32(truncatingIfNeeded: position), termStart: entry.termStart,
            termLength: entry.wordLength, kind: kind)
    }
}
