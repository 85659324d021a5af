import PassageIndex
import Synchronization
import TestSupport
import Testing

@testable import PassageSearch

@Suite struct SearchServiceTests {
    private let directory: TemporaryDirectory
    private let path: String

    init() throws {
        directory = try TemporaryDirectory()
        path = directory.file("index")
        let archive = GeneratedArchive(articles: 600, words: 1...40, mostWords: 300, seed: 1)
        let input = try directory.write("a.jsonl", archive.jsonLines())
        _ = try IndexWriter(path: path).refresh(RefreshOptions(inputs: [.path(input)]))
    }

    @Test func manyTasksGetTheAnswersOfASearcher() async throws {
        let service = try SearchService(path: path, searches: 3)
        let searcher = try Searcher(path: path)
        let requests = ["b*", "da*", "\"ko ku*\"", "bo ta", "+k* -du"].flatMap { query in
            (1...8).map { SearchRequest(query: query, limit: $0) }
        }
        let found = try await withThrowingTaskGroup(of: (Int, SearchResults, Int, [ArticleHit]).self) { group in
            for (number, request) in requests.enumerated() {
                group.addTask {
                    (
                        number, try await service.search(request), try await service.count(request),
                        try await service.articles(request)
                    )
                }
            }
            return try await group.reduce(into: [Int: (SearchResults, Int, [ArticleHit])]()) {
                $0[$1.0] = ($1.1, $1.2, $1.3)
            }
        }
        for (number, request) in requests.enumerated() {
            let answer = try #require(found[number])
            #expect(answer.0.hits == (try searcher.search(request).hits))
            #expect(answer.1 == (try searcher.count(request)))
            #expect(answer.2 == (try searcher.articles(request)))
        }
    }

    /// Wherever a search is when it is cancelled, it looks at nothing more.
    @Test func aCancelledSearchEnds() throws {
        let searcher = try Searcher(path: path)
        let requests = ["b*", "ba do ku", "+t* -b*", "b* d*"].map { SearchRequest(query: $0, limit: 20) }
        for request in requests {
            let asked = Atomic(0)
            _ = try searcher.search(request) {
                asked.add(1, ordering: .relaxed)
                return false
            }
            let total = asked.load(ordering: .relaxed)
            for last in stride(from: 1, through: total, by: max(1, total / 20)) {
                let count = Atomic(0)
                #expect(throws: CancellationError.self, "\(request.query), \(last) of \(total)") {
                    try searcher.search(request) { count.add(1, ordering: .relaxed).newValue >= last }
                }
                #expect(count.load(ordering: .relaxed) == last)
            }
        }
    }

    /// How soon is a benchmark's matter: here other tests have the threads.
    @Test func aCancelledTaskEnds() async throws {
        let service = try SearchService(path: path)
        for _ in 0..<20 {
            let search = Task { try await service.search(SearchRequest(query: "b* d* k* t*", limit: 600)) }
            try await Task.sleep(for: .microseconds(500))
            search.cancel()
            if case .failure(let error) = await search.result { #expect(error is CancellationError) }
        }
        // A service goes on after that.
        #expect(try await !service.search(SearchRequest(query: "b*")).hits.isEmpty)
    }

    @Test func aMissingIndexIsAnError() {
        #expect(throws: IndexError.self) { try SearchService(path: directory.file("missing")) }
    }
}
