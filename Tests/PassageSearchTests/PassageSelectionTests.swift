import TestSupport
import Testing

@testable import PassageSearch

@Suite struct PassageSelectionTests {
    /// A paragraph of 70 words, and so a passage: some words of its own, then words without meaning.
    private static func paragraph(_ words: String) -> String {
        let filling = Array(repeating: "filler", count: 69 - words.split(separator: " ").count)
        return "Begin \(words) \(filling.joined(separator: " "))."
    }

    private static func best(
        _ query: String, title: String? = nil, of paragraphs: [String], count: Int = 1
    ) throws -> [Int] {
        let index = try SampleIndex([
            .init(id: "a", title: title, text: paragraphs.map(paragraph).joined(separator: "\n\n"), language: "en")
        ])
        let request = SearchRequest(query: query, passagesPerArticle: count)
        return try index.searcher().search(request).hits.map(\.passage.index)
    }

    @Test func theMoreTermsTheBetter() throws {
        #expect(try Self.best("red kite", of: ["red red red", "red kite", "kite kite"]) == [1])
    }

    @Test func theNearerTheBetter() throws {
        #expect(try Self.best("red kite", of: ["red a far away kite", "red kite", "kite"]) == [1])
    }

    @Test func amongEqualsTheEarlierIsTheBetter() throws {
        #expect(try Self.best("kite", of: ["none", "kite", "kite"]) == [1])
    }

    @Test func aTermOfFewPassagesTellsMore() throws {
        #expect(try Self.best("bell weigh", of: ["bell bell", "bell", "weigh", "bell", "bell"]) == [2])
    }

    @Test func aTermOfTheTitleTellsLess() throws {
        #expect(try Self.best("bell tower", of: ["bell", "tower"]) == [0])
        #expect(try Self.best("bell tower", title: "The bell", of: ["bell", "tower"]) == [1])
    }

    @Test func severalPassagesComeInTheOrderOfTheText() throws {
        let paragraphs = ["kite", "none", "red kite", "red", "none"]
        #expect(try Self.best("red kite", of: paragraphs, count: 2) == [0, 2])
        #expect(try Self.best("red kite", of: paragraphs, count: 9) == [0, 2, 3])
    }

    @Test func anArticleWhoseTitleAloneMatchesShowsItsLede() throws {
        #expect(try Self.best("kite", title: "Kite", of: ["one", "two"], count: 2) == [0])
    }

    /// Whatever is asked for, passages of an article are apart, and their bytes are those of their text.
    @Test(arguments: [1, 2, 3] as [UInt64]) func passagesNeverOverlap(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let words = ["ax", "bog", "cup", "dol", "elk", "漢字", "ไทย", "été", "yes.", "no!", "end.\n\n", "## head\n\n"]
        let texts = (0..<20).map { _ in
            (0..<Int.random(in: 0...600, using: &generator))
                .map { _ in words.randomElement(using: &generator) ?? "" }.joined(separator: " ")
        }
        let index = try SampleIndex(texts: texts)
        let searcher = try index.searcher()
        for query in ["ax", "bog cup", "\"ax bog\"", "漢字 elk", "dol*", "été ไทย"] {
            for count in [1, 3, 100] {
                let hits = try searcher.search(
                    SearchRequest(query: query, limit: 100, passagesPerArticle: count, excerptLength: 60)
                ).hits
                for (hit, next) in zip(hits, hits.dropFirst()) where hit.article.id == next.article.id {
                    #expect(hit.passage.bytes.upperBound <= next.passage.bytes.lowerBound, "seed \(seed)")
                }
                for hit in hits {
                    let text = Array(texts[Int(hit.article.key.split(separator: "#").last ?? "") ?? 0].utf8)
                    #expect(text[hit.passage.bytes].elementsEqual(hit.passage.text.utf8), "seed \(seed)")
                    #expect(hit.passage.score > 0, "seed \(seed)")
                }
            }
        }
    }
}
