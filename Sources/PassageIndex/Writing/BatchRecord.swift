import Foundation
import GRDB
import IndexFile

/// The numbered record of one run.
enum BatchRecord {
    static func begin(_ database: Database) throws -> Int64 {
        try database.execute(sql: "INSERT INTO batch(started) VALUES (\(now))")
        return database.lastInsertedRowID
    }

    /// Writes the counts so far.
    static func update(_ summary: RefreshSummary, _ database: Database) throws {
        try database.execute(
            sql: """
                UPDATE batch SET added = ?, updated = ?, unchanged = ?, removed = ?, failed = ?, text_bytes = ?
                WHERE id = ?
                """,
            arguments: [
                summary.added, summary.updated, summary.unchanged, summary.removed, summary.failed,
                summary.textBytes, summary.batch,
            ])
    }

    static func end(_ summary: RefreshSummary, _ database: Database) throws {
        try update(summary, database)
        if summary.interrupted { return }
        try database.execute(sql: "UPDATE batch SET finished = \(now) WHERE id = ?", arguments: [summary.batch])
    }

    private static let now = "strftime('%Y-%m-%dT%H:%M:%SZ', 'now')"
}
