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

    /// A word of a passage that matched.
    struct Match {
        /// Its bytes in the passage.
        var range: Range<Int>
        /// What it is an occurrence of; `nil` for the words of a phrase behind its first.
        var occurrence: Occurrence?

        fileprivate func precedes(_ other: Match) -> Bool {
            (range.lowerBound, occurrence?.term ?? -1) < (other.range.lowerBound, other.occurrence?.term ?? -1)
        }
    }

    /// What matched in `passage`, in the order of the text.
    ///
    /// - Parameter positions: the passage's token positions in its article.
    func matches(
        in passage: String, positions: Range<Int>, _ occurrences: [Occurrence], _ language: Language
    ) -> [Match] {
        analyzers.withAnalyzer(language, for: .text) { analyzer in
            matches(in: passage, positions: positions, occurrences, &analyzer)
        }
    }

    private func matches(
        in passage: String, positions: Range<Int>, _ occurrences: [Occurrence], _ analyzer: inout Analyzer
    ) -> [Match] {
        let tokens = analyzer.tokens(of: passage).tokens
        var firstToken = [Int](repeating: tokens.count, count: positions.count + 1)
        for (index, token) in tokens.enumerated().reversed() where Int(token.position) < positions.count {
            firstToken[Int(token.position)] = index
        }
        var matches: [Match] = []
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
                if let range = (match ?? there.first)?.range {
                    matches.append(Match(range: range, occurrence: offset == 0 ? occurrence : nil))
                }
            }
        }
        return matches.sorted { $0.precedes($1) }
    }

    /// The matches' bytes: ranges ascending and apart.
    static func highlights(of matches: [Match]) -> [Range<Int>] { merged(matches.map(\.range)) }

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
