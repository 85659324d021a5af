/// Why an index could not be opened, read or written.
public enum IndexError: Error, Sendable, Equatable {
    /// There is no file at the path.
    case missing(path: String)
    /// The file is no SQLite database, or one that another program made.
    case foreign(path: String)
    /// The file was written by a newer Lede: its schema version and the newest this one knows.
    case newer(path: String, version: Int, known: Int)
    /// The file's terms were made by another analyzer; it has to be built anew.
    case otherAnalyzer(path: String, found: String, expected: String)
    /// Another process holds the write lock.
    case busy(path: String)
    /// The file is damaged.
    case corrupt(path: String, detail: String)
    /// The file or its directory cannot be written.
    case notWritable(path: String, detail: String)
    /// Anything else that SQLite reported.
    case sqlite(path: String, code: Int32, message: String)
}
