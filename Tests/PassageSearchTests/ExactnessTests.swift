import Articles
import Foundation
import TestSupport
import Testing
import TextAnalysis

@testable import IndexFile
@testable import PassageIndex
@testable import PassageSearch

/// The promise of `Searcher.search`: the articles are exactly the best of all that match, equal scores in order of ids;
/// and the second pass scores the best of these by the formula.
@Suite struct ExactnessTests {
    @Test func scoresAndOrderAreThoseOfABruteForceScorer() async throws {
        let tally = try await withThrowingTaskGroup(of: Tally.self) { group in
            for seed in 1...4 as ClosedRange<UInt64> {
                group.addTask {
                    var generator = SplitMix64(seed: seed)
                    // Three of one language, whose queries are read here as well; one of all sorts.
                    let archive = seed < 4 ? NewsArchive(articles: 900, using: &generator) : NewsArchive(generated: 400)
                    let index = try SpreadIndex(archive.samples, parts: 20, using: &generator)
                    var comparison = try Comparison(index.path, "seed \(seed)")
                    for _ in 0..<500 { try comparison.run(archive.query(using: &generator), using: &generator) }
                    return comparison.tally
                }
            }
            return try await group.reduce(into: Tally()) { $0 += $1 }
        }
        print("\(tally)")
        #expect(tally.queries == 2000 && tally.different == 0)
        // Or there would be nothing that could be left out wrongly.
        #expect(tally.shortened > tally.queries / 10)
    }

    /// The same over real text: `LEDE_CORPUS` names a file of articles.
    @Test(.enabled(if: ProcessInfo.processInfo.environment["LEDE_CORPUS"] != nil))
    func scoresAndOrderAreExactOverRealText() throws {
        let path = try #require(ProcessInfo.processInfo.environment["LEDE_CORPUS"])
        var generator = SplitMix64(seed: 1)
        let archive = try NewsArchive(first: 3000, of: path)
        let index = try SpreadIndex(archive.samples, parts: 12, using: &generator)
        var comparison = try Comparison(index.path, path)
        for _ in 0..<600 { try comparison.run(archive.query(using: &generator), using: &generator) }
        print("\(comparison.tally)")
        #expect(comparison.tally.different == 0)
    }
}

/// How many queries were compared.
private struct Tally: CustomStringConvertible {
    var queries = 0
    var different = 0
    /// Queries for which not all that matches was looked at.
    var shortened = 0

    static func += (a: inout Tally, b: Tally) {
        a.queries += b.queries
        a.different += b.different
        a.shortened += b.shortened
    }

    var description: String {
        "\(queries) queries against brute force: \(different) differ; \(shortened) left out articles that match"
    }
}

/// Asks an index and a brute-force scorer the same.
private struct Comparison {
    private let reader: IndexReader
    private let searcher: Searcher
    private let scorer: BruteForce
    private let languages: [Language]
    private let analyzers = AnalyzerCache()
    private let place: String
    private(set) var tally = Tally()

    init(_ path: String, _ place: String) throws {
        self.place = place
        reader = try IndexReader(path: path)
        searcher = try Searcher(path: path)
        (scorer, languages) = try reader.withSnapshot { (try BruteForce($0), try $0.languages()) }
    }

    mutating func run(_ query: ArchiveQuery, using generator: inout SplitMix64) throws {
        let request = request(query, using: &generator)
        let plan = try reader.withSnapshot { try self.plan(request, $0) }
        let best = try reader.withSnapshot { snapshot in
            let search = try PreparedSearch(request, snapshot, analyzers, isCancelled: { false })
            return try search.best(request.limit + request.offset)
        }
        let found = best.candidates
        if let words = query.contentWords {
            let terms = plan.terms.map { "\($0.text) \($0.queryFrequency)" }
            #expect(terms == words.map { "\($0.word) \($0.count)" }, "\(place): \(request.query)")
        }
        let expected = scorer.ranking(plan, request)
        let wanted = expected.prefix(request.limit + request.offset)
        tally.queries += 1
        if best.visited < expected.count { tally.shortened += 1 }
        var isSame = found == Array(wanted)
        // By the public names as well, now and then, as passages take their time.
        if tally.queries % 20 == 0 {
            let hits = try searcher.search(request).hits.map { hit in
                Candidate(article: UInt32(hit.article.id), score: hit.score)
            }
            isSame =
                try isSame && hits == Array(wanted.dropFirst(request.offset))
                && searcher.count(request) == expected.count
        }
        guard !isSame else { return }
        tally.different += 1
        let first = zip(found, wanted).first { $0 != $1 }
        Issue.record(
            """
            \(place), query \(tally.queries): \(request), read as \(plan.expression?.readable ?? ""): \
            \(expected.count) match; \(found.count) best, not \(wanted.count); \
            first difference \(first.map { "\($0), not \($1)" } ?? "none")
            """)
    }

    /// The query as the planner reads it; which compounds it looks for too, it has asked the index.
    private func plan(_ request: SearchRequest, _ snapshot: IndexSnapshot) throws -> QueryPlan {
        let languages = try QueryLanguages(request.language, snapshot, articles: scorer.articles.count)
        let compounds = CompoundVariants(
            languages.ofCompounds, articles: scorer.articles.count,
            analyzers: analyzers, postings: ExpressionPostings(try snapshot.postings(), snapshot.parts()))
        var planner = QueryPlanner(
            request.query, languages: languages, requiresAllWords: request.requiresAllWords, compounds: compounds,
            analyzers: analyzers)
        return try planner.plan()
    }

    /// A request with limits, filters and parameters of all kinds.
    private func request(_ query: ArchiveQuery, using generator: inout SplitMix64) -> SearchRequest {
        func oneIn(_ count: Int) -> Bool { Int.random(in: 0..<count, using: &generator) == 0 }
        var request = SearchRequest(query: query.text, limit: Int.random(in: 1...50, using: &generator))
        if oneIn(4) { request.offset = Int.random(in: 0...30, using: &generator) }
        request.requiresAllWords = query.contentWords == nil && oneIn(6)
        // To read a query in five languages takes longer than to answer it.
        request.language = oneIn(20) ? nil : languages.first { $0 == .english }
        let days = ["2021", "2021-07", "2022-02-11", "2022-09", "2023-05-01"].compactMap(PublicationDate.init(parsing:))
        if oneIn(5) { request.since = days.randomElement(using: &generator) }
        if oneIn(5) { request.until = days.randomElement(using: &generator) }
        if oneIn(5) {
            request.sources = [["gazette"], ["Courier", "nobody"], ["nobody"]].randomElement(using: &generator) ?? []
        }
        if oneIn(3) {
            request.ranking.k1 = Double.random(in: 0.3...2, using: &generator)
            request.ranking.b = Double.random(in: 0...1, using: &generator)
            request.ranking.titleWeight = Double.random(in: 1...5, using: &generator)
        }
        if oneIn(2) { request.ranking.k3 = .infinity }
        request.ranking.rescoredArticles = oneIn(2) ? 0 : Int.random(in: 1...40, using: &generator)
        request.ranking.proximityTerms = Int.random(in: 1...5, using: &generator)
        return request
    }
}
