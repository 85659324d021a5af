/// Turns a word as written into the terms it is searched by: NFKC and case folding, possessives, British
/// spelling, stem, diacritics, in this order.
///
/// The stem is taken of the accented word, whose endings the stemmer knows, and folded afterwards. Where the
/// unaccented spelling has another stem (Spanish *economía* and *economia*), that becomes a second term, so
/// that a searcher who types no accents finds the word all the same.
struct WordNormalizer {
    /// A word's terms; `unaccented` and `capitals` are empty where there is none.
    struct Terms {
        var word: [UInt8] = []
        var unaccented: [UInt8] = []
        var capitals: [UInt8] = []
        /// Whether the word is one of its language's stop words, which say little of a text's length.
        var isStopWord = false
    }

    /// Longer words are cut here, on a character boundary, in text and query alike: nobody types them in full.
    static let maximumTermBytes = 120
    /// Acronyms are short; a longer word in capitals is emphasis.
    static let maximumCapitals = 6

    private let language: Language
    private let stemmers: [Script: Stemmer]
    private let elisions: [[UInt8]]
    private let isEnglish: Bool
    private let stopWords: Set<[UInt8]>

    init(_ language: Language) {
        self.language = language
        isEnglish = language.code == "en"
        elisions = language.elisions.map { Array($0.utf8) }
        stopWords = Set(language.stopWords.map { Array($0.utf8) })
        // A word in another script than the language's own is stemmed as that script's usual language.
        var stemmers: [Script: Stemmer] = [:]
        for script in Script.stemmed.union(language.scripts) {
            let own = language.scripts.contains(script) ? language : Language.defaultLanguage(for: script)
            stemmers[script] = own.flatMap(Stemmer.init)
        }
        self.stemmers = stemmers
    }

    func terms(of raw: Span<UInt8>) -> Terms {
        var terms = Terms()
        let capitals = capitalsLength(of: raw)
        if capitals > 0 {
            for index in 0..<capitals { terms.capitals.append(raw[index]) }
        }
        guard isASCII(raw) else {
            normalizeUnicode(raw, into: &terms)
            return terms
        }
        let word = cut(foldASCII(raw))
        terms.isStopWord = stopWords.contains(word)
        terms.word = stem(spelled(word), script: .latin)
        return terms
    }

    /// The word folded as a term is, but not stemmed.
    func folded(_ raw: Span<UInt8>) -> [UInt8] {
        if isASCII(raw) { return foldASCII(raw) }
        let folded = withoutApostrophes(UnicodeData.caseFolded(raw))
        guard !folded.isEmpty else { return [] }
        return DiacriticFolding.folded(folded, script: Script.of(firstLetterOf: folded.span))
    }

    // MARK: - Capitals

    /// How many bytes of `raw` are a word in ASCII capitals, a possessive behind it left out; 0 if it is none.
    private func capitalsLength(of raw: Span<UInt8>) -> Int {
        var length = 0
        while length < raw.count, raw[length].isASCIIUppercase { length += 1 }
        guard (2...Self.maximumCapitals).contains(length) else { return 0 }
        return length == raw.count || isPossessive(raw, from: length) ? length : 0
    }

    private func isPossessive(_ raw: Span<UInt8>, from offset: Int) -> Bool {
        let rest = raw.extracting(offset..<raw.count)
        guard let apostrophe = Apostrophe.length(in: rest, at: 0) else { return false }
        return rest.count == apostrophe + 1 && rest[apostrophe] | 0x20 == UInt8(ascii: "s")
    }

    // MARK: - Folding

    private func isASCII(_ raw: Span<UInt8>) -> Bool {
        for index in raw.indices where raw[index] >= 0x80 { return false }
        return true
    }

    private func foldASCII(_ raw: Span<UInt8>) -> [UInt8] {
        var word: [UInt8] = []
        word.reserveCapacity(raw.count)
        for index in raw.indices {
            let byte = raw[index]
            word.append(byte.isASCIIUppercase ? byte | 0x20 : byte)
        }
        return withoutApostrophes(word)
    }

    private func normalizeUnicode(_ raw: Span<UInt8>, into terms: inout Terms) {
        var unified: [UInt8] = []
        unified.reserveCapacity(raw.count)
        var index = 0
        while index < raw.count {
            if let length = Apostrophe.length(in: raw, at: index) {
                unified.append(UInt8(ascii: "'"))
                index += length
            } else {
                unified.append(raw[index])
                index += 1
            }
        }
        let folded = cut(withoutApostrophes(UnicodeData.caseFolded(unified.span)))
        guard UnicodeData.hasLetter(folded.span) else { return }
        terms.isStopWord = stopWords.contains(folded)
        let script = Script.of(firstLetterOf: folded.span)
        let unaccented = DiacriticFolding.folded(folded, script: script)
        let bare = stem(spelled(unaccented), script: script)
        terms.word = DiacriticFolding.folded(stem(spelled(folded), script: script), script: script)
        if bare != terms.word { terms.unaccented = bare }
    }

    /// Drops a possessive (`kim's`) and an elided article (`l'homme`), and closes up other apostrophes (`o'neill`).
    private func withoutApostrophes(_ word: [UInt8]) -> [UInt8] {
        guard let first = word.firstIndex(of: UInt8(ascii: "'")) else { return word }
        if word.count == first + 2, word[first + 1] == UInt8(ascii: "s") { return Array(word[..<first]) }
        if first + 1 < word.count, elisions.contains(where: { $0.elementsEqual(word[..<first]) }) {
            return withoutApostrophes(Array(word[(first + 1)...]))
        }
        if word.count > 2, word.suffix(2).elementsEqual("'s".utf8) {
            return word.dropLast(2).filter { $0 != UInt8(ascii: "'") }
        }
        return word.filter { $0 != UInt8(ascii: "'") }
    }

    // MARK: - Spelling and stem

    private func spelled(_ word: [UInt8]) -> [UInt8] {
        guard isEnglish, let american = BritishSpelling.american(word) else { return word }
        return american
    }

    private func stem(_ word: [UInt8], script: Script) -> [UInt8] {
        stemmers[script]?.stem(word) ?? word
    }

    /// The word without what is too long to be one, so that no word costs more than a word.
    private func cut(_ word: [UInt8]) -> [UInt8] {
        guard word.count > Self.maximumTermBytes else { return word }
        var end = Self.maximumTermBytes
        while end > 0, word[end].isUTF8Continuation { end -= 1 }
        return Array(word[..<end])
    }
}

/// The characters people type for an apostrophe.
enum Apostrophe {
    /// The length in bytes of the apostrophe at `offset`; `nil` where there is none.
    @inline(__always)
    static func length(in text: Span<UInt8>, at offset: Int) -> Int? {
        switch text[offset] {
        case UInt8(ascii: "'"): return 1
        case 0xE2 where offset + 2 < text.count && text[offset + 1] == 0x80:
            // U+2018, U+2019, U+201B
            let third = text[offset + 2]
            return third == 0x99 || third == 0x98 || third == 0x9B ? 3 : nil
        case 0xCA where offset + 1 < text.count:
            // U+02B9, U+02BB, U+02BC
            let second = text[offset + 1]
            return second == 0xBC || second == 0xB9 || second == 0xBB ? 2 : nil
        case 0xEF where offset + 2 < text.count && text[offset + 1] == 0xBC && text[offset + 2] == 0x87:
            return 3  // U+FF07
        default: return nil
        }
    }
}

/// Takes the diacritics off a folded word, in scripts where people leave them out when they type.
enum DiacriticFolding {
    static func folded(_ word: [UInt8], script: Script) -> [UInt8] {
        guard word.contains(where: { $0 >= 0x80 }) else { return word }
        switch script {
        case .latin, .greek, .hebrew, .arabic:
            return withoutStrokes(UnicodeData.withoutMarks(word.span))
        case .cyrillic:
            return replacing(word) { $0 == 0x0451 ? [0xD0, 0xB5] : nil }  // ё is written е by most
        default: return word
        }
    }

    /// Letters that Unicode does not take apart: ø has no "o with a mark" behind it.
    private static let plainLetters: [UInt32: [UInt8]] = [
        0xE6: Array("ae".utf8), 0xF0: Array("d".utf8), 0xF8: Array("o".utf8), 0xFE: Array("th".utf8),
        0x111: Array("d".utf8), 0x127: Array("h".utf8), 0x131: Array("i".utf8), 0x142: Array("l".utf8),
        0x153: Array("oe".utf8), 0x167: Array("t".utf8), 0xB7: [], 0x640: [],
    ]

    private static func withoutStrokes(_ word: [UInt8]) -> [UInt8] {
        replacing(word) { plainLetters[$0] }
    }

    private static func replacing(_ word: [UInt8], by replacement: (UInt32) -> [UInt8]?) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(word.count)
        let bytes = word.span
        var index = 0
        while index < bytes.count {
            let (scalar, length) = bytes.scalar(at: index)
            if scalar >= 0x80, let plain = replacement(scalar) {
                result += plain
            } else {
                for offset in index..<index + length { result.append(bytes[offset]) }
            }
            index += length
        }
        return result
    }
}
