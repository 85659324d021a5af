import TestSupport
import Testing
import TextAnalysis

@testable import PassageSearch

@Suite struct ExcerptTests {
    private static func hit(_ query: String, in text: String, length: Int?, language: String = "en") throws -> Hit {
        let index = try SampleIndex([.init(id: "a", text: text, language: language)])
        let hits = try index.searcher().search(SearchRequest(query: query, excerptLength: length)).hits
        return try #require(hits.first)
    }

    private static func fragments(_ hit: Hit) -> [String] {
        let bytes = Array(hit.passage.text.utf8)
        return hit.excerpt.map { String(decoding: bytes[$0], as: UTF8.self) }
    }

    private static func excerpt(
        _ query: String, in text: String, length: Int?, language: String = "en"
    ) throws -> [String] {
        fragments(try hit(query, in: text, length: length, language: language))
    }

    private static let story =
        "The river rose. It rained for days. A gauge failed. The bridge was closed. Nobody was hurt. The bell rang."

    @Test func aPassageIsWholeWhereThereIsRoom() throws {
        #expect(try Self.excerpt("river", in: Self.story, length: nil) == [Self.story])
        #expect(try Self.excerpt("river", in: Self.story, length: Self.story.count) == [Self.story])
    }

    @Test func atMostThreeSentencesAreShown() throws {
        #expect(
            try Self.excerpt("bridge", in: Self.story, length: 90) == [
                "It rained for days. A gauge failed. The bridge was closed."
            ])
        #expect(try Self.excerpt("bridge", in: Self.story, length: 44) == ["A gauge failed. The bridge was closed."])
        #expect(try Self.excerpt("bridge", in: Self.story, length: 26) == ["The bridge was closed."])
    }

    @Test func sentencesAreJoinedOnlyWhereTheyShowMoreTerms() throws {
        #expect(
            try Self.excerpt("river bell", in: Self.story, length: 60) == ["The river rose.", "The bell rang."])
        #expect(
            try Self.excerpt("river bridge bell", in: Self.story, length: 80) == [
                "The river rose.", "The bridge was closed.", "The bell rang.",
            ])
        #expect(
            try Self.excerpt("rained gauge", in: Self.story, length: 60) == [
                "The river rose. It rained for days. A gauge failed."
            ])
        // There is no room for both.
        #expect(try Self.excerpt("river bell", in: Self.story, length: 20) == ["The river rose."])
    }

    @Test func aLongSentenceIsCutBetweenWords() throws {
        let text =
            String(repeating: "many words ", count: 40) + "the old bridge " + String(repeating: "and more ", count: 10)
        let excerpt = try Self.excerpt("bridge", in: text, length: 64)
        #expect(excerpt == ["words the old bridge and more and more and more and more"])
    }

    @Test func ideographsCountTwice() throws {
        let text = String(repeating: "山川草木", count: 12) + "灯台守" + String(repeating: "花鳥風月", count: 4)
        let excerpt = try #require(try Self.excerpt("灯台守", in: text, length: 44, language: "ja").first)
        #expect(excerpt.count == 20)
        #expect(excerpt.contains("灯台守"))
    }

    @Test func anArticleWithoutTextHasAnEmptyExcerpt() throws {
        let index = try SampleIndex([.init(id: "a", title: "Bridge", text: "", language: "en")])
        let hit = try #require(
            try index.searcher().search(SearchRequest(query: "bridge", excerptLength: 80)).hits.first)
        #expect(hit.passage.text.isEmpty && hit.excerpt == [0..<0])
    }

    /// Of 5 MB: in many sentences, and in one word.
    @Test func aHugeArticle() throws {
        let sentences = String(repeating: "The same sentence once more. ", count: 180_000) + "The bridge was closed. "
        #expect(try Self.excerpt("bridge", in: sentences, length: 40) == ["The bridge was closed."])
        let word = String(repeating: "=", count: 5 << 20) + " bridge"
        let excerpt = try Self.excerpt("bridge", in: word, length: 40)
        #expect(excerpt.count == 1 && excerpt[0].hasSuffix("bridge") && excerpt[0].count <= 36)
    }

    /// Texts of all scripts, sentences of all lengths, lengths down to nothing.
    @Test(arguments: [1, 2, 3, 4] as [UInt64]) func excerptsAreWholeCharactersAndKeepToTheirLength(seed: UInt64) throws
    {
        var generator = SplitMix64(seed: seed)
        let words = [
            "ax", "bog", "cup", "été", "e\u{301}te\u{301}", "漢字", "東京で会議。", "ไทยแลนด์", "👩‍👩‍👧", "Вода", "क्षत्रिय", "U.S.",
            "10.5", "Jong-un", "end.", "End!", "\u{200B}", "\r\n", "\n\n", String(repeating: "long", count: 50),
        ]
        let texts = (0..<40).map { _ in
            let stops = Double.random(in: 0...0.3, using: &generator)
            return (0..<Int.random(in: 1...140, using: &generator)).map { _ in
                let word = words.randomElement(using: &generator) ?? ""
                return Double.random(in: 0..<1, using: &generator) < stops ? word + ". The" : word
            }.joined(separator: Bool.random(using: &generator) ? " " : "  ")
        }
        let searcher = try SampleIndex(texts: texts).searcher()
        for query in ["ax", "bog cup", "漢字 ax", "ไทย* ax", "\"bog cup\" ax", "вода été ax"] {
            for length in [0, 1, 2, 10, 20, 50, 100, 200] {
                let request = SearchRequest(
                    query: query, limit: 100, passagesPerArticle: 3, excerptLength: length)
                let hits = try searcher.search(request).hits
                #expect(!hits.isEmpty)
                for hit in hits { try check(hit, length, "seed \(seed), length \(length), query \(query), \(hit)") }
            }
        }
    }

    private func check(_ hit: Hit, _ length: Int, _ comment: Comment) throws {
        let passage = hit.passage.text
        let boundaries = Set(passage.indices.map { passage.utf8.distance(from: passage.startIndex, to: $0) })
            .union([passage.utf8.count])
        #expect(!hit.excerpt.isEmpty && hit.excerpt.allSatisfy { !$0.isEmpty }, comment)
        for range in hit.excerpt {
            #expect(boundaries.contains(range.lowerBound) && boundaries.contains(range.upperBound), comment)
        }
        #expect(zip(hit.excerpt, hit.excerpt.dropFirst()).allSatisfy { $0.upperBound < $1.lowerBound }, comment)
        // A character is shown, and one can be two long.
        #expect(Self.fragments(hit).reduce(0) { $0 + MeasuredText($1).length } <= max(length, 2), comment)
        #expect(hit.highlights.contains { mark in hit.excerpt.contains { $0.overlaps(mark) } }, comment)
    }
}
