import Articles
import Foundation
import PassageIndex
import PassageSearch
import TestSupport

/// An index of a few articles, made for one test.
final class SampleIndex {
    struct Sample: Encodable {
        var id: String
        var title: String?
        var text: String
        var date: String?
        var source: String?
        var language: String?
    }

    let directory: TemporaryDirectory
    var path: String { directory.file("index.sqlite") }

    init(_ samples: [Sample]) throws {
        directory = try TemporaryDirectory()
        let file = try directory.write("articles.jsonl", Self.jsonLines(samples))
        _ = try IndexWriter(path: path).refresh(RefreshOptions(inputs: [.path(file)]))
    }

    convenience init(texts: [String]) throws {
        try self.init(texts.enumerated().map { Sample(id: "\($0)", text: $1, language: "en") })
    }

    /// A record a line.
    static func jsonLines(_ samples: some Sequence<Sample>) throws -> String {
        let encoder = JSONEncoder()
        return try samples.map { String(decoding: try encoder.encode($0), as: UTF8.self) + "\n" }.joined()
    }

    func searcher() throws -> Searcher { try Searcher(path: path) }

    /// The ids of the articles that match, in the order of their names.
    func ids(_ query: String, all: Bool = false) throws -> [String] {
        try searcher().articles(SearchRequest(query: query, limit: .max, requiresAllWords: all))
            .map { String($0.article.key.split(separator: "#").last ?? "") }.sorted()
    }

    /// The highlighted pieces of the first hits, in the order of the ranking.
    func marks(_ query: String, all: Bool = false) throws -> [String] {
        try searcher().search(SearchRequest(query: query, requiresAllWords: all)).hits.flatMap { hit in
            let bytes = Array(hit.passage.text.utf8)
            return hit.highlights.map { String(decoding: bytes[$0], as: UTF8.self) }
        }
    }
}
