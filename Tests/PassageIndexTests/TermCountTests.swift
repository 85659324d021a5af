import Articles
import GRDB
import TestSupport
import Testing

@testable import IndexFile
@testable import PassageIndex

/// What is recorded of frequent terms is what counting them gives, whatever happens to the index.
@Suite struct TermCountTests {
    private let index: ChangingIndex
    private var path: String { index.path }

    init() throws {
        index = try ChangingIndex()
    }

    private func expectSound(_ place: String) throws {
        let check = try IndexChecker(path: path).check()
        #expect(check.problems == [], "\(place)")
    }

    private func recorded() throws -> Int {
        try IndexReader(path: path).withSnapshot { try $0.connection.number("SELECT count(*) FROM term_count") }
    }

    @Test func countsFollowEveryChange() throws {
        let articles = GeneratedArchive(articles: 2600, words: 20...60, mostWords: 40, seed: 3).articles
        // The same ids with other texts.
        let others = GeneratedArchive(articles: 2600, words: 20...60, mostWords: 40, seed: 3).articles.map { article in
            var article = article
            article.text = "Other words. " + article.text.split(separator: " ").dropFirst(9).joined(separator: " ")
            return article
        }
        try index.refresh(articles[..<1500], bulk: true)
        try expectSound("built")
        let first = try recorded()
        #expect(first > 10)
        try index.refresh(articles[..<1600], bulk: false)
        try expectSound("some added one by one")
        try index.refresh(articles[200..<1600], bulk: false)
        try expectSound("some removed")
        try index.refresh(articles[200..<1400] + others[1400..<1500] + articles[1500..<2600], bulk: true)
        try expectSound("some replaced, and more added in bulk")
        #expect(try recorded() >= first)
        _ = try IndexWriter(path: path).optimize()
        try expectSound("merged")
        try index.refresh(others[300..<330], bulk: true)
        try expectSound("nearly all removed")
    }

    @Test func aWrongCountIsFound() throws {
        try index.refresh(GeneratedArchive(articles: 1500, words: 20...60, mostWords: 40, seed: 4).articles, bulk: true)
        try IndexConnection(path: path, .writingExisting).write {
            try $0.execute(sql: "UPDATE term_count SET articles = articles + 1")
        }
        let problems = try IndexChecker(path: path).check().problems
        #expect(problems.count == 1 && problems.first?.contains("recorded counts of terms are wrong") == true)
    }

    /// An index of the schema before is read as it is, and a writer takes it to the new one.
    @Test func anOlderIndexHasNone() throws {
        let articles = GeneratedArchive(articles: 1500, words: 20...60, mostWords: 40, seed: 5).articles
        try index.refresh(articles, bulk: true)
        func counts() throws -> [Int] {
            try IndexReader(path: path).withSnapshot { snapshot in
                let index = try snapshot.postings()
                return try ["ba", "do", "ku", "ti", "ta"].map { try index.count(of: Array($0.utf8)) }
            }
        }
        let expected = try counts()
        try IndexConnection(path: path, .writingExisting).write {
            try $0.execute(sql: OlderSchema.statements(for: 2))
        }
        #expect(try counts() == expected)
        try index.refresh(articles.dropLast(), bulk: false)
        #expect(try recorded() == 0)
        try expectSound("migrated")
    }
}
