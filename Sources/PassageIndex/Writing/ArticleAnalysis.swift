import Articles
import TextAnalysis

/// Analyses articles, each in its own language: the one pass over the text that feeds tokens, lengths and passages.
///
/// Not to be shared between threads; make one for each.
final class ArticleAnalysis {
    private var analyzers: [Language: Analyzer] = [:]
    private var segmenters: [Language: PassageSegmenter] = [:]
    /// The language of articles that do not name theirs; `nil` to guess it.
    private let assumedLanguage: Language?

    init(assumedLanguage: Language? = nil) {
        self.assumedLanguage = assumedLanguage
    }

    /// The language an article is read in: the one it names, else the assumed one, else a guess, else English.
    func language(of article: Article) -> Language {
        if let named = article.language.flatMap(Language.init(named:)) { return named }
        return assumedLanguage ?? LanguageGuess.language(of: article.body) ?? .english
    }

    /// - Complexity: O(bytes). The result's terms are valid until the next call.
    func analyze(
        title: String?, body: String, in language: Language, lines: LineMapping
    ) -> AnalyzedArticle {
        var analyzer = analyzers.removeValue(forKey: language) ?? Analyzer(language)
        defer { analyzers[language] = analyzer }
        analyzer.trim()
        let segmenter = segmenters[language] ?? PassageSegmenter(language)
        segmenters[language] = segmenter

        let titleStream = title.map { analyzer.tokens(of: $0) } ?? TokenStream()
        var bodyStream = TokenStream()
        let passages = body.withUTF8Span { text in
            analyzer.analyze(text, into: &bodyStream)
            return Self.entries(segmenter.passages(of: text, bodyStream), text, lines)
        }
        return AnalyzedArticle(
            fields: [titleStream, bodyStream], terms: analyzer.terms,
            length: ArticleLength(title: titleStream.contentCount, body: bodyStream.contentCount).clamped,
            passages: PassageTable(entries: passages),
            textBytes: (title?.utf8.count ?? 0) + body.utf8.count)
    }

    /// The passages with their lines in the source.
    private static func entries(
        _ passages: [Passage], _ text: Span<UInt8>, _ lines: LineMapping
    ) -> [PassageTable.Entry] {
        switch lines {
        case .fixed(let line):
            return passages.map { PassageTable.Entry(passage: $0, line: line) }
        case .counted(from: var line):
            var counted = 0
            return passages.map { passage in
                while counted < passage.bytes.lowerBound {
                    if text[counted] == UInt8(ascii: "\n") { line += 1 }
                    counted += 1
                }
                return PassageTable.Entry(passage: passage, line: line)
            }
        }
    }
}
