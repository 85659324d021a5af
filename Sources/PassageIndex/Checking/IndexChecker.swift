import Foundation
import GRDB
import IndexFile

/// Examines an index file.
///
/// FTS5 offers its own check as a command that counts as a write; so this takes a writer's connection, but changes
/// nothing.
public struct IndexChecker {
    private let connection: IndexConnection

    /// - Throws: `IndexError`.
    public init(path: String) throws {
        connection = try IndexConnection(path: path, .examining)
    }

    /// Checks SQLite's structures, the schema, counts and sums; and unless that shall be quick, FTS5's structures,
    /// every article, and its postings.
    ///
    /// - Complexity: both read the whole file once; the full one analyses every text again, in one thread, with 12 bytes
    ///   of memory for each article.
    public func check(_ level: IndexCheck.Level = .full) throws -> IndexCheck {
        var check = IndexCheck(level: level, articles: 0, passages: 0, problems: [])
        // FTS5 and all that follows may rely on SQLite's structures.
        check.problems = try connection.readSnapshot { try structureProblems($0, level) }
        guard check.problems.isEmpty else { return check }
        if level == .full { check.problems += try connection.read(Self.fullTextProblems) }
        try connection.readSnapshot { database in
            switch level {
            case .quick: try SumCheck(database, schema: connection.schema).run(&check)
            case .full: try ContentCheck(database, connection).run(&check)
            }
        }
        return check
    }

    private func structureProblems(_ database: Database, _ level: IndexCheck.Level) throws -> [String] {
        let pragma = level == .quick ? "quick_check" : "integrity_check"
        let found = try String.fetchAll(database, sql: "PRAGMA \(pragma)")
        let problems = found.filter { $0 != "ok" }.map { "sqlite: \($0)" }
        guard problems.isEmpty else { return problems }
        let foreignKeys = try Row.fetchAll(database, sql: "PRAGMA foreign_key_check").map {
            "row \($0[1] as Int64? ?? 0) of \($0[0] as String) refers to nothing in \($0[2] as String)"
        }
        return try foreignKeys + SchemaForm(database).differences(from: SchemaForm(version: connection.schema))
    }

    private static func fullTextProblems(_ database: Database) throws -> [String] {
        do {
            try database.execute(sql: "INSERT INTO article_fts(article_fts) VALUES ('integrity-check')")
            return []
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CORRUPT {
            return ["fts5: integrity-check failed"]
        }
    }
}

/// The problems of articles, of which no more are told than somebody reads.
struct ArticleProblems {
    private static let most = 100
    private var told: [String] = []
    private var others: [String] = []
    private var count = 0

    mutating func add(_ id: Int64, _ problem: String) {
        count += 1
        if count <= Self.most { told.append("article \(id): \(problem)") }
    }

    /// A problem of no single article.
    mutating func addOther(_ problem: String) { others.append(problem) }

    var lines: [String] { articleLines + others }

    private var articleLines: [String] {
        count > Self.most ? told + ["\(count - Self.most) more problems of articles"] : told
    }
}
