import TextAnalysis

/// Reads the words of a query as the articles' words were read: by the analyzers of the index's languages.
struct WordReader {
    /// One way to find a word in the index: consecutive terms.
    typealias Terms = [[UInt8]]

    /// A unit of a query's words that is scored on its own.
    struct Unit: Equatable {
        enum Kind {
            /// A word, or a compound.
            case word
            /// Some neighbouring characters of a script without spaces.
            case gram
            /// A shorter gram, or a word of a compound, beside what it is part of: it tells less, and does not decide what
            /// matches.
            case part
        }

        /// The unit as typed.
        var text: String
        /// The ways to find it, the plainest first.
        var alternatives: [Terms]
        var kind: Kind
        /// Whether it is a stop word in every main language it was read in.
        var isStopWord: Bool
        /// Whether it is a function word in every main language it was read in.
        var isFunctionWord: Bool
        /// The words of a compound one by one, each of which is found in the compound written as one too.
        var words: [Unit] = []
    }

    private let languages: [Language]
    /// The languages that say what is a stop word.
    private let mainLanguages: Set<Language>
    private let analyzers: AnalyzerCache
    /// Whether the whole query is typed in capitals, so that they mean nothing.
    private let isShouted: Bool
    /// Words that mean another thing in capitals: *US* is not *us*.
    private let meantInCapitals: Set<String>

    init(_ languages: QueryLanguages, isShouted: Bool, _ analyzers: AnalyzerCache) {
        self.isShouted = isShouted
        self.languages = languages.all
        mainLanguages = Set(languages.main)
        self.analyzers = analyzers
        meantInCapitals = analyzers.wordsMeantInCapitals(in: self.languages)
    }

    /// The units of a word between spaces: the word itself, or the bigrams of a script without spaces.
    func units(of word: String) -> [Unit] {
        var units: [Unit] = []
        forEachLanguage { analyzer in
            let stream = analyzer.tokens(of: isShouted ? word.lowercased() : word)
            for (number, group) in Self.groups(stream.tokens, in: word).enumerated() {
                let unit = unit(word, group, analyzer)
                if number < units.count {
                    units[number].merge(unit)
                } else {
                    units.append(unit)
                }
            }
        }
        return units
    }

    private func forEachLanguage(_ body: (inout Analyzer) -> Void) {
        for language in languages { analyzers.withAnalyzer(language, for: .query, body) }
    }

    /// The ways to find the words of a phrase next to each other.
    func phraseAlternatives(_ text: String) -> [Terms] {
        var alternatives: [Terms] = []
        forEachLanguage { analyzer in
            let stream = analyzer.tokens(of: isShouted ? text.lowercased() : text)
            let positions = Self.positions(stream.tokens)
            guard !positions.isEmpty else { return }
            let plain = positions.map { choices(at: $0, analyzer).first ?? [] }
            let other = positions.map { choices(at: $0, analyzer).last ?? [] }
            for terms in [plain, other] where !alternatives.contains(terms) { alternatives.append(terms) }
        }
        return alternatives
    }

    /// The beginnings of terms that `word*` stands for: as typed, and by its stem.
    func prefixAlternatives(_ word: String) -> [Terms] {
        var alternatives: [Terms] = []
        forEachLanguage { analyzer in
            let word = word.lowercased()
            let tokens = analyzer.tokens(of: word).tokens
            let positions = Self.positions(tokens)
            guard let last = positions.last, let range = last.first?.range,
                let stem = choices(at: last, analyzer).first
            else { return }
            let leading = positions.dropLast().map { choices(at: $0, analyzer).first ?? [] }
            let folded = analyzer.folded(String(decoding: Array(word.utf8)[range], as: UTF8.self))
            let endings = folded.isEmpty ? [stem] : [folded, stem]
            for ending in endings where !alternatives.contains(leading + [ending]) {
                alternatives.append(leading + [ending])
            }
        }
        return alternatives
    }

    // MARK: - From tokens to terms

    /// Tokens by position.
    private static func positions(_ tokens: [Token]) -> [[Token]] {
        var positions: [[Token]] = []
        for token in tokens {
            if token.position == positions.last?.first?.position {
                positions[positions.count - 1].append(token)
            } else {
                positions.append([token])
            }
        }
        return positions
    }

    /// Positions that are one unit.
    private struct Group {
        var kind: Unit.Kind
        var positions: [[Token]]
    }

    /// A compound's parts together, or the grams of a script without spaces one by one.
    private static func groups(_ tokens: [Token], in word: String) -> [Group] {
        var groups: [Group] = []
        var run: [[Token]] = []
        for position in positions(tokens) {
            guard let first = position.first else { continue }
            switch first.kind {
            case .bigram, .character:
                run.append(position)
                // The last character of a run has no bigram of its own.
                if first.kind == .character {
                    groups += grams(run, in: word)
                    run = []
                }
            default:
                if groups.last?.kind == .word {
                    groups[groups.count - 1].positions.append(position)
                } else {
                    groups.append(Group(kind: .word, positions: [position]))
                }
            }
        }
        return groups + grams(run, in: word)
    }

    /// The grams of a run of characters, and behind them their parts: bigrams and characters where a character is a word
    /// or a syllable, trigrams and bigrams where it is a letter.
    private static func grams(_ run: [[Token]], in word: String) -> [Group] {
        guard let first = run.first?.first else { return [] }
        let bigrams = run.filter { $0.first?.kind == .bigram }
        if bigrams.isEmpty { return [Group(kind: .gram, positions: run)] }
        let isTrigram = isOfLetters(first, in: word) && bigrams.count > 1
        let grams = isTrigram ? zip(bigrams, bigrams.dropFirst()).map { [$0, $1] } : bigrams.map { [$0] }
        let parts = isTrigram ? bigrams : run.map { position in position.filter { $0.kind == .character } }
        return grams.map { Group(kind: .gram, positions: $0) } + parts.map { Group(kind: .part, positions: [$0]) }
    }

    private static func isOfLetters(_ token: Token, in word: String) -> Bool {
        let text = String(decoding: Array(word.utf8)[token.range], as: UTF8.self)
        return text.unicodeScalars.first.map { Script.of($0.value).isOfLettersWithoutSpaces } ?? false
    }

    private func unit(_ word: String, _ group: Group, _ analyzer: Analyzer) -> Unit {
        var alternatives: [Terms]
        let positions = group.positions
        if positions.count == 1 {
            alternatives = choices(at: positions[0], analyzer).map { [$0] }
        } else {
            alternatives = [positions.map { choices(at: $0, analyzer).first ?? [] }]
        }
        let joined = Self.joined(positions, analyzer)
        alternatives += joined
        var text = word
        if group.kind != .word, let first = positions.first?.first, let last = positions.last?.last {
            text = String(decoding: Array(word.utf8)[Int(first.start)..<Int(last.end)], as: UTF8.self)
        }
        let hasCapitals = positions.joined().contains { isMeant($0, analyzer) }
        // A longer word is on no list, and to look it up would take long, for each of its grams.
        let isPlain = positions.count == 1 && !hasCapitals && word.utf8.count <= Self.longestListedWord
        let isSilent = !mainLanguages.contains(analyzer.language)
        var unit = Unit(
            text: text, alternatives: alternatives, kind: group.kind,
            isStopWord: isPlain && (isSilent || analyzer.isStopWord(word)),
            isFunctionWord: isPlain && (isSilent || isFunctionWord(word, analyzer)))
        if group.kind == .word, positions.count > 1 {
            unit.words = positions.map { part(of: word, at: $0, joined: joined, analyzer) }
        }
        return unit
    }

    /// The ways to find a compound in which words are written as one, each once: a compound may repeat itself.
    private static func joined(_ positions: [[Token]], _ analyzer: Analyzer) -> [Terms] {
        var seen: Set<[UInt8]> = []
        return positions.joined().compactMap { token in
            guard token.kind == .joined else { return nil }
            let term = Array(analyzer.term(of: token))
            return seen.insert(term).inserted ? [term] : nil
        }
    }

    /// A word of a compound.
    private func part(of compound: String, at position: [Token], joined: [Terms], _ analyzer: Analyzer) -> Unit {
        let range = position.first?.range ?? 0..<0
        let bytes = Array(compound.utf8.dropFirst(range.lowerBound).prefix(range.count))
        var part = unit(
            String(decoding: bytes, as: UTF8.self), Group(kind: .word, positions: [position]), analyzer)
        part.kind = .part
        for terms in joined where !part.alternatives.contains(terms) { part.alternatives.append(terms) }
        return part
    }

    /// Bytes; the lists' own longest word has less than half of that.
    private static let longestListedWord = 128

    private func isFunctionWord(_ word: String, _ analyzer: Analyzer) -> Bool {
        let words = analyzers.functionWords(of: analyzer.language)
        return words.contains(word.lowercased())
            || words.contains(String(decoding: analyzer.folded(word), as: UTF8.self))
    }

    /// The terms to look for at a place: the capitals alone where they are meant, else the word and its unaccented form.
    private func choices(at position: [Token], _ analyzer: Analyzer) -> [[UInt8]] {
        if let capitals = position.first(where: { isMeant($0, analyzer) }) {
            return [Array(analyzer.term(of: capitals))]
        }
        let plain = position.filter { $0.kind == .word || $0.kind == .unaccented || $0.kind == .bigram }
        let tokens = plain.isEmpty ? position.filter { $0.kind == .character } : plain
        return tokens.map { Array(analyzer.term(of: $0)) }
    }

    /// Whether a word in capitals is another word than in small letters: *US* is not *us*, but *NATO* is *Nato*.
    private func isMeant(_ token: Token, _ analyzer: Analyzer) -> Bool {
        guard token.kind == .capitals else { return false }
        return meantInCapitals.contains(String(decoding: analyzer.term(of: token), as: UTF8.self).lowercased())
    }
}

extension WordReader.Unit {
    /// Adds what another language makes of the same word.
    fileprivate mutating func merge(_ other: Self) {
        for terms in other.alternatives where !alternatives.contains(terms) { alternatives.append(terms) }
        isStopWord = isStopWord && other.isStopWord
        isFunctionWord = isFunctionWord && other.isFunctionWord
        guard words.count == other.words.count else { return }
        for index in words.indices { words[index].merge(other.words[index]) }
    }
}
