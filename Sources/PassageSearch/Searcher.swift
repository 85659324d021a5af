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
    /// The articles are exactly the best by BM25 over all that match, equal scores in order of ids.
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
            let ranking = try search.best(request.articlesNeeded)
            let shown = ranking.candidates.enumerated().dropFirst(request.articlesSkipped)
            clock.end("rank")
            let occurrences = try search.occurrences(in: shown.lazy.map(\.element), of: ranking)
            var hits: [Hit] = []
            for (index, candidate) in shown {
                if isCancelled() { throw CancellationError() }
                hits += try search.hits(candidate, occurrences[candidate.article] ?? [], rank: index + 1)
            }
            clock.end("passages")
            return SearchResults(hits: hits, explanation: search.explanation(ranking, clock.phases))
        }
    }

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
            let ranking = try search.best(request.articlesNeeded).candidates
            return try ranking.enumerated().dropFirst(request.articlesSkipped).map { index, candidate in
                ArticleHit(
                    rank: index + 1, score: candidate.score, article: try search.summary(of: candidate.article))
            }
        }
    }
}

extension SearchRequest {
    fileprivate var articlesSkipped: Int { max(0, offset) }

    /// How many articles have to be ranked, at the most.
    fileprivate var articlesNeeded: Int {
        let (sum, isTooMany) = max(0, limit).addingReportingOverflow(articlesSkipped)
        return isTooMany ? .max : sum
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
