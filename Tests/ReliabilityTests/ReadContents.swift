import Foundation
import TestSupport
import TextAnalysis

@testable import IndexFile
@testable import PassageIndex
@testable import PassageSearch

/// All that a reader can get out of an index: two indexes of the same contents answer every question alike.
///
/// Left out is what may differ though nothing is lost: runs, in how many segments the postings lie, and how bodies are
/// compressed.
struct ReadContents: Equatable {
    /// Articles with their texts, parts and lengths, by id.
    var articles: [Int64: String] = [:]
    /// The sums of their postings, in the order of their ids.
    var postings: [UInt64] = []
    /// Postings of no article.
    var strangers = 0
    var files: [String] = []
    var identities: [String] = []
    var totals = Totals()
    var languages: [String] = []
    /// The articles found, and their scores, for some queries.
    var answers: [String: [String]] = [:]

    /// - Throws: `IndexError` where the index is damaged.
    init(path: String, queries: [String] = []) throws {
        let reader = try IndexReader(path: path)
        self = try reader.withSnapshot { try ReadContents($0) }
        let searcher = try Searcher(path: path)
        for query in queries {
            let results = try searcher.search(SearchRequest(query: query, limit: 50, language: .english))
            answers[query] = results.hits.map { "\($0.article.key) \($0.score) \($0.highlights)" }
        }
    }

    private init(_ snapshot: IndexSnapshot) throws {
        let connection = snapshot.connection
        let ids = try connection.all("SELECT id FROM article") { Int64($0.int(0)) }
        for id in ids {
            guard let record = try snapshot.article(id), let text = try snapshot.text(of: id) else { continue }
            let parts = try connection.text("SELECT hex(parts) FROM article_part WHERE article = ?", [.int(Int(id))])
            let length = try snapshot.lengths().length(of: UInt32(clamping: id))
            articles[id] = [
                "\(record)", text.body, "\(text.passages)", "\(text.language)", parts ?? "", "\(length)",
                "\(try snapshot.traits(of: id)?.fingerprint as Any)",
            ].joined(separator: "\n")
        }
        var sums = PostingsSums(articles: ids.map { UInt32(clamping: $0) })
        try snapshot.postings().add(to: &sums)
        postings = sums.sums
        strangers = sums.strangers
        files = try connection.all("SELECT id, path, size, modified, hex(hash) FROM file ORDER BY id") { row in
            (0..<5).map { row.text($0) ?? "-" }.joined(separator: "|")
        }
        identities = try connection.all("SELECT article, guid, version FROM article_identity ORDER BY article") { row in
            (0..<3).map { row.text($0) ?? "-" }.joined(separator: "|")
        }
        totals = try snapshot.totals()
        languages = try snapshot.languages().map(\.code)
    }
}
