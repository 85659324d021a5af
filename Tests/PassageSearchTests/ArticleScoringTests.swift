import TestSupport
import Testing

@testable import IndexFile
@testable import PassageIndex
@testable import PassageSearch

@Suite struct ArticleScoringTests {
    /// A query as long as a book is scored some terms at a time, and comes to the same.
    @Test(arguments: [1, 2, 3] as [UInt64])
    func manyTermsScoreAsAFewDo(seed: UInt64) throws {
        let directory = try TemporaryDirectory()
        let archive = GeneratedArchive(articles: 900, words: 1...60, mostWords: 300, seed: seed)
        let input = try directory.write("a.jsonl", archive.jsonLines())
        _ = try IndexWriter(path: directory.file("index")).refresh(RefreshOptions(inputs: [.path(input)]))
        var generator = SplitMix64(seed: seed)
        try IndexReader(path: directory.file("index")).withSnapshot { snapshot in
            let postings = try snapshot.postings()
            let model = BM25(RankingParameters(), totals: try snapshot.totals())
            for count in [1, 2, 5, 30, 100] {
                let words = (0..<count).map { _ in
                    Array(
                        "\("bdkt".randomElement(using: &generator) ?? "b")\("aou".randomElement(using: &generator) ?? "a")"
                            .utf8)
                }
                let weights = words.map { _ in Double.random(in: 0.1...9, using: &generator) }
                func ranking(mostTogether: Int) throws -> [Candidate] {
                    let terms = try zip(words, weights).map { word, weight in
                        ArticleScoring.Term(postings: try postings.postings(ofPrefixes: [word]), weight: weight)
                    }
                    let scoring = ArticleScoring(
                        terms, model: model, lengths: snapshot.lengths(), filter: nil, limit: 50,
                        mostTogether: mostTogether)
                    try scoring.scoreArticlesWithAnyTerm()
                    return scoring.ranking
                }
                let together = try ranking(mostTogether: 1024)
                #expect(!together.isEmpty)
                for few in [1, 2, 7, 29] {
                    let found = try ranking(mostTogether: few)
                    #expect(found.map(\.article) == together.map(\.article), "\(count) terms, \(few) at a time")
                    #expect(found.map(\.score) == together.map(\.score))
                }
            }
        }
    }
}
