/// Guesses the language of a text from its letters and its function words.
///
/// A few hundred words of running text are enough to tell any two languages of the registry apart; a
/// headline mostly is not, and gets no answer rather than a wrong one.
public enum LanguageGuess {
    /// How much of a text is looked at, in bytes: mostly its first lines are enough.
    static let window = 4096
    private static let firstWindow = 512
    /// How much clearer the first lines have to be, to go by them alone.
    private static let firstLead = 2.0
    private static let firstHits = 10
    /// Fewer letters than this say nothing, even in a script of one language only.
    private static let fewestLetters = 8
    /// How many function words the best language must show.
    private static let fewestHits = 3
    /// And how many different ones: *Los Angeles Lakers, Los Angeles Kings* is no Spanish.
    private static let fewestWords = 3
    /// How many of the words must be its function words; in running text it is a third or more.
    private static let leastShare = 0.12
    /// By how much the best language must beat the next.
    private static let leastLead = 1.15

    /// The language of `text`; `nil` when it is too short or no language is clearly ahead.
    ///
    /// - Complexity: O(1), as only the beginning of the text is read: some ten microseconds.
    public static func language(of text: Span<UInt8>) -> Language? { verdict(on: text).language }

    /// The language of `text`; `nil` when it is too short or no language is clearly ahead.
    public static func language(of text: String) -> Language? {
        text.withUTF8Span { language(of: $0) }
    }

    /// The language of `text`, or the one that a text in its script is assumed to be in.
    public static func assumedLanguage(of text: String) -> Language {
        let found = text.withUTF8Span { verdict(on: $0) }
        return found.language ?? found.script.flatMap(Language.defaultLanguage) ?? .english
    }

    private struct Verdict {
        /// `nil` where there are hardly any letters.
        var script: Script?
        /// `nil` where no language is clearly ahead.
        var language: Language?
    }

    private static func verdict(on text: Span<UInt8>) -> Verdict {
        if text.count > firstWindow {
            let first = verdict(on: text, firstWindow, firstHits, firstLead)
            if first.language != nil { return first }
        }
        return verdict(on: text, window, fewestHits, leastLead)
    }

    private static func verdict(on text: Span<UInt8>, _ window: Int, _ hits: Int, _ lead: Double) -> Verdict {
        var evidence = Evidence()
        evidence.gather(from: text.extracting(0..<min(text.count, window)))
        guard let script = evidence.mainScript else { return Verdict() }
        return Verdict(script: script, language: language(in: script, evidence, hits, lead))
    }

    private static func language(in script: Script, _ evidence: Evidence, _ hits: Int, _ lead: Double) -> Language? {
        // Han without kana is Chinese: Japanese is hardly ever written so.
        if script == .han { return Language.defaultLanguage(for: .han) }
        let candidates = FunctionWordTable.shared.candidates(in: script)
        if candidates.count == 1 { return Language.all[candidates[0]] }
        return best(of: candidates, evidence, words: evidence.words[Int(script.rawValue)], hits, lead)
    }

    private static func best(
        of candidates: [Int], _ evidence: Evidence, words: Int, _ fewestHits: Int, _ leastLead: Double
    ) -> Language? {
        var best: Int?
        var second = 0.0
        for candidate in candidates {
            let score = evidence.scores[candidate]
            let bestScore = best.map { evidence.scores[$0] } ?? 0
            if score > bestScore {
                second = bestScore
                best = candidate
            } else {
                second = max(second, score)
            }
        }
        guard let best else { return nil }
        guard evidence.hits[best] >= fewestHits, evidence.differentHits[best] >= fewestWords,
            evidence.scores[best] >= second * leastLead,
            Double(evidence.hits[best]) >= Double(words) * leastShare
        else { return nil }
        return Language.all[best]
    }

    /// What was seen in a text.
    private struct Evidence {
        /// Letters and words, by the script's raw value.
        var letters = [Int](repeating: 0, count: Script.allCases.count)
        var words = [Int](repeating: 0, count: Script.allCases.count)
        /// Function words, by the language's place in the registry: their weight, and their number.
        var scores = [Double](repeating: 0, count: Language.all.count)
        var hits = [Int](repeating: 0, count: Language.all.count)
        /// How many different ones.
        var differentHits = [Int](repeating: 0, count: Language.all.count)
        /// Which function words there were, a bit for each.
        private var seen = [UInt64](repeating: 0, count: FunctionWordTable.shared.words.count / 64 + 1)

        mutating func gather(from text: Span<UInt8>) {
            let table = FunctionWordTable.shared
            var hash = WordHash()
            var script = Script.other
            var index = 0
            while index < text.count {
                let (scalar, length) = text.scalar(at: index)
                let current = Script.of(scalar)
                if current == .other, !(0x300..<0x370).contains(scalar) {
                    if script != .other { end(hash, script, table) }
                    hash = WordHash()
                    script = .other
                } else {
                    for offset in index..<index + length { hash.add(text[offset]) }
                    letters[Int(current.rawValue)] += 1
                    script = current
                }
                index += length
            }
            // A word that the window cuts is left out: nobody knows how it goes on.
        }

        private mutating func end(_ hash: WordHash, _ script: Script, _ table: FunctionWordTable) {
            words[Int(script.rawValue)] += 1
            guard let word = table.words[hash.value] else { return }
            let weight = 2 / Double(word.languages.count + 1)
            let bit: UInt64 = 1 << UInt64(word.number & 63)
            let isNew = seen[word.number >> 6] & bit == 0
            seen[word.number >> 6] |= bit
            for language in word.languages {
                scores[Int(language)] += weight
                hits[Int(language)] += 1
                if isNew { differentHits[Int(language)] += 1 }
            }
        }

        /// The script that carries the text; `nil` when there are hardly any letters.
        ///
        /// Kana make Japanese even where Han is in the majority, and a character of Han or Hangul says as much as
        /// several letters.
        var mainScript: Script? {
            func count(_ script: Script) -> Int { letters[Int(script.rawValue)] }
            let kana = count(.hiragana) + count(.katakana)
            let han = count(.han)
            var best: (script: Script, weight: Int)?
            for script in Script.allCases where script != .other {
                var weight = count(script)
                switch script {
                case .hiragana: weight = kana * 20 >= han ? (kana + han) * 3 : 0
                case .katakana: weight = 0
                case .han, .hangul: weight *= 3
                default: break
                }
                if weight > best?.weight ?? 0 { best = (script, weight) }
            }
            guard let best, best.weight >= fewestLetters else { return nil }
            return best.script
        }
    }
}

/// Which languages have a function word, by the word's hash.
private struct FunctionWordTable: Sendable {
    static let shared = FunctionWordTable()

    struct Word {
        /// A number of its own, from 0.
        var number: Int
        /// Places in the registry.
        var languages: [UInt8]
    }

    /// By `WordHash`.
    let words: [UInt64: Word]
    private let byScript: [Script: [Int]]

    private init() {
        var words: [UInt64: Word] = [:]
        var byScript: [Script: [Int]] = [:]
        for (place, language) in Language.all.enumerated() {
            for script in language.scripts { byScript[script, default: []].append(place) }
            for word in language.functionWords {
                var hash = WordHash()
                for byte in word.utf8 { hash.add(byte) }
                let next = words.count
                words[hash.value, default: Word(number: next, languages: [])].languages.append(UInt8(place))
            }
        }
        self.words = words
        self.byScript = byScript
    }

    /// The languages written in `script`.
    func candidates(in script: Script) -> [Int] { byScript[script] ?? [] }
}

/// A word's hash, its ASCII capitals taken for small letters (FNV-1a; Fowler, Noll and Vo, 1991).
///
/// Two words of one hash would only be counted as one another: at 64 bits nobody will see that happen.
private struct WordHash {
    private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

    @inline(__always)
    mutating func add(_ byte: UInt8) {
        value = (value ^ UInt64(byte.isASCIIUppercase ? byte | 0x20 : byte)) &* 0x100_0000_01B3
    }
}
