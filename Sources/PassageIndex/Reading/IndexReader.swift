import Foundation
import GRDB

/// Reads an index file; never writes to it.
public final class IndexReader {
    let connection: IndexConnection

    /// Opens the index at `path`.
    ///
    /// - Throws: `IndexError`.
    public init(path: String) throws {
        connection = try IndexConnection(path: path, .reading)
    }

    public var path: String { connection.path }

    /// Ends the statement that another thread is running, if it is running one.
    package func interrupt() { connection.interrupt() }

    /// Runs `body` on one state of the index, whatever writers commit meanwhile.
    ///
    /// - Throws: `IndexError`, and what `body` throws.
    public func withSnapshot<Result>(_ body: (IndexSnapshot) throws -> Result) throws -> Result {
        try connection.read { database in
            var result: Result?
            try database.inTransaction(.deferred) {
                result = try body(IndexSnapshot(database, connection))
                return .commit
            }
            guard let result else { throw DatabaseError(resultCode: .SQLITE_ABORT) }
            return result
        }
    }
}
