import GRDBSQLite
import SQLiteDefence
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Reads an index file; never writes to it.
///
/// Not to be shared between threads, but for `interrupt`.
public final class IndexReader {
    public let path: String
    /// Exchanged under the lock only, as other threads may interrupt it.
    private(set) var connection: ReadConnection
    private let lock = Mutex(())
    /// The file as it was before it was opened; `nil` where what is read is locked against writers.
    private var unlocked: UnlockedFile?
    /// The file's schema.
    private(set) var schema: Int
    /// Kept once the index has a dictionary, which never changes.
    private var storedText: StoredText?

    /// Opens the index at `path`.
    ///
    /// - Throws: `IndexError`.
    public init(path: String) throws {
        self.path = path
        var status = stat()
        guard stat(path, &status) == 0 else {
            throw errno == ENOENT || errno == ENOTDIR
                ? IndexError.missing(path: path)
                : IndexError.notWritable(path: path, detail: String(cString: strerror(errno)).lowercased())
        }
        if status.st_mode & S_IFMT == S_IFDIR { throw IndexError.foreign(path: path) }
        do {
            (connection, unlocked, schema) = try Self.openAndCheck(path)
        } catch let error as SQLiteError {
            throw IndexError(error, path: path)
        }
    }

    /// Ends the statement that another thread is running, if it is running one.
    package func interrupt() { lock.withLock { _ in connection.interrupt() } }

    /// Runs `body` on one state of the index, whatever writers commit meanwhile.
    ///
    /// - Parameter body: runs once more where the file could not be locked, and somebody has written to it meanwhile.
    /// - Throws: `IndexError`, and what `body` throws.
    public func withSnapshot<Result>(_ body: (IndexSnapshot) throws -> Result) throws -> Result {
        do {
            for _ in 0..<Self.mostTries {
                if let unlocked, unlocked.hasChanged { try reopen() }
                let result = Swift.Result { try inTransaction(body) }
                // What was read of a file that was changed meanwhile, or failed to be, counts for nothing.
                guard let unlocked, unlocked.hasChanged else { return try result.get() }
            }
            throw IndexError.busy(path: path)
        } catch let error as SQLiteError {
            throw IndexError(error, path: path)
        }
    }

    /// A writer who is at work is found by its log, and locks are shared with it; so this is for some that come and go.
    private static let mostTries = 10

    private func inTransaction<Result>(_ body: (IndexSnapshot) throws -> Result) throws -> Result {
        try connection.execute("BEGIN")
        // Nothing was written: there is nothing that a failed end could lose.
        defer { try? connection.execute("COMMIT") }
        return try body(IndexSnapshot(self))
    }

    private func reopen() throws {
        let new = try Self.openAndCheck(path)
        (unlocked, schema, storedText) = (new.unlocked, new.schema, nil)
        lock.withLock { _ in connection = new.connection }
    }

    /// Reads the texts of the index.
    func text() throws -> StoredText {
        if let storedText { return storedText }
        let dictionary = try CompressionDictionary.read(connection)
        let text = StoredText(dictionary)
        // What was made without a dictionary cannot read what is written with it.
        if dictionary != nil { storedText = text }
        return text
    }

    // MARK: - Opening

    /// How long to wait for a writer that lets nobody read, as at the first build of an index, in milliseconds.
    private static let patience: CInt = 10_000

    private static func openAndCheck(
        _ path: String
    ) throws -> (connection: ReadConnection, unlocked: UnlockedFile?, schema: Int) {
        for _ in 0..<mostTries {
            let (connection, unlocked) = try open(path)
            let schema = Result { try checkedSchema(connection, path: path) }
            guard let unlocked, unlocked.hasChanged else { return (connection, unlocked, try schema.get()) }
        }
        throw IndexError.busy(path: path)
    }

    /// - Returns: the connection; and the file before it was opened, if it is read without locks.
    private static func open(_ path: String) throws -> (ReadConnection, UnlockedFile?) {
        let path = DatabasePath.plain(path)
        for _ in 0..<mostWaits {
            do {
                return (try openAndRead(path, SQLITE_OPEN_READONLY), nil)
            } catch let error as SQLiteError where hasNoPlaceForLogs(error) {
                // Readers and writers share files beside the index. Where this user may not make them, as on read-only media
                // and in somebody else's directory, and no writer has, the index alone is all there is.
                if let unlocked = UnlockedFile(path) {
                    let flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI
                    return (try openAndRead(DatabasePath.immutable(path), flags), unlocked)
                }
            } catch let error as SQLiteError where error.code == needsRollback {
                // A first build was cut off. What it had begun is taken back by a connection that may write.
                _ = try openAndRead(path, SQLITE_OPEN_READWRITE)
            } catch let error as SQLiteError where error.code == needsRecovery || error.code == cannotInitialize {
                // A writer is about to fill the files that this user cannot fill.
            }
            usleep(1000)
        }
        return (try openAndRead(path, SQLITE_OPEN_READONLY), nil)
    }

    /// How often to look again whether another process has made the files to share, at intervals of a millisecond.
    private static let mostWaits = 100

    private static func hasNoPlaceForLogs(_ error: SQLiteError) -> Bool {
        error.primaryCode == SQLITE_CANTOPEN || error.code == readOnlyDirectory
    }

    // Macros that Swift does not see: SQLITE_READONLY_RECOVERY, _ROLLBACK, _CANTINIT and _DIRECTORY.
    private static let needsRecovery = SQLITE_READONLY | 1 << 8
    private static let needsRollback = SQLITE_READONLY | 3 << 8
    private static let cannotInitialize = SQLITE_READONLY | 5 << 8
    private static let readOnlyDirectory = SQLITE_READONLY | 6 << 8

    /// Opens the file, and reads from it, as SQLite does not look at it before.
    private static func openAndRead(_ path: String, _ flags: CInt) throws -> ReadConnection {
        let connection = try ReadConnection(path: path, flags: flags)
        sqlite3_busy_timeout(connection.handle, patience)
        // The file is trusted as far as its text goes, not to run anything of its own.
        guard lede_sqlite_defend(UnsafeMutableRawPointer(connection.handle)) else { throw connection.lastError }
        try connection.execute(
            """
            PRAGMA trusted_schema = OFF;
            PRAGMA query_only = ON;
            PRAGMA cache_size = -\(32 << 10);
            PRAGMA mmap_size = \(1 << 40);
            PRAGMA user_version
            """)
        return connection
    }

    private static func checkedSchema(_ connection: ReadConnection, path: String) throws -> Int {
        guard try connection.number("PRAGMA application_id") == Int(IndexFormat.applicationID) else {
            throw try connection.number("PRAGMA page_count") == 0
                ? IndexError.empty(path: path) : IndexError.foreign(path: path)
        }
        let version = try connection.number("PRAGMA user_version")
        try IndexFormat.check(version: version, path: path)
        try IndexFormat.checkAnalyzer(connection, path: path)
        return version
    }
}

extension IndexError {
    /// What an SQLite error means for an index.
    package init(_ error: SQLiteError, path: String) {
        switch error.primaryCode {
        case SQLITE_NOTADB: self = .foreign(path: path)
        case SQLITE_BUSY, SQLITE_LOCKED: self = .busy(path: path)
        case SQLITE_CORRUPT: self = .corrupt(path: path, detail: error.message)
        case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_FULL:
            self = .notWritable(path: path, detail: error.message)
        case SQLITE_IOERR: self = .storageFailed(path: path, code: error.code, message: error.message)
        default: self = .sqlite(path: path, code: error.code, message: error.message)
        }
    }
}
