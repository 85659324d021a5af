import IndexFile
import PassageIndex
import TestSupport
import Testing

@testable import PassageSearch

/// Articles like a given one.
@Suite struct ExampleTests {
    private static let archive = [
        ("gale", "The gale", "Gusts tore at the moorings in Skelvik, and the ferry stayed in port as the gale rose."),
        ("ferry", "No ferry", "The ferry to Skelvik was cancelled: gusts of a gale kept it in port."),
        ("bread", "New bakery", "A bakery opens, with rye bread and buns from the oven."),
        ("oven", "Rye is back", "Rye bread comes from the oven again, says the bakery."),
        ("alone", "Xylophones", "Xylophonists gathered quietly."),
        ("empty", "", "."),
    ]

    private let directory: TemporaryDirectory
    private let path: String
    private let input: String

    init() throws {
        directory = try TemporaryDirectory()
        let lines = Self.archive.map { id, title, text in
            #"{"id":"\#(id)","title":"\#(title)","text":"\#(text)","language":"en"}"#
        }
        input = try directory.write("news.jsonl", lines.joined(separator: "\n"))
        path = directory.file("index")
        _ = try IndexWriter(path: path).refresh(RefreshOptions(inputs: [.path(input)]))
    }

    private func likeness(_ searcher: Searcher, _ key: String, limit: Int = 10) throws -> [String] {
        guard case .article(let example)? = try searcher.example(key: key) else { return ["no article"] }
        var request = SearchRequest(query: "", limit: limit)
        request.example = example
        let found = try searcher.articles(request).map { String($0.article.key.split(separator: "#").last ?? "") }
        #expect(try searcher.search(request).hits.count == found.count)
        #expect(try searcher.count(request) >= found.count)
        return found
    }

    @Test func articlesOfTheSameKindAreFoundAndNotTheArticleItself() throws {
        let searcher = try Searcher(path: path)
        #expect(try likeness(searcher, input + "#gale") == ["ferry"])
        #expect(try likeness(searcher, input + "#ferry", limit: 1) == ["gale"])
        #expect(try likeness(searcher, input + "#bread") == ["oven"])
        // Nothing is like these.
        #expect(try likeness(searcher, input + "#alone") == [])
        #expect(try likeness(searcher, input + "#empty") == [])
    }

    @Test func anArticleIsNotItsOwnLikenessHoweverManyAreAskedFor() throws {
        let searcher = try Searcher(path: path)
        #expect(try likeness(searcher, input + "#gale", limit: .max) == ["ferry"])
        guard case .article(let example)? = try searcher.example(key: input + "#gale") else { return }
        var request = SearchRequest(query: "")
        request.example = example
        #expect(try searcher.count(request) == 1)
        request.since = PublicationDate(parsing: "2023")
        #expect(try searcher.count(request) == 0)
    }

    @Test func keysLeadToArticles() throws {
        let searcher = try Searcher(path: path)
        guard case .articles(6)? = try searcher.example(key: input) else {
            Issue.record("the file has six articles")
            return
        }
        #expect(try searcher.example(key: input + "#nobody") == nil)
        #expect(try searcher.example(key: "") == nil)
    }

    @Test func textsOfAnyLengthAreExamples() throws {
        let searcher = try Searcher(path: path)
        var request = SearchRequest(query: "")
        request.example = Example(body: "")
        #expect(try searcher.search(request).hits.isEmpty)
        #expect(try !searcher.search(request).explanation.remarks.isEmpty)
        request.example = Example(body: String(repeating: "rye bread from the oven ", count: 50_000))
        #expect(try searcher.articles(request).first?.article.key.hasSuffix("#oven") == true)
    }
}
