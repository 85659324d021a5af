import Articles
import GRDB
import TestSupport
import Testing
import TextAnalysis

@testable import IndexFile
@testable import PassageIndex

/// Every article has the fingerprint of its text, whatever happens to the index.
@Suite struct StoredFingerprintTests {
    private let index: ChangingIndex
    private var path: String { index.path }

    init() throws {
        index = try ChangingIndex()
    }

    /// How many articles have a fingerprint; each of those has to be that of its text.
    private func fingerprints(_ place: String) throws -> Int {
        try IndexReader(path: path).withSnapshot { snapshot in
            var count = 0
            for id in try snapshot.articles(passing: ArticleFilter()).ids {
                guard let found = try snapshot.traits(of: id)?.fingerprint else { continue }
                count += 1
                let text = try #require(try snapshot.text(of: id))
                var analyzer = Analyzer(text.language)
                let stream = analyzer.tokens(of: text.body)
                let expected = text.body.withUTF8Span { Fingerprint(stream, of: $0, terms: analyzer.terms) }
                #expect(found == expected, "\(place): article \(id)")
            }
            return count
        }
    }

    @Test func fingerprintsFollowEveryChange() throws {
        var articles = GeneratedArchive(articles: 400, words: 1...60, mostWords: 300, seed: 7).articles
        try index.refresh(articles[..<250], bulk: true)
        #expect(try fingerprints("built") == 250)
        try index.refresh(articles[..<270], bulk: false)
        #expect(try fingerprints("some added one by one") == 270)
        for index in 20..<40 { articles[index].text = "Other words. " + articles[index].text }
        articles[40].text = " – "
        try index.refresh(articles[10..<270], bulk: false)
        #expect(try fingerprints("some replaced, some removed") == 259)
        try index.refresh(articles, bulk: true)
        #expect(try fingerprints("more added in bulk") == 399)
    }

    @Test func aTextWithoutAWordHasNone() throws {
        let input = try index.directory.write("a.jsonl", #"{"id": "1", "title": "Only a title", "text": "…"}"#)
        for bulk in [true, false] {
            _ = try IndexWriter(path: path).refresh(bulkOptions([input], isBulk: bulk))
            #expect(try fingerprints("one") == 0)
            #expect(try IndexChecker(path: path).check().problems == [])
        }
    }

    /// An index of the schema before is read as it is; a writer takes it to the new one, where the articles that were
    /// there have no fingerprints until they change.
    @Test func articlesOfAnOlderIndexHaveNone() throws {
        var articles = GeneratedArchive(articles: 300, words: 5...60, mostWords: 300, seed: 8).articles
        try index.refresh(articles[..<200], bulk: true)
        try IndexConnection(path: path, .writingExisting).write {
            try $0.execute(sql: OlderSchema.statements(for: 3))
        }
        #expect(try fingerprints("of schema 3") == 0)
        #expect(try IndexReader(path: path).withSnapshot { try $0.traits(of: 1) } != nil)
        for index in 0..<3 { articles[index].text += " And one more sentence." }
        try index.refresh(articles, bulk: true)
        #expect(try fingerprints("migrated") == 103)
        #expect(try IndexChecker(path: path).check().problems == [])
    }
}
