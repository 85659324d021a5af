import IndexFile

/// An article that a search shows.
struct SelectedArticle: Equatable {
    /// The place among those that are shown, counted from 1.
    var rank: Int
    var candidate: Candidate
    /// Near duplicates, the best first, that are shown only beside it.
    var duplicates: [UInt32] = []
}

/// Goes through a ranking, best first, and leaves out near duplicates of articles that are shown, and what exceeds the
/// share of its source.
///
/// What is shown depends on what ranks better alone, so that pages fit together. Duplicates are looked for some way behind
/// the last article shown.
struct ArticleSelection {
    private let request: SearchRequest
    private let snapshot: IndexSnapshot
    private let isCancelled: () -> Bool

    init(
        _ request: SearchRequest, _ snapshot: IndexSnapshot, isCancelled: @escaping () -> Bool
    ) {
        self.request = request
        self.snapshot = snapshot
        self.isCancelled = isCancelled
    }

    /// The articles to show, those before the request's offset left out, and the ranking they are from.
    ///
    /// - Parameter best: ranks as many articles as it is asked for. It is called again, for more, where what is left of
    ///   a ranking is too little.
    func select(
        _ best: (_ limit: Int) throws -> ArticleRanking.Result
    ) throws -> (ranking: ArticleRanking.Result, shown: ArraySlice<SelectedArticle>) {
        let needed = request.articlesNeeded
        guard request.collapsesDuplicates || request.articlesPerSource != nil else {
            let ranking = try best(needed)
            let shown = ranking.candidates.enumerated().map { SelectedArticle(rank: $0 + 1, candidate: $1) }
            return (ranking, shown.dropFirst(request.articlesSkipped))
        }
        // One of them for all rankings: they remember what was compared.
        let duplicates = request.collapsesDuplicates ? DuplicateDetection(snapshot) : nil
        var limit = needed.saturatingAdding(Self.lookahead(needed))
        while true {
            let ranking = try best(limit)
            var sources = request.articlesPerSource.map { SourceShares(most: $0, request, snapshot) }
            let shown = try walk(ranking.candidates, needed, duplicates, &sources)
            if try shown.count == needed || ranking.candidates.count < limit || sources?.areUsedUp() == true {
                return (ranking, shown.dropFirst(request.articlesSkipped))
            }
            // To rank anew costs a whole search, so it should not be often.
            limit = limit.saturatingAdding(limit).saturatingAdding(limit).saturatingAdding(limit)
        }
    }

    /// How many articles to look at for duplicates of those shown, behind the last of these: reprints rank close to each
    /// other, but for what their titles make of it.
    private static func lookahead(_ needed: Int) -> Int { needed / 2 + 10 }

    /// The articles of a ranking that are to be shown, `needed` at the most, and their duplicates down to some way behind
    /// the last of them.
    private func walk(
        _ candidates: [Candidate], _ needed: Int, _ duplicates: DuplicateDetection?, _ sources: inout SourceShares?
    ) throws -> [SelectedArticle] {
        var shown: [SelectedArticle] = []
        duplicates?.begin()
        var rest = duplicates == nil ? 0 : Self.lookahead(needed)
        for candidate in candidates {
            if isCancelled() { throw CancellationError() }
            if shown.count == needed {
                guard rest > 0 else { break }
                rest -= 1
            }
            let traits = try snapshot.traits(of: Int64(candidate.article))
            if let number = try duplicates?.original(of: candidate.article, traits?.fingerprint) {
                shown[number].duplicates.append(candidate.article)
                continue
            }
            guard shown.count < needed, sources?.take(traits?.source) ?? true else { continue }
            duplicates?.add(candidate.article, traits?.fingerprint)
            shown.append(SelectedArticle(rank: shown.count + 1, candidate: candidate))
        }
        return shown
    }
}

extension SearchRequest {
    var articlesSkipped: Int { max(0, offset) }

    /// How many articles there have to be to show, at the most, those before the offset among them.
    var articlesNeeded: Int { max(0, limit).saturatingAdding(articlesSkipped) }
}

extension Int {
    /// The sum with a number that is not negative, or the greatest there is: limits may be as large as they can.
    func saturatingAdding(_ other: Int) -> Int {
        let (sum, isTooMuch) = addingReportingOverflow(other)
        return isTooMuch ? .max : sum
    }
}
