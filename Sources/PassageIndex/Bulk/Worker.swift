import GRDB
import TextAnalysis

/// One thread's share of the build: it makes rows of articles, and keeps their postings.
///
/// Used by one thread at a time; `Crew` sees to that.
final class Worker {
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
        // One kind of work after the other: each has tables of its own that fill the caches.
        let bodies = try articles.map { try analysis.compressedBody($0.article) }
        return zip(articles, bodies).map { article, body in
            let result = analysis.analyze(article, body: body)
            add(result.tokens, row: UInt32(article.id - base))
            return result.row
        }
    }

    private func add(_ tokens: AnalyzedText, row: UInt32) {
        var numbers = known.removeValue(forKey: tokens.language) ?? TermNumbers()
        if tokens.isNewVocabulary { numbers = TermNumbers() }
        tokens.terms.withUnsafeBufferPointer { terms in
            for (column, stream) in tokens.fields.enumerated() {
                postings.add(stream, column: UInt8(column), row: row, termBytes: terms, known: &numbers)
            }
        }
        known[tokens.language] = numbers
    }
}
