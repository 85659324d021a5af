import GRDBSQLite
import SQLiteDefence

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
    let connection: ReadConnection
    /// The file's schema.
    let schema: Int
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
            connection = try Self.open(path)
            schema = try Self.checkedSchema(connection, path: path)
        } catch let error as SQLiteError {
            throw IndexError(error, path: path)
        }
    }

    /// Ends the statement that another thread is running, if it is running one.
    package func interrupt() { connection.interrupt() }

    /// Runs `body` on one state of the index, whatever writers commit meanwhile.
    ///
    /// - Throws: `IndexError`, and what `body` throws.
    public func withSnapshot<Result>(_ body: (IndexSnapshot) throws -> Result) throws -> Result {
        do {
            try connection.execute("BEGIN")
            // Nothing was written: there is nothing that a failed end could lose.
            defer { try? connection.execute("COMMIT") }
            return try body(IndexSnapshot(self))
        } catch let error as SQLiteError {
            throw IndexError(error, path: path)
        }
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

    private static func open(_ path: String) throws -> ReadConnection {
        let path = DatabasePath.plain(path)
        do {
            return try openAndRead(path, SQLITE_OPEN_READONLY)
        } catch let error as SQLiteError where error.primaryCode == SQLITE_CANTOPEN && !isThere(path + "-wal") {
            // Where nothing can be written, as on read-only media, there is no place for the files that readers and
            // writers share; and no need, as there can be no writer.
            return try openAndRead(DatabasePath.immutable(path), SQLITE_OPEN_READONLY | SQLITE_OPEN_URI)
        } catch let error as SQLiteError where error.code == Self.needsRollback {
            // A first build was cut off. What it had begun is taken back by a connection that may write.
            _ = try openAndRead(path, SQLITE_OPEN_READWRITE)
            return try openAndRead(path, SQLITE_OPEN_READONLY)
        }
    }

    /// SQLITE_READONLY_ROLLBACK, a macro that Swift does not see.
    private static let needsRollback = SQLITE_READONLY | 3 << 8

    private static func isThere(_ path: String) -> Bool { access(path, F_OK) == 0 }

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
