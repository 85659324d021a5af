import Foundation
import PassageIndex
import TestSupport
import Testing

@testable import PassageSearch

@Suite struct RankingTests {
    /// The first k are exactly those of a scorer that knows nothing but the words of each article.
    @Test(arguments: [1, 2, 3, 4, 5] as [UInt64])
    func theTopEqualsBruteForce(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        // Words that the analyzer leaves as they are, the first ones frequent.
        let words = ["ax", "bog", "cup", "dol", "elk", "fog", "gum", "hut", "ink", "jam", "kit", "lug"]
        func text(_ length: Int) -> [String] {
            (0..<length).map { _ in
                words[
                    min(
                        Int.random(in: 0..<words.count, using: &generator),
                        Int.random(in: 0..<words.count, using: &generator))]
            }
        }
        let articles = (0..<150).map { _ in
            (
                title: text(Int.random(in: 0...4, using: &generator)),
                body: text(Int.random(in: 1...60, using: &generator))
            )
        }
        let index = try SampleIndex(
            articles.enumerated().map { number, article in
                .init(
                    id: "\(number)", title: article.title.isEmpty ? nil : article.title.joined(separator: " "),
                    text: article.body.joined(separator: " "), language: "en")
            })
        let searcher = try index.searcher()
        for _ in 0..<15 {
            let query = (0..<Int.random(in: 1...4, using: &generator)).map { _ in
                words.randomElement(using: &generator) ?? ""
            }
            var parameters = RankingParameters.bm25
            parameters.k1 = Double.random(in: 0.5...2, using: &generator)
            parameters.b = Double.random(in: 0...1, using: &generator)
            parameters.titleWeight = Double.random(in: 1...5, using: &generator)
            let limit = Int.random(in: 1...20, using: &generator)
            let expected = Self.bruteForce(query, articles, parameters)
            let request = SearchRequest(query: query.joined(separator: " "), limit: limit, ranking: parameters)
            let results = try searcher.search(request)
            #expect(try searcher.count(request) == expected.count)
            let found = results.hits.map { $0.article.key.split(separator: "#").last.map(String.init) ?? "" }
            #expect(found == expected.prefix(limit).map { "\($0.number)" }, "seed \(seed), query \(query)")
            for (hit, article) in zip(results.hits, expected) {
                #expect(abs(hit.score - article.score) < 1e-9, "seed \(seed), query \(query)")
            }
        }
    }

    private static func bruteForce(
        _ query: [String], _ articles: [(title: [String], body: [String])], _ parameters: RankingParameters
    ) -> [(number: Int, score: Double)] {
        func counts(_ words: [String]) -> [String: Double] {
            words.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        }
        let counted = articles.map { article in
            (
                title: counts(article.title), body: counts(article.body),
                length: Double(article.body.count) + parameters.titleWeight * Double(article.title.count)
            )
        }
        let average = counted.reduce(0) { $0 + $1.length } / Double(articles.count)
        let total = Double(articles.count)
        var scores: [(number: Int, score: Double)] = []
        for (number, article) in counted.enumerated() {
            var score = 0.0
            let k = parameters.k1 * (1 - parameters.b + parameters.b * article.length / average)
            for word in query {
                let df = Double(counted.count { $0.title[word] != nil || $0.body[word] != nil })
                let frequency = (article.body[word] ?? 0) + parameters.titleWeight * (article.title[word] ?? 0)
                score += log(1 + (total - df + 0.5) / (df + 0.5)) * (parameters.k1 + 1) * frequency / (frequency + k)
            }
            if score > 0 { scores.append((number, score)) }
        }
        return scores.sorted { abs($0.score - $1.score) > 1e-12 ? $0.score > $1.score : $0.number < $1.number }
    }

    @Test func offsetAndLimitCutTheSameRanking() throws {
        let index = try SampleIndex(texts: (1...30).map { String(repeating: "train ", count: $0) + "end" })
        let searcher = try index.searcher()
        let all = try searcher.search(SearchRequest(query: "train", limit: 30)).hits
        #expect(all.map(\.rank) == Array(1...30))
        let some = try searcher.search(SearchRequest(query: "train", limit: 5, offset: 10)).hits
        #expect(some == Array(all[10..<15]))
        #expect(try searcher.search(SearchRequest(query: "train", limit: 5, offset: 100)).hits.isEmpty)
        #expect(try searcher.search(SearchRequest(query: "train", limit: .max, offset: .max)).hits.isEmpty)
        #expect(try searcher.search(SearchRequest(query: "train", limit: 0)).hits.isEmpty)
        #expect(try searcher.search(SearchRequest(query: "train", limit: -1, offset: -1)).hits.isEmpty)
    }

    @Test func filtersApplyBeforeTheTopIsCut() throws {
        let index = try SampleIndex(
            (0..<60).map { number in
                .init(
                    id: "\(number)", text: number < 50 ? "train train train" : "a train among many other words here",
                    date: number == 59 ? nil : number < 50 ? "2023-09-11" : "2023-09-12T10:00:00Z",
                    source: number.isMultiple(of: 2) ? "Gazette" : nil)
            })
        let searcher = try index.searcher()
        func found(_ change: (inout SearchRequest) -> Void) throws -> Int {
            var request = SearchRequest(query: "train", limit: 100)
            change(&request)
            let results = try searcher.search(request)
            #expect(try searcher.count(request) == results.hits.count)
            return results.hits.count
        }
        #expect(try found { $0.since = PublicationDate(parsing: "2023-09-12") } == 9)
        #expect(try found { $0.until = PublicationDate(parsing: "2023-09-11") } == 50)
        #expect(try found { $0.until = PublicationDate(parsing: "2023-09-12") } == 59)
        #expect(try found { $0.until = PublicationDate(parsing: "2023") } == 59)
        #expect(try found { $0.sources = ["gazette"] } == 30)
        #expect(try found { $0.sources = ["nobody"] } == 0)
    }
}
