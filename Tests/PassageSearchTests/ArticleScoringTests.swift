import TestSupport
import Testing

@testable import IndexFile
@testable import PassageIndex
@testable import PassageSearch

@Suite struct ArticleScoringTests {
    /// Window by window comes to the same as article by article, for a query as long as a book as well.
    @Test(arguments: [1, 2, 3] as [UInt64])
    func windowsScoreAsListsDo(seed: UInt64) throws {
        let directory = try TemporaryDirectory()
        let archive = GeneratedArchive(articles: 900, words: 1...60, mostWords: 300, seed: seed)
        let input = try directory.write("a.jsonl", archive.jsonLines())
        _ = try IndexWriter(path: directory.file("index")).refresh(RefreshOptions(inputs: [.path(input)]))
        var generator = SplitMix64(seed: seed)
        try IndexReader(path: directory.file("index")).withSnapshot { snapshot in
            let postings = try snapshot.postings()
            let model = BM25(RankingParameters(), totals: try snapshot.totals())
            for count in [1, 2, 5, 30, 100, 1500] {
                let words = (0..<count).map { _ in
                    Array(
                        "\("bdkt".randomElement(using: &generator) ?? "b")\("aou".randomElement(using: &generator) ?? "a")"
                            .utf8)
                }
                let weights = words.map { _ in Double.random(in: 0.1...9, using: &generator) }
                func ranking(_ score: (ArticleScoring, any ArticleList) throws -> Void) throws -> [Candidate] {
                    func lists() throws -> [any Postings] {
                        try words.map { try postings.postings(ofPrefixes: [$0]) }
                    }
                    let scoring = ArticleScoring(
                        zip(try lists(), weights).map { ArticleScoring.Term(postings: $0, weight: $1) }, model: model,
                        lengths: snapshot.lengths(), filter: nil, limit: 50)
                    try score(scoring, AnyArticles(try lists()))
                    return scoring.ranking
                }
                let expected = try ranking { scoring, articles in try scoring.score(articles) }
                let found = try ranking { scoring, _ in try scoring.scoreArticlesWithAnyTerm() }
                #expect(!expected.isEmpty)
                #expect(found.map(\.article) == expected.map(\.article), "\(count) terms")
                #expect(found.map(\.score) == expected.map(\.score))
            }
        }
    }
}
