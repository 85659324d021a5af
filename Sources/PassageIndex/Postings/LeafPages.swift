import Foundation
import GRDB
import GRDBSQLite

// This folder reads FTS5's segments as they lie in its shadow tables, which costs a tenth of what FTS5's own iteration
// does. Its invariants:
//
// - `SegmentStructure` and the configuration's version say that the table is of the one form known here; any other is
//   refused before the first page is read.
// - A page is copied, with zeros behind it, before it is read: a number that a damaged page leaves unfinished ends
//   there, and every length is checked against the page's end before it is used.
// - All reads of one search happen inside one snapshot, so that no segment changes under a reader.

/// Reads the pages of an FTS5 table's segments.
final class LeafPages {
    private let database: Database
    private let data: Statement
    private let index: Statement
    /// Ends the search that reads.
    let isCancelled: @Sendable () -> Bool

    init(_ database: Database, isCancelled: @escaping @Sendable () -> Bool = { false }) throws {
        self.database = database
        self.isCancelled = isCancelled
        data = try database.cachedStatement(sql: "SELECT block FROM article_fts_data WHERE id = ?")
        index = try database.cachedStatement(
            sql: "SELECT pgno FROM article_fts_idx WHERE segid = ? AND term <= ? ORDER BY term DESC LIMIT 1")
    }

    /// Calls `body` with the bytes of a leaf page.
    func withLeaf<Result>(
        _ page: Int, of segment: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
    ) throws -> Result {
        if isCancelled() { throw CancellationError() }
        guard let result = try withBlock(SegmentRow.leaf(page, of: segment), body) else {
            throw Self.damaged("page \(page) of segment \(segment) is missing")
        }
        return result
    }

    /// Calls `body` with a leaf node of a term's doclist index; `nil` when there is none of this number.
    func withIndexNode<Result>(
        _ page: Int, of segment: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
    ) throws -> Result? {
        try withBlock(SegmentRow.doclistIndexNode(page, height: 0, of: segment), body)
    }

    private func withBlock<Result>(
        _ row: Int64, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
    ) throws -> Result? {
        let handle = data.sqliteStatement
        sqlite3_bind_int64(handle, 1, row)
        defer { sqlite3_reset(handle) }
        guard try step(handle) else { return nil }
        return try body(UnsafeBufferPointer(start: Self.blob(handle), count: Int(sqlite3_column_bytes(handle, 0))))
    }

    /// The page that holds a term if any does, and whether the last doclist that begins on it has an index.
    ///
    /// - Parameter key: the term as FTS5 keeps it.
    func leaf(for key: UnsafeBufferPointer<UInt8>, in segment: Int) throws -> (page: Int, hasIndex: Bool)? {
        let handle = index.sqliteStatement
        sqlite3_bind_int64(handle, 1, Int64(segment))
        // Needed during the step only.
        sqlite3_bind_blob(handle, 2, key.baseAddress, CInt(key.count), nil)
        defer {
            sqlite3_reset(handle)
            sqlite3_clear_bindings(handle)
        }
        guard try step(handle) else { return nil }
        let value = Int(sqlite3_column_int64(handle, 0))
        return (value >> 1, value & 1 == 1)
    }

    private func step(_ handle: SQLiteStatement) throws -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code: throw DatabaseError(code, of: database)
        }
    }

    private static func blob(_ handle: SQLiteStatement) -> UnsafePointer<UInt8>? {
        sqlite3_column_blob(handle, 0)?.assumingMemoryBound(to: UInt8.self)
    }

    static func damaged(_ detail: String) -> DatabaseError {
        DatabaseError(resultCode: .SQLITE_CORRUPT, message: "full-text index: \(detail)")
    }
}
