import GRDB
import TestSupport
import Testing

@testable import IndexFile
@testable import PassageIndex

/// An index that has been added to, changed and taken from, so that it has several segments.
final class GrownIndex {
    private let directory: TemporaryDirectory
    let connection: IndexConnection
    var path: String { connection.path }

    /// - Parameter pageSize: small pages make lists longer than one.
    init(seed: UInt64, articles: Int, pageSize: Int = 200) throws {
        directory = try TemporaryDirectory()
        let writer = try IndexWriter(path: directory.file("index.sqlite"))
        connection = writer.connection
        func refresh(_ archive: GeneratedArchive, _ name: String, isBulk: Bool) throws {
            var options = RefreshOptions(inputs: [.path(try directory.write(name, archive.jsonLines()))])
            options.leastBulkBytes = isBulk ? 1 : .max
            #expect(try writer.refresh(options).failed == 0)
        }
        func archive(_ articles: Int, _ part: UInt64) -> GeneratedArchive {
            GeneratedArchive(articles: articles, words: 1...40, mostWords: 120, seed: seed * 10 + part)
        }
        try connection.write {
            try $0.execute(sql: "INSERT INTO article_fts(article_fts, rank) VALUES ('pgsz', \(pageSize))")
        }
        try refresh(archive(articles / 2, 1), "a.jsonl", isBulk: true)
        try refresh(archive(articles / 4, 2), "b.jsonl", isBulk: false)
        // Other articles with the same ids, and fewer of them.
        try refresh(archive(articles / 5, 3), "b.jsonl", isBulk: false)
        try refresh(archive(articles / 4, 4), "c.jsonl", isBulk: true)
        let gone = (0..<articles / 2).filter { $0 % 7 == 3 }.map { "\(directory.file("a.jsonl"))#\($0)" }
        #expect(try writer.remove(keys: gone).removed == gone.count)
    }
}
