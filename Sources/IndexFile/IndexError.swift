import GRDBSQLite

/// Why an index could not be opened, read or written.
public enum IndexError: Error, Sendable, Equatable {
    /// There is no file at the path.
    case missing(path: String)
    /// The file is empty: the run that was to make the index was cut off before it had anything to keep.
    case empty(path: String)
    /// The file is no SQLite database, or one that another program made.
    case foreign(path: String)
    /// The file was written by a newer Lede: its schema version and the newest this one knows.
    case newer(path: String, version: Int, known: Int)
    /// The file was written by an older Lede, in a form that is no longer read: its schema version and the oldest that
    /// is; it has to be built anew.
    case older(path: String, version: Int, oldest: Int)
    /// The file's terms were made by another analyzer; it has to be built anew.
    case otherAnalyzer(path: String, found: String, expected: String)
    /// A backup is to be written over the index itself.
    case backupOfItself(path: String)
    /// A backup is to be written over a file that is no index.
    case backupOverForeign(path: String)
    /// Another process holds SQLite's write lock.
    case busy(path: String)
    /// A run of another process, if it is known which, is writing to the index.
    case locked(path: String, process: Int32?)
    /// The file is damaged.
    case corrupt(path: String, detail: String)
    /// The file or its directory cannot be written.
    case notWritable(path: String, detail: String)
    /// The system could not read or write what it should: SQLite's extended result code, and its words.
    case storageFailed(path: String, code: Int32, message: String)
    /// Anything else that SQLite reported.
    case sqlite(path: String, code: Int32, message: String)

    /// Whether the storage failed to keep what was written, and was not kept from writing it: nobody can know then what of it
    /// there will be.
    package var isOfSync: Bool {
        guard case .storageFailed(_, let code, _) = self else { return false }
        // SQLITE_IOERR_FSYNC and SQLITE_IOERR_DIR_FSYNC, macros that Swift does not see.
        return [SQLITE_IOERR | 4 << 8, SQLITE_IOERR | 5 << 8].contains(code)
    }
}
