import Foundation
import GRDB
import IndexFile

/// A writer's connection to an index file, checked to be one.
///
/// Every failure to open, and every SQLite error of `read` and `write`, is thrown as an `IndexError`.
///
/// It may be used from any thread: all that is not constant is touched only inside the queue.
final class IndexConnection: @unchecked Sendable {
    let path: String
    /// The file's schema when it was opened; the newest, where it was opened for writing.
    let schema: Int
    let tokenizer: LedeTokenizer
    private let queue: DatabaseQueue
    /// Kept once the index has a dictionary, which never changes.
    private var dictionary: CompressionDictionary?
    private var storedText: StoredText?

    enum Access: Equatable {
        /// Makes the file where there is none.
        case writing
        case writingExisting
        /// Leaves the file's schema as it is.
        case examining
        /// As `examining`, and whatever analyzer made the file's terms; what a cut-off file still has can be read.
        case repairing
    }

    /// - Parameter pageSize: of a new file, in bytes.
    init(path: String, _ access: Access, pageSize: Int = Schema.pageSize) throws {
        self.path = path
        var isDirectory: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
        if access != .writing, !exists { throw IndexError.missing(path: path) }
        if isDirectory.boolValue { throw IndexError.foreign(path: path) }
        (queue, tokenizer, schema) = try Self.withIndexErrors(path) {
            let queue = try Self.open(path: path, access)
            let version = try queue.inDatabase { try Self.checkedVersion($0, path: path) }
            // A file without a byte is an empty database, and no index yet.
            guard version > 0 || access == .writing || access == .writingExisting else {
                throw IndexError.empty(path: path)
            }
            let tokenizer = try queue.inDatabase { try LedeTokenizer.register($0) }
            switch access {
            case .writing, .writingExisting:
                try Self.prepareForWriting(queue, path: path, version: version, pageSize: pageSize)
                try queue.inDatabase { try IndexFormat.checkAnalyzer($0.reading, path: path) }
                return (queue, tokenizer, IndexFormat.version)
            case .examining:
                try queue.inDatabase { try IndexFormat.checkAnalyzer($0.reading, path: path) }
            case .repairing: break
            }
            return (queue, tokenizer, version)
        }
    }

    /// Runs `body`, and throws what SQLite answered as what it means for an index.
    private static func withIndexErrors<Result>(_ path: String, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as DatabaseError {
            throw IndexError(error, path: path)
        } catch let error as SQLiteError {
            throw IndexError(error, path: path)
        }
    }

    func read<Result>(_ body: (Database) throws -> Result) throws -> Result {
        try Self.withIndexErrors(path) { try queue.inDatabase(body) }
    }

    /// Runs `body` on one state of the index, whatever other processes commit meanwhile.
    func readSnapshot<Result>(_ body: (Database) throws -> Result) throws -> Result {
        try inTransaction(.deferred) { database in
            // The state is that of the first read.
            _ = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema")
            return try body(database)
        }
    }

    /// Runs `body` in a transaction of its own that takes the write lock first; nothing of it stays when it throws.
    func write<Result>(_ body: (Database) throws -> Result) throws -> Result { try inTransaction(.immediate, body) }

    private func inTransaction<Result>(
        _ kind: Database.TransactionKind, _ body: (Database) throws -> Result
    ) throws -> Result {
        try read { database in
            var result: Result?
            try database.inTransaction(kind) {
                result = try body(database)
                return .commit
            }
            guard let result else { throw DatabaseError(resultCode: .SQLITE_ABORT) }
            return result
        }
    }

    /// Begins a transaction that takes the write lock, for several calls to fill one after the other.
    func beginWriting() throws -> WriteTransaction {
        try read { try $0.beginTransaction(.immediate) }
        return WriteTransaction(self)
    }

    /// Lets readers read while something is written.
    ///
    /// A new index is without it until its first articles are in: there is nothing to read yet, and what is written
    /// goes straight to its place instead of through a log.
    func allowReadersBesideWriters() throws {
        try read { try $0.execute(sql: "PRAGMA journal_mode = WAL") }
    }

    /// The index's dictionary; `nil` while it has none. To be called inside `read` or `write`.
    func compressionDictionary(_ database: Database) throws -> CompressionDictionary? {
        if dictionary == nil {
            dictionary = try CompressionDictionary.read(database.reading)
            // What was made without it cannot read what is written with it.
            storedText = nil
        }
        return dictionary
    }

    /// Copies the state that the index is in to another file, whatever other processes commit meanwhile.
    ///
    /// - Parameter onProgress: gets the share that is done, from 0 to 1; what it throws ends the copying.
    func copy(to target: DatabaseQueue, onProgress: (Double) throws -> Void) throws {
        // The closure is called only before this function returns.
        try withoutActuallyEscaping(onProgress) { onProgress in
            try readSnapshot { source in
                try target.inDatabase { target in
                    try source.backup(to: target, pagesPerStep: Self.pagesPerStep) { progress in
                        try onProgress(Double(progress.completedPageCount) / Double(max(progress.totalPageCount, 1)))
                    }
                }
            }
        }
    }

    /// Some 8 MB.
    private static let pagesPerStep: CInt = 256

    /// Puts all that another index holds in the place of what this one holds, in one transaction; pages of both have one
    /// size.
    func replaceContents(by other: IndexConnection) throws {
        try other.read { source in try read { try source.backup(to: $0) } }
    }

    /// Forgets the dictionary, which may have gone with a transaction.
    fileprivate func forgetTexts() {
        queue.inDatabase { _ in
            dictionary = nil
            storedText = nil
        }
    }

    /// Reads the texts of the index. To be called inside `read` or `write`.
    func storedText(_ database: Database) throws -> StoredText {
        if let storedText, dictionary != nil { return storedText }
        let text = StoredText(try compressionDictionary(database))
        storedText = text
        return text
    }

    // MARK: - Opening

    /// How long a writer waits for another one to finish a transaction, in seconds.
    private static let patience: Double = 10

    /// Pages SQLite keeps in memory, in bytes. A writer mostly appends, and its memory is needed elsewhere; nor does it
    /// map pages, which would count as its memory, too.
    private static let cacheBytes = 8 << 20

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(patience)
        configuration.label = "lede"
        configuration.prepareDatabase { database in
            // The file is trusted as far as its text goes, not to run functions of its own.
            try database.execute(sql: "PRAGMA trusted_schema = OFF")
            try database.execute(sql: "PRAGMA cache_size = -\(cacheBytes >> 10)")
        }
        // A write transaction may stay open between the calls that fill it.
        configuration.allowsUnsafeTransactions = true
        return configuration
    }

    /// Opens the file, and reads from it, as SQLite does not look at it before.
    private static func open(path: String, _ access: Access) throws -> DatabaseQueue {
        let queue = try DatabaseQueue(path: DatabasePath.plain(path), configuration: configuration)
        if access == .repairing { try queue.inDatabase { try $0.execute(sql: "PRAGMA writable_schema = ON") } }
        try queue.inDatabase { _ = try Int.fetchOne($0, sql: "PRAGMA user_version") }
        return queue
    }

    /// The schema version of the file; 0 for an empty one.
    private static func checkedVersion(_ database: Database, path: String) throws -> Int {
        let applicationID = try Int32.fetchOne(database, sql: "PRAGMA application_id") ?? 0
        let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        guard applicationID == IndexFormat.applicationID else {
            let tables = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
            if tables == 0, applicationID == 0, version == 0 { return 0 }
            throw IndexError.foreign(path: path)
        }
        try IndexFormat.check(version: version, path: path)
        return version
    }

    private static func prepareForWriting(_ queue: DatabaseQueue, path: String, version: Int, pageSize: Int) throws {
        try queue.inDatabase { database in
            if version == 0 {
                // Articles fill large pages better; it has to be said before the first one is written.
                try database.execute(sql: "PRAGMA page_size = \(pageSize)")
            } else {
                try database.execute(sql: "PRAGMA journal_mode = WAL")
            }
            // A batch is on the disk when it is done, also where readers keep the log from being written into the index.
            // Batches are large: a sync of each is nothing beside it.
            try database.execute(sql: "PRAGMA synchronous = FULL")
        }
        guard version < IndexFormat.version else { return }
        try queue.inDatabase { database in
            try database.inTransaction(.immediate) {
                // Another process may have done it since.
                try Schema.migrate(database, from: try Self.checkedVersion(database, path: path))
                return .commit
            }
        }
    }
}

/// A transaction under way, which several calls fill; it holds the write lock until its end.
///
/// It must be ended by `commit` or `rollBack` before anything else writes by the same connection.
struct WriteTransaction {
    private let connection: IndexConnection

    fileprivate init(_ connection: IndexConnection) {
        self.connection = connection
    }

    /// Runs a part of the transaction; when it throws, the transaction has to be rolled back.
    func run<Result>(_ body: (Database) throws -> Result) throws -> Result {
        try connection.read(body)
    }

    func commit() throws {
        try connection.read { try $0.commit() }
    }

    /// Takes back all of it. SQLite may have done so already, because of the error that is the reason.
    func rollBack() {
        try? connection.read { if $0.isInsideTransaction { try $0.rollback() } }
        // After a failed write SQLite leaves it to whoever reads next to put back what was there.
        try? connection.read { _ = try Int.fetchOne($0, sql: "SELECT count(*) FROM sqlite_schema") }
        connection.forgetTexts()
    }
}

extension IndexError {
    /// What an SQLite error means for an index.
    init(_ error: DatabaseError, path: String) {
        let message = error.message ?? error.resultCode.description
        self.init(SQLiteError(code: error.extendedResultCode.rawValue, message: message), path: path)
    }
}

extension StoredText {
    /// A body from its zstd frame.
    func body(_ frame: Data) throws -> String { try frame.withUnsafeBytes { try body($0) } }
}

extension Database {
    /// The connection, for the part of Lede that reads without GRDB.
    var reading: ReadConnection {
        // GRDB opens every database that it hands out.
        guard let handle = sqliteConnection else { preconditionFailure("a closed database") }
        return ReadConnection(borrowing: handle)
    }
}
