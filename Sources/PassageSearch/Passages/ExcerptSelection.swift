import TextAnalysis

/// Cuts a passage for which there is no room to the one to three sentences that say most of what is asked.
///
/// They follow each other, unless others together show more of the query's terms. A sentence for which alone there is
/// no room is cut around its matches, between words.
struct ExcerptSelection {
    /// More than three make a passage again.
    private static let mostSentences = 3
    /// Sentences are joined over a gap from among as many, the best by themselves: all of a usual passage.
    private static let mostJoined = 8
    /// A gap is a price for whoever reads: joined sentences have to be worth that much more than those in a row. Measured
    /// by `make relevance-passages`: with no gaps at all about a point of answers is lost, with 1 hardly any gained.
    private static let gapFactor = 1.1
    /// The characters that tell of a cut: "… " and " …" at the ends, " … " in between.
    private static let endMarks = 4
    private static let gapMark = 3

    private let length: Int
    private let analyzers: AnalyzerCache

    /// - Parameter length: as `SearchRequest.excerptLength`.
    init(length: Int, _ analyzers: AnalyzerCache) {
        self.length = length
        self.analyzers = analyzers
    }

    /// Byte ranges of `passage`: ascending, apart, on character boundaries; all of it where there is room.
    ///
    /// - Complexity: O(bytes + matches · sentences).
    func excerpt(
        of passage: String, _ language: Language, _ matches: [Highlighter.Match], weights: [Double]
    ) -> [Range<Int>] {
        let whole = 0..<passage.utf8.count
        // No character is longer than it has bytes.
        guard whole.count > length else { return [whole] }
        let text = MeasuredText(passage)
        guard text.length > length else { return [whole] }
        let room = max(1, length - Self.endMarks)
        let evidence = PassageEvidence(weights: weights)
        let sentences = passage.withUTF8Span { analyzers.sentenceSegmenter(language).sentences(of: $0) }
        let stretches = sentences.map { sentence in
            Self.stretch(
                of: sentence.bytes, text, matches.filter { sentence.bytes.contains($0.range.lowerBound) }, evidence,
                room: room)
        }
        guard let inARow = Self.bestInARow(stretches, evidence, room: room) else { return [whole] }
        return (Self.bestJoined(stretches, evidence, room: room, better: inARow) ?? inARow).ranges
    }

    // MARK: - Stretches

    /// A sentence, or as much of it as there is room for.
    private struct Stretch {
        var range: Range<Int>
        var length: Int
        var isWhole: Bool
        var occurrences: [Occurrence]
    }

    private static func stretch(
        of sentence: Range<Int>, _ text: MeasuredText, _ matches: [Highlighter.Match], _ evidence: PassageEvidence,
        room: Int
    ) -> Stretch {
        let length = text.length(of: sentence)
        if length <= room {
            return Stretch(
                range: sentence, length: length, isWhole: true, occurrences: matches.compactMap(\.occurrence))
        }
        let core = core(matches, text, evidence, room: room) ?? sentence.lowerBound..<sentence.lowerBound
        let range = text.cut(sentence, around: core, room: room)
        return Stretch(
            range: range, length: text.length(of: range), isWhole: false,
            occurrences: matches.filter { range.contains($0.range.lowerBound) }.compactMap(\.occurrence))
    }

    /// The matches in a row that say most, of those for which there is room.
    private static func core(
        _ matches: [Highlighter.Match], _ text: MeasuredText, _ evidence: PassageEvidence, room: Int
    ) -> Range<Int>? {
        var best: (worth: Double, range: Range<Int>)?
        for first in matches.indices {
            let start = matches[first].range.lowerBound
            var end = matches[first].range.upperBound
            var inRoom: [Occurrence] = []
            for (number, match) in matches[first...].enumerated() {
                let next = max(end, match.range.upperBound)
                guard number == 0 || text.length(of: start..<next) <= room else { break }
                end = next
                if let occurrence = match.occurrence { inRoom.append(occurrence) }
            }
            let worth = evidence.worth(of: inRoom)
            if worth > best?.worth ?? 0 { best = (worth, start..<end) }
        }
        return best?.range
    }

    // MARK: - Choice

    private struct Excerpt {
        var worth: Double
        var terms: Int
        var sentences: Int
        var ranges: [Range<Int>]

        init(_ stretches: [Stretch], numbers: [Int], _ evidence: PassageEvidence) {
            let occurrences = numbers.flatMap { stretches[$0].occurrences }
            worth = occurrences.isEmpty ? 0 : evidence.worth(of: occurrences)
            terms = Set(occurrences.lazy.map(\.term)).count
            sentences = numbers.count
            ranges = []
            for (index, number) in numbers.enumerated() {
                let range = stretches[number].range
                if index > 0, numbers[index - 1] == number - 1, let last = ranges.popLast() {
                    ranges.append(last.lowerBound..<range.upperBound)
                } else {
                    ranges.append(range)
                }
            }
        }

        static func length(_ stretches: [Stretch], numbers: [Int]) -> Int {
            var length = 0
            for (index, number) in numbers.enumerated() {
                length += stretches[number].length
                if index > 0 { length += numbers[index - 1] == number - 1 ? 1 : gapMark }
            }
            return length
        }
    }

    /// The sentences in a row that say most; among equals those that show most of what stands around them.
    private static func bestInARow(_ stretches: [Stretch], _ evidence: PassageEvidence, room: Int) -> Excerpt? {
        var best: Excerpt?
        for first in stretches.indices {
            for last in first..<min(first + mostSentences, stretches.count) {
                let numbers = Array(first...last)
                // What alone is shown was made to fit, or is a character.
                guard
                    numbers.count == 1
                        || numbers.allSatisfy({ stretches[$0].isWhole })
                            && Excerpt.length(stretches, numbers: numbers) <= room
                else { break }
                let excerpt = Excerpt(stretches, numbers: numbers, evidence)
                guard let other = best else {
                    best = excerpt
                    continue
                }
                if excerpt.worth > other.worth || excerpt.worth == other.worth && excerpt.sentences > other.sentences {
                    best = excerpt
                }
            }
        }
        return best
    }

    /// Sentences with others between them, if they show more terms than those in a row.
    private static func bestJoined(
        _ stretches: [Stretch], _ evidence: PassageEvidence, room: Int, better than: Excerpt
    ) -> Excerpt? {
        let all = Set(stretches.lazy.flatMap(\.occurrences).map(\.term)).count
        guard than.terms < all else { return nil }
        let matching = stretches.indices.filter { stretches[$0].isWhole && !stretches[$0].occurrences.isEmpty }
            .map { (number: $0, worth: evidence.worth(of: stretches[$0].occurrences)) }
            .sorted { $0.worth != $1.worth ? $0.worth > $1.worth : $0.number < $1.number }
            .prefix(mostJoined).map(\.number).sorted()
        var best: Excerpt?
        for numbers in pairsAndTriples(of: matching) where Excerpt.length(stretches, numbers: numbers) <= room {
            let excerpt = Excerpt(stretches, numbers: numbers, evidence)
            guard excerpt.ranges.count > 1, excerpt.terms > than.terms, excerpt.worth > gapFactor * than.worth else {
                continue
            }
            if excerpt.worth > best?.worth ?? 0 { best = excerpt }
        }
        return best
    }

    private static func pairsAndTriples(of numbers: [Int]) -> [[Int]] {
        var found: [[Int]] = []
        for (index, first) in numbers.enumerated() {
            for (next, second) in numbers.enumerated().dropFirst(index + 1) {
                found.append([first, second])
                found += numbers.dropFirst(next + 1).map { [first, second, $0] }
            }
        }
        return found
    }
}
