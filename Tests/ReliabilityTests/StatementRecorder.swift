import Foundation
import GRDBSQLite
import Synchronization

/// The texts of all SQL statements that run on connections of one thread, with `?` where values are bound.
///
/// SQLite calls an extension for each connection as it is opened, and that asks to be told of each statement.
enum StatementRecorder {
    private static let statements = Mutex<[UInt: Set<String>]>([:])

    private static var thread: UInt {
        #if canImport(Darwin)
            UInt(bitPattern: pthread_self())
        #else
            UInt(pthread_self())
        #endif
    }

    /// Runs `body`, and returns the statements that ran meanwhile on connections that it opened.
    static func record(_ body: () throws -> Void) rethrows -> Set<String> {
        _ = isInstalled
        let thread = thread
        statements.withLock { $0[thread] = [] }
        defer { statements.withLock { $0[thread] = nil } }
        try body()
        return statements.withLock { $0[thread] ?? [] }
    }

    private typealias Extension =
        @convention(c) (
            OpaquePointer?, UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?, OpaquePointer?
        ) -> CInt

    /// Once, and for the life of the process: connections of other threads go unrecorded.
    private static let isInstalled: Bool = {
        let attach: Extension = { connection, _, _ in
            guard StatementRecorder.isRecording else { return SQLITE_OK }
            return sqlite3_trace_v2(
                connection, UInt32(SQLITE_TRACE_STMT),
                { _, _, statement, _ in
                    if let statement, let text = sqlite3_sql(OpaquePointer(statement)) {
                        StatementRecorder.add(String(cString: text))
                    }
                    return 0
                }, nil)
        }
        return sqlite3_auto_extension(unsafeBitCast(attach, to: (@convention(c) () -> Void).self)) == SQLITE_OK
    }()

    private static var isRecording: Bool { statements.withLock { $0[thread] != nil } }

    private static func add(_ text: String) {
        let thread = thread
        statements.withLock { _ = $0[thread]?.insert(text) }
    }
}
