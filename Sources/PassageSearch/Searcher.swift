import IndexFile
import TextAnalysis

/// Answers queries from one index.
///
/// Not to be shared between threads; open one for each, or let a `SearchService` do that.
public final class Searcher {
    private let reader: IndexReader
    private let analyzers = AnalyzerCache()

    /// Opens the index at `path` for reading.
    ///
    /// - Throws: `IndexError`.
    public init(path: String) throws {
        reader = try IndexReader(path: path)
    }

    /// Ends a statement that another thread is running with this searcher.
    func interrupt() { reader.interrupt() }

    /// The best passages of the best articles.
    ///
    /// The articles are exactly the best by BM25 over all that match, equal scores in order of ids, the best of them
    /// ordered by where the words stand as well (`RankingParameters`); where the request says so, without near duplicates of
    /// better ones, and without more of a source than it wants.
    /// - Parameter isCancelled: asked now and then, from the thread that searches.
    /// - Throws: `IndexError`; `CancellationError` when the search was cancelled.
    /// - Complexity: O(postings of the query's words) at the worst.
    public func search(
        _ request: SearchRequest, isCancelled: @escaping @Sendable () -> Bool = { false }
    ) throws -> SearchResults {
        try reader.withSnapshot { snapshot in
            var clock = PhaseClock()
            let search = try PreparedSearch(request, snapshot, analyzers, isCancelled: isCancelled)
            clock.end("plan")
            let selection = ArticleSelection(request, snapshot, isCancelled: isCancelled)
            let (ranking, shown) = try selection.select(search.best)
            clock.end("rank")
            let occurrences = try search.occurrences(in: shown.lazy.map(\.candidate), of: ranking)
            var hits: [Hit] = []
            for article in shown {
                if isCancelled() { throw CancellationError() }
                let candidate = article.candidate
                let first = hits.endIndex
                hits += try search.hits(candidate, occurrences[candidate.article] ?? [], rank: article.rank)
                let duplicates = try article.duplicates.map(search.summary)
                for index in hits.indices[first...] { hits[index].duplicates = duplicates }
            }
            clock.end("passages")
            return SearchResults(hits: hits, explanation: search.explanation(ranking, clock.phases))
        }
    }

    /// What a key leads to.
    public enum KeyedArticles: Sendable, Equatable {
        case article(Example)
        /// Several, as the key names their file.
        case articles(Int)
    }

    /// The article of a key, to find more of its kind by; `nil` when the index has none of it.
    ///
    /// - Parameter key: a file's absolute path, or that with a member behind it (see `ArticleKey`).
    /// - Throws: `IndexError`.
    public func example(key: String) throws -> KeyedArticles? {
        try reader.withSnapshot { snapshot in
            var ids = try snapshot.articles(ofFile: key, limit: Self.mostCounted)
            // Either may have the sign in it: a path, or an id.
            for (path, member) in ArticleKey.splits(of: key) where ids.isEmpty {
                ids = try snapshot.articles(ofFile: path, member: member, limit: 1)
            }
            guard let id = ids.first else { return nil }
            guard ids.count == 1 else { return .articles(ids.count) }
            guard let record = try snapshot.article(id), let text = try snapshot.text(of: id) else {
                throw IndexError.corrupt(path: snapshot.path, detail: "article \(id) is missing")
            }
            return .article(Example(title: record.title, body: text.body, language: text.language, article: id))
        }
    }

    private static let mostCounted = 1_000_000

    /// How many articles match, whatever the request's limit.
    ///
    /// - Throws: `IndexError`; `CancellationError` when the search was cancelled.
    public func count(
        _ request: SearchRequest, isCancelled: @escaping @Sendable () -> Bool = { false }
    ) throws -> Int {
        try reader.withSnapshot { snapshot in
            let search = try PreparedSearch(request, snapshot, analyzers, isCancelled: isCancelled)
            return try search.count()
        }
    }

    /// The best articles without their passages, best first.
    ///
    /// - Throws: `IndexError`; `CancellationError` when the search was cancelled.
    public func articles(
        _ request: SearchRequest, isCancelled: @escaping @Sendable () -> Bool = { false }
    ) throws -> [ArticleHit] {
        try reader.withSnapshot { snapshot in
            let search = try PreparedSearch(request, snapshot, analyzers, isCancelled: isCancelled)
            let selection = ArticleSelection(request, snapshot, isCancelled: isCancelled)
            return try selection.select(search.best).shown.map { article in
                ArticleHit(
                    rank: article.rank, score: article.candidate.score,
                    article: try search.summary(of: article.candidate.article),
                    duplicates: try article.duplicates.map(search.summary))
            }
        }
    }
}

/// Takes the time of one phase after the other.
private struct PhaseClock {
    private var last = ContinuousClock.now
    private(set) var phases: [Explanation.Phase] = []

    mutating func end(_ name: String) {
        let now = ContinuousClock.now
        let milliseconds = (now - last) / .milliseconds(1)
        phases.append(Explanation.Phase(name: name, milliseconds: milliseconds))
        last = now
    }
}
