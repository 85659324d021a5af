import PassageIndex
import TestSupport
import Testing

@testable import PassageSearch

/// What the best articles have in common, and the articles that share it.
@Suite struct FeedbackTests {
    private static let archive: [(id: String, text: String)] =
        [
            ("a", "The ferry to Skelvik was cancelled as the gale rose. Gusts tore at the moorings of the ferry."),
            ("b", "A gale kept the ferry in Skelvik for a day, and gusts bent the harbour crane."),
            ("c", "No ferry to Skelvik before Monday, the company says, as gusts of the gale are forecast."),
            ("d", "The ferry company publishes its timetable for the summer."),
            ("e", "The gale with its gusts has reached the coast, and Skelvik has no power."),
            ("f", "A new bakery opens in town. It sells rye bread and buns."),
        ] + (0..<60).map { ("filler\($0)", "Word number \($0) of a town council that met and spoke of budgets.") }

    private func searcher() throws -> (Searcher, TemporaryDirectory) {
        let directory = try TemporaryDirectory()
        let lines = Self.archive.map { #"{"id":"\#($0.id)","text":"\#($0.text)","language":"en"}"# }
        let input = try directory.write("a.jsonl", lines.joined(separator: "\n"))
        _ = try IndexWriter(path: directory.file("index")).refresh(RefreshOptions(inputs: [.path(input)]))
        return (try Searcher(path: directory.file("index")), directory)
    }

    private func members(_ request: SearchRequest, _ searcher: Searcher) throws -> [String] {
        try searcher.articles(request).map { String($0.article.key.split(separator: "#").last ?? "") }
    }

    @Test func wordsOfTheBestArticlesAreAdded() throws {
        let (searcher, _) = try searcher()
        // The best article lacks two of the three words, so there is something to learn from.
        var request = SearchRequest(query: "ferry crane timetable bread")
        #expect(try searcher.search(request).explanation.expansion.isEmpty)
        request.ranking.feedback = .init()
        let expansion = try searcher.search(request).explanation.expansion
        #expect(expansion.contains { $0.word == "Skelvik" })
        #expect(expansion.map(\.weight) == expansion.map(\.weight).sorted(by: >))
        // No word of the query, no function word, none of a single article.
        #expect(!expansion.contains { ["ferry", "bread", "the", "timetable", "bakery"].contains($0.word) })
        #expect(Set(try members(request, searcher)) == Set(["a", "b", "c", "d", "f"]))
    }

    @Test func nothingIsAddedWhereTheBestArticleHasItAll() throws {
        let (searcher, _) = try searcher()
        var request = SearchRequest(query: "ferry Skelvik")
        request.ranking.feedback = .init()
        #expect(try searcher.search(request).explanation.expansion.isEmpty)
        for query in ["", "nowhere", "-ferry"] {
            request.query = query
            #expect(try searcher.search(request).hits.isEmpty)
        }
    }
}
