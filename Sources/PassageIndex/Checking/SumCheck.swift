import Foundation
import GRDB
import IndexFile

/// Compares counts and sums with what they count, without reading a text.
struct SumCheck {
    private let database: Database
    private let schema: Int

    init(_ database: Database, schema: Int) {
        self.database = database
        self.schema = schema
    }

    func run(_ check: inout IndexCheck) throws {
        let totals = try Totals.read(database.reading)
        var sums = Totals()
        sums.articles = try database.reading.number("SELECT count(*) FROM article")
        sums.textBytes = try database.reading.number(
            "SELECT sum(bytes + ifnull(length(CAST(title AS BLOB)), 0)) FROM article")
        let tokens = try tokens(&check)
        sums.tokens = tokens.reduce(0, &+)
        let known = [totals.articles, totals.textBytes, totals.tokens]
        if known != [sums.articles, sums.textBytes, sums.tokens] {
            check.problems.append(
                "the stored totals \(known) are not \([sums.articles, sums.textBytes, sums.tokens]), the sums of articles, "
                    + "bytes and tokens")
        }
        check.problems += try Self.recordProblems(database, articles: sums.articles, tokens: tokens)
        check.articles = sums.articles
        check.passages = totals.passages
    }

    /// The tokens of each column, as FTS5 counts them.
    private func tokens(_ check: inout IndexCheck) throws -> [Int] {
        var sums = ArticleField.allCases.map { _ in 0 }
        var damaged = 0
        try database.reading.statement("SELECT sz FROM article_fts_docsize").forEachRow { row in
            if let sizes = Self.columnSizes(row.bytes(0)) {
                for (column, size) in sizes.enumerated() { sums[column] &+= size }
            } else {
                damaged += 1
            }
            return true
        }
        if damaged > 0 { check.problems.append("\(damaged) lengths in the full-text index are damaged") }
        return sums
    }

    /// The token counts FTS5 keeps for an article: a number a column; `nil` when they are damaged.
    static func columnSizes(_ bytes: UnsafeRawBufferPointer) -> [Int]? {
        guard let sizes = Varint.all(bytes), sizes.count == ArticleField.allCases.count else { return nil }
        return sizes.map { Int($0) }
    }

    /// What is wrong with the records that FTS5 keeps, and with the number that the next article gets.
    static func recordProblems(_ database: Database, articles: Int, tokens: [Int]) throws -> [String] {
        var problems: [String] = []
        let connection = database.reading
        let indexed = try connection.number("SELECT count(*) FROM article_fts_docsize")
        if indexed != articles {
            problems.append("\(indexed) articles in the full-text index, but \(articles) stored")
        }
        let averages = try SegmentAverages.read(connection, columns: ArticleField.allCases.count)
        if averages?.rows != UInt64(articles) || averages?.tokens != tokens.map({ UInt64(max($0, 0)) }) {
            problems.append("the full-text index does not hold as many rows and tokens as its averages say")
        }
        let last = try connection.number("SELECT seq FROM sqlite_sequence WHERE name = 'article'")
        if try connection.number("SELECT max(id) FROM article") > last {
            problems.append("the next article would get an id that was there before")
        }
        return problems
    }
}
