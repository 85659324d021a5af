import TextAnalysis

/// Reads the words of a query as the articles' words were read: by the analyzers of the index's languages.
struct WordReader {
    /// One way to find a word in the index: consecutive terms.
    typealias Terms = [[UInt8]]

    /// A unit of a query's words that is scored on its own.
    struct Unit: Equatable {
        /// The unit as typed.
        var text: String
        /// The ways to find it, the plainest first.
        var alternatives: [Terms]
        /// Whether it is a stop word in every language it was read in.
        var isStopWord: Bool
    }

    private let languages: [Language]
    private let analyzers: AnalyzerCache
    /// Whether the whole query is typed in capitals, so that they mean nothing.
    private let isShouted: Bool
    /// Words that mean another thing in capitals: *US* is not *us*.
    private let meantInCapitals: Set<String>

    init(_ languages: [Language], isShouted: Bool, _ analyzers: AnalyzerCache) {
        self.isShouted = isShouted
        self.languages = languages.isEmpty ? [.english] : languages
        self.analyzers = analyzers
        meantInCapitals = analyzers.wordsMeantInCapitals(in: self.languages)
    }

    /// The units of a word between spaces: the word itself, or the bigrams of a script without spaces.
    func units(of word: String) -> [Unit] {
        var units: [Unit] = []
        forEachLanguage { analyzer in
            let stream = analyzer.tokens(of: isShouted ? word.lowercased() : word)
            for (number, group) in Self.groups(stream.tokens).enumerated() {
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

    /// Positions that are one unit: a compound's parts together, a bigram by itself. The last character of a run is
    /// part of the bigram before it.
    private static func groups(_ tokens: [Token]) -> [[[Token]]] {
        var groups: [[[Token]]] = []
        var isInCompound = false
        var lastBigramEnd: UInt32?
        for position in positions(tokens) {
            guard let first = position.first else { continue }
            switch first.kind {
            case .bigram:
                groups.append([position.filter { $0.kind == .bigram }])
                lastBigramEnd = first.end
                isInCompound = false
            case .character:
                if lastBigramEnd != first.end { groups.append([position]) }
                lastBigramEnd = nil
                isInCompound = false
            default:
                if isInCompound {
                    groups[groups.count - 1].append(position)
                } else {
                    groups.append([position])
                }
                isInCompound = true
            }
        }
        return groups
    }

    private func unit(_ word: String, _ group: [[Token]], _ analyzer: Analyzer) -> Unit {
        var alternatives: [Terms]
        if group.count == 1 {
            alternatives = choices(at: group[0], analyzer).map { [$0] }
        } else {
            alternatives = [group.map { choices(at: $0, analyzer).first ?? [] }]
        }
        for token in group.joined() where token.kind == .joined {
            alternatives.append([Array(analyzer.term(of: token))])
        }
        var text = word
        if let first = group.first?.first, let last = group.last?.last,
            first.kind == .bigram || first.kind == .character
        {
            text = String(decoding: Array(word.utf8)[Int(first.start)..<Int(last.end)], as: UTF8.self)
        }
        let hasCapitals = group.joined().contains { isMeant($0, analyzer) }
        return Unit(
            text: text, alternatives: alternatives,
            isStopWord: group.count == 1 && !hasCapitals && analyzer.isStopWord(word))
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
    }
}
