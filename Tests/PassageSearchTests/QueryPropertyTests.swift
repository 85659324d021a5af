import TestSupport
import Testing

@testable import PassageSearch

/// No string a person can type is an error.
@Suite struct QueryPropertyTests {
    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func everyStringIsAQuery(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let index = try SampleIndex(texts: ["A train with \"quotes\" and 東京 and C++.", "Kim Jong-un OR nobody."])
        let searcher = try index.searcher()
        let pieces = [
            "train", "Kim", "-", "+", "\"", "(", ")", "OR", "AND", "NOT", "NEAR", "title:", "body:", "*", "~3", "~",
            " ", " ",
            " ", "'", "^", ":", "{", "}", "\\", "\u{0}", "\u{1}", "\u{2}", "é", "東京", "U.S.", "rowid", "--", ";", "👍",
            "\u{301}",
        ]
        for round in 0..<250 {
            let query = (0..<Int.random(in: 0...12, using: &generator)).map { _ in
                Int.random(in: 0...9, using: &generator) == 0
                    ? String(Unicode.Scalar(UInt32.random(in: 0...0xFFFF, using: &generator)) ?? "x")
                    : pieces.randomElement(using: &generator) ?? ""
            }.joined()
            let all = Bool.random(using: &generator)
            #expect(throws: Never.self, "seed \(seed), round \(round): \(query.debugDescription)") {
                let results = try searcher.search(SearchRequest(query: query, requiresAllWords: all))
                for hit in results.hits {
                    var end = 0
                    let bytes = Array(hit.passage.text.utf8)
                    for range in hit.highlights {
                        #expect(range.lowerBound >= end && range.upperBound <= bytes.count && !range.isEmpty)
                        #expect(String(validating: bytes[range], as: UTF8.self) != nil)
                        end = range.upperBound
                    }
                }
            }
        }
    }

    @Test func hugeQueriesAreAnswered() throws {
        let index = try SampleIndex(texts: ["A train."])
        let many = (0..<3000).map { "word\($0)" }.joined(separator: " ") + " train"
        #expect(try index.ids("train " + many) == ["0"])
        #expect(try index.ids(String(repeating: "x", count: 200_000)).isEmpty)
        #expect(try index.ids(String(repeating: "train-", count: 3000) + "train").isEmpty)
        #expect(try index.ids(String(repeating: "-", count: 5000) + "train") == ["0"])
    }
}
