import IndexFile
import TextAnalysis

/// Finds the bytes of a passage that matched: the analyzer says where the term at a matched position stands, so
/// stemmed, folded, joined and acronym matches are marked as they are written.
struct Highlighter {
    private let analyzers: AnalyzerCache
    /// By term and phrase, as occurrences name them.
    private let phrases: [[MatchExpression.TermPhrase]]

    init(phrases: [[MatchExpression.TermPhrase]], _ analyzers: AnalyzerCache) {
        self.phrases = phrases
        self.analyzers = analyzers
    }

    /// Byte ranges in `passage`, ascending and apart.
    ///
    /// - Parameter positions: the passage's token positions in its article.
    func highlights(
        in passage: String, positions: Range<Int>, _ occurrences: [Occurrence], _ language: Language
    ) -> [Range<Int>] {
        analyzers.withAnalyzer(language, for: .text) { analyzer in
            highlights(in: passage, positions: positions, occurrences, &analyzer)
        }
    }

    private func highlights(
        in passage: String, positions: Range<Int>, _ occurrences: [Occurrence], _ analyzer: inout Analyzer
    ) -> [Range<Int>] {
        let tokens = analyzer.tokens(of: passage).tokens
        var firstToken = [Int](repeating: tokens.count, count: positions.count + 1)
        for (index, token) in tokens.enumerated().reversed() where Int(token.position) < positions.count {
            firstToken[Int(token.position)] = index
        }
        var ranges: [Range<Int>] = []
        for occurrence in occurrences where occurrence.field == ArticleField.body.rawValue {
            let phrase = phrases[occurrence.term][occurrence.phrase]
            for (offset, term) in phrase.terms.enumerated() {
                let position = occurrence.position + offset
                guard positions.contains(position) else { continue }
                let first = firstToken[position - positions.lowerBound]
                let there = tokens[first...].prefix { Int($0.position) == position - positions.lowerBound }
                let isLast = offset == phrase.terms.count - 1
                let match = there.first { token in
                    let found = analyzer.term(of: token)
                    return phrase.isPrefix && isLast ? found.starts(with: term) : found.elementsEqual(term)
                }
                // Capitals can count for more in the article than they do in the passage alone.
                if let range = (match ?? there.first)?.range { ranges.append(range) }
            }
        }
        return Self.merged(ranges)
    }

    private static func merged(_ ranges: [Range<Int>]) -> [Range<Int>] {
        var merged: [Range<Int>] = []
        for range in ranges.sorted(by: { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }) {
            if let last = merged.last, range.lowerBound < last.upperBound {
                merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                merged.append(range)
            }
        }
        return merged
    }
}
