import Foundation
import TestSupport
import Testing

@testable import IndexFile
@testable import PassageIndex
@testable import PassageSearch

/// A search knows nothing of the way its articles came into the index.
@Suite struct BulkSearchTests {
    @Test(arguments: [1, 2, 3] as [UInt64])
    func hitsAndScoresAreTheSame(seed: UInt64) throws {
        let directory = try TemporaryDirectory()
        let archive = GeneratedArchive(articles: 1300, words: 1...40, mostWords: 400, seed: seed)
        let input = try directory.write("a.jsonl", archive.jsonLines())
        func searcher(_ name: String, jobs: Int, leastBulkBytes: Int, postingsBytes: Int? = nil) throws -> Searcher {
            var options = RefreshOptions(inputs: [.path(input)], resources: BuildResources(jobs: jobs))
            options.leastBulkBytes = leastBulkBytes
            if let postingsBytes { options.resources.postingsBytes = postingsBytes }
            #expect(try IndexWriter(path: directory.file(name)).refresh(options).added == 1300)
            return try Searcher(path: directory.file(name))
        }
        let plain = try searcher("plain", jobs: 1, leastBulkBytes: .max)
        let others = [
            try searcher("one", jobs: 1, leastBulkBytes: 20_000),
            try searcher("four", jobs: 4, leastBulkBytes: 20_000),
            try searcher("batches", jobs: 2, leastBulkBytes: 1, postingsBytes: 1),
        ]

        var generator = SplitMix64(seed: seed)
        for _ in 0..<40 {
            let request = request(archive, using: &generator)
            let expected = try plain.search(request)
            for other in others {
                let found = try other.search(request)
                #expect(found.hits == expected.hits, "seed \(seed), \(request.query)")
                #expect(try other.count(request) == plain.count(request), "seed \(seed), \(request.query)")
            }
        }
    }

    /// Words, phrases and beginnings of words as they stand in the archive, with filters now and then.
    private func request(_ archive: GeneratedArchive, using generator: inout SplitMix64) -> SearchRequest {
        let parts = (0...Int.random(in: 0...2, using: &generator)).map { _ in
            let article = archive.articles.randomElement(using: &generator)
            let words = (article?.text ?? "").split(separator: " ")
            let start = Int.random(in: 0..<max(words.count, 1), using: &generator)
            let some = words[start..<min(start + Int.random(in: 1...3, using: &generator), words.count)]
            switch Int.random(in: 0..<4, using: &generator) {
            case 0: return "\"" + some.joined(separator: " ") + "\""
            case 1: return "-" + (some.first ?? "x")
            default: return some.joined(separator: " ")
            }
        }
        var request = SearchRequest(query: parts.joined(separator: " "), limit: 50)
        request.requiresAllWords = Bool.random(using: &generator)
        request.passagesPerArticle = Int.random(in: 1...3, using: &generator)
        if Int.random(in: 0..<4, using: &generator) == 0 { request.sources = ["gazette"] }
        return request
    }
}
