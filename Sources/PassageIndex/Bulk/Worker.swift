import GRDB
import IndexFile
import TextAnalysis

/// One thread's share of the build: it makes rows of articles, and keeps their postings.
///
/// Used by one thread at a time; `Crew` sees to that.
final class Worker {
    /// Tokens of as many articles wait for their postings to be made.
    private static let articlesAtOnce = 8

    private let analysis: ArticleAnalysis
    private(set) var postings = PostingsBuffer()
    private var known: [Language: TermNumbers] = [:]
    /// The row numbers of `postings` count from here.
    private var base: Int64 = 0

    init(_ analysis: ArticleAnalysis) {
        self.analysis = analysis
    }

    /// Forgets all postings, and counts rows from `base` on; the words that are known stay.
    func begin(base: Int64) {
        self.base = base
        postings.removeAll()
        known = [:]
    }

    /// The postings in order. Nothing is added until the next batch begins.
    func sortedPostings() -> PostingsRun {
        PostingsRun(self, order: postings.sealed())
    }

    /// - Complexity: O(bytes).
    func rows(of articles: [IncomingArticle]) throws -> [ArticleRow] {
        // One kind of work after the other: each has tables of its own, which fill the caches.
        let bodies = try articles.map { try analysis.compressedBody($0.article) }
        var rows: [ArticleRow] = []
        for first in stride(from: 0, to: articles.count, by: Self.articlesAtOnce) {
            let group = first..<min(first + Self.articlesAtOnce, articles.count)
            for language in analysis.trim() { known[language] = nil }
            let results = group.map { analysis.analyze(articles[$0], body: bodies[$0]) }
            for result in results { add(result.tokens, row: UInt32(result.row.id - base)) }
            rows += results.map(\.row)
        }
        return rows
    }

    /// Analyses a text that the index has already, and keeps its postings.
    ///
    /// - Parameter id: the article's, not below `base`.
    /// - Returns: the tokens, valid until the next text.
    func add(_ id: Int64, title: String?, body: String, in language: Language) -> AnalyzedText {
        for language in analysis.trim() { known[language] = nil }
        let tokens = analysis.analyze(title: title, body: body, in: language)
        add(tokens, row: UInt32(id - base))
        return tokens
    }

    private func add(_ tokens: AnalyzedText, row: UInt32) {
        var numbers = known.removeValue(forKey: tokens.language) ?? TermNumbers()
        analysis.terms(of: tokens.language).withUnsafeBufferPointer { terms in
            for (column, stream) in tokens.fields.enumerated() {
                postings.add(stream, column: UInt8(column), row: row, termBytes: terms, known: &numbers)
            }
        }
        known[tokens.language] = numbers
    }
}
