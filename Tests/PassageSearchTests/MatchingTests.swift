import GRDB
import TestSupport
import Testing

@testable import IndexFile
@testable import PassageIndex
@testable import PassageSearch

/// What matches an expression is what FTS5 finds for it.
@Suite struct MatchingTests {
    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func expressionsMatchAsTheyDoInFTS5(seed: UInt64) throws {
        let index = try GrownIndex(seed: seed, articles: 400)
        try index.connection.read { database in
            var expressions = RandomExpressions(try TokenTable(database), seed: seed)
            let postings = ExpressionPostings(
                try PostingsIndex(database.reading), ArticleParts(database.reading, schema: IndexFormat.version))
            var found = 0
            for round in 0..<250 {
                let expression = expressions.expression(depth: round % 4)
                let expected = try Self.articles(matching: expression, database)
                let comment = "seed \(seed), round \(round): \(expression.readable)"
                for number in [0, 1, expected.count, expected.count + 1] {
                    #expect(
                        try postings.matches(expression, atLeast: number) == (number <= expected.count),
                        "\(comment), \(number)")
                }
                #expect(try Self.all(postings.articles(matching: expression)) == expected, "\(comment)")
                #expect(try postings.count(of: expression) == expected.count, "\(comment)")
                try Self.checkSkips(
                    postings.articles(matching: expression), expected, comment, using: &expressions.generator)
                found += expected.isEmpty ? 0 : 1
            }
            // Most of them have to find something for the test to say anything.
            #expect(found > 120, "seed \(seed)")
        }
    }

    /// The articles that FTS5 finds.
    private static func articles(matching expression: MatchExpression, _ database: Database) throws -> [UInt32] {
        try UInt32.fetchAll(
            database, sql: "SELECT rowid FROM article_fts WHERE article_fts MATCH ? ORDER BY rowid",
            arguments: [expression.rendered(termMark: IndexFormat.termMark)])
    }

    private static func all(_ list: (any ArticleList)?) throws -> [UInt32] {
        guard let list else { return [] }
        var articles: [UInt32] = []
        while list.article != noArticle {
            articles.append(list.article)
            try list.advance()
        }
        return articles
    }

    /// A list is at the first article that is not before where it was sent.
    private static func checkSkips(
        _ list: (any ArticleList)?, _ expected: [UInt32], _ comment: String, using generator: inout SplitMix64
    ) throws {
        guard let list else { return }
        var target: UInt32 = 0
        while target < 100_000 {
            target += .random(in: 0...200, using: &generator)
            try list.advance(to: target)
            let next = expected.first { $0 >= target } ?? noArticle
            guard list.article == next else {
                Issue.record("\(comment): at \(list.article), not \(next), after \(target)")
                return
            }
            guard next != noArticle else { return }
            target = next
        }
    }

    /// What a person types behind `~` is any number.
    @Test(arguments: [0, 1, 40, Int(Int32.max), 1 << 32, Int.max])
    func wordsAreNearHoweverFarTheyMayBe(distance: Int) throws {
        let body = "train " + String(repeating: "word ", count: 30) + "harvest. Unlike that: harvest word train."
        let index = try SampleIndex(texts: [body, "train harvest", "train", "harvest"])
        #expect(try index.ids("\"train harvest\"~\(distance)") == (distance > 0 ? ["0", "1"] : ["1"]))
    }
}
