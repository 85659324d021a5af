import GRDBSQLite

/// What SQLite answered where it could not do what it was asked.
package struct SQLiteError: Error, CustomStringConvertible {
    /// The extended result code.
    package let code: CInt
    package let message: String

    package init(code: CInt, message: String) {
        self.code = code
        self.message = message
    }

    /// The result code without its extension.
    package var primaryCode: CInt { code & 0xFF }

    /// Whether the file is damaged.
    package var isCorruption: Bool { primaryCode == SQLITE_CORRUPT }

    package static func corrupt(_ detail: String) -> SQLiteError { SQLiteError(code: SQLITE_CORRUPT, message: detail) }

    package var description: String { "SQLite error \(code): \(message)" }
}

/// A connection to an SQLite file, to read from it. Starting one costs what SQLite takes and nothing more: queries from
/// the shell are a process each.
///
/// Not to be shared between threads, but for `interrupt`.
package final class ReadConnection {
    package let handle: OpaquePointer
    private let isOwner: Bool
    private var statements: [String: ReadStatement] = [:]
    /// Statements of which several are in use at a time, while they are not.
    private var idle: [String: [ReadStatement]] = [:]

    /// Opens the file at `path`, or the one that a `file:` URI names.
    ///
    /// - Throws: `SQLiteError`.
    package init(path: String, flags: CInt) throws {
        var handle: OpaquePointer?
        let code = sqlite3_open_v2(path, &handle, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
        guard let handle else { throw SQLiteError(code: SQLITE_NOMEM, message: "out of memory") }
        self.handle = handle
        isOwner = true
        guard code == SQLITE_OK else { throw lastError }
    }

    /// Reads by a connection that belongs to somebody else, who outlives this.
    package init(borrowing handle: OpaquePointer) {
        self.handle = handle
        isOwner = false
    }

    deinit {
        statements.removeAll()
        idle.removeAll()
        if isOwner { sqlite3_close_v2(handle) }
    }

    /// What SQLite says of its last call.
    var lastError: SQLiteError {
        SQLiteError(code: sqlite3_extended_errcode(handle), message: String(cString: sqlite3_errmsg(handle)))
    }

    /// Runs statements that give no rows.
    package func execute(_ sql: String) throws {
        let code = sqlite3_exec(handle, sql, nil, nil, nil)
        guard code == SQLITE_OK else { throw lastError }
    }

    /// Ends the statement that another thread is running, if it is running one.
    package func interrupt() { sqlite3_interrupt(handle) }

    /// A statement that is prepared once. It must not be asked for again while it is in use.
    package func statement(_ sql: String) throws -> ReadStatement {
        if let statement = statements[sql] { return statement }
        let statement = try ReadStatement(sql, self)
        statements[sql] = statement
        return statement
    }

    /// A statement that nobody else has until it is given back.
    func lend(_ sql: String) throws -> ReadStatement {
        try idle[sql]?.popLast() ?? ReadStatement(sql, self)
    }

    func takeBack(_ statement: ReadStatement, _ sql: String) {
        statement.reset()
        idle[sql, default: []].append(statement)
    }

    /// The values that `body` makes of each row of a query.
    package func all<Value>(
        _ sql: String, _ arguments: [SQLiteValue] = [], _ body: (borrowing SQLiteRow) throws -> Value
    ) throws -> [Value] {
        var values: [Value] = []
        try statement(sql).forEachRow(arguments) { row in
            values.append(try body(row))
            return true
        }
        return values
    }

    /// The value that `body` makes of the first row of a query; `nil` when there is none.
    package func first<Value>(
        _ sql: String, _ arguments: [SQLiteValue] = [], _ body: (borrowing SQLiteRow) throws -> Value
    ) throws -> Value? {
        var value: Value?
        try statement(sql).forEachRow(arguments) { row in
            value = try body(row)
            return false
        }
        return value
    }

    /// The number in the first column of the first row; 0 when there is none.
    package func number(_ sql: String, _ arguments: [SQLiteValue] = []) throws -> Int {
        try first(sql, arguments) { $0.int(0) } ?? 0
    }

    /// The text in the first column of the first row; `nil` when there is none.
    package func text(_ sql: String, _ arguments: [SQLiteValue] = []) throws -> String? {
        try first(sql, arguments) { $0.text(0) } ?? nil
    }
}

/// A value to bind.
package enum SQLiteValue {
    case int(Int)
    case text(String)
}

/// A prepared statement.
package final class ReadStatement {
    private let handle: OpaquePointer
    private unowned let connection: ReadConnection

    fileprivate init(_ sql: String, _ connection: ReadConnection) throws {
        self.connection = connection
        var handle: OpaquePointer?
        let code = sqlite3_prepare_v2(connection.handle, sql, -1, &handle, nil)
        guard code == SQLITE_OK, let handle else { throw connection.lastError }
        self.handle = handle
    }

    deinit { sqlite3_finalize(handle) }

    /// Runs the statement, and calls `body` with each row until it returns `false`.
    package func forEachRow(
        _ arguments: [SQLiteValue] = [], _ body: (borrowing SQLiteRow) throws -> Bool
    ) throws {
        defer { reset() }
        for (index, argument) in arguments.enumerated() {
            switch argument {
            case .int(let number): bind(Int64(number), at: index + 1)
            case .text(let text): sqlite3_bind_text(handle, CInt(index + 1), text, -1, Self.transient)
            }
        }
        while try step() {
            guard try body(SQLiteRow(handle)) else { return }
        }
    }

    /// SQLite's sign for values that it has to copy.
    private static let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    // MARK: - Step by step

    func bind(_ number: Int64, at index: Int) { sqlite3_bind_int64(handle, CInt(index), number) }

    /// Binds bytes where they lie: they must stay there until `reset`.
    func bind(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) {
        sqlite3_bind_blob(handle, CInt(index), bytes.baseAddress, CInt(bytes.count), nil)
    }

    /// Goes to the next row; `false` behind the last.
    func step() throws -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw connection.lastError
        }
    }

    var row: SQLiteRow { SQLiteRow(handle) }

    func reset() {
        sqlite3_reset(handle)
        sqlite3_clear_bindings(handle)
    }
}

/// The row a statement is at, valid until its next step.
package struct SQLiteRow: ~Copyable {
    private let handle: OpaquePointer

    fileprivate init(_ handle: OpaquePointer) {
        self.handle = handle
    }

    /// SQLite's code of the value's type.
    package func type(_ column: Int) -> CInt { sqlite3_column_type(handle, CInt(column)) }

    package func int(_ column: Int) -> Int { Int(sqlite3_column_int64(handle, CInt(column))) }

    package func text(_ column: Int) -> String? {
        guard let text = sqlite3_column_text(handle, CInt(column)) else { return nil }
        let count = Int(sqlite3_column_bytes(handle, CInt(column)))
        return String(decoding: UnsafeBufferPointer(start: text, count: count), as: UTF8.self)
    }

    /// The bytes where SQLite keeps them.
    package func bytes(_ column: Int) -> UnsafeRawBufferPointer {
        let start = sqlite3_column_blob(handle, CInt(column))
        return UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, CInt(column))))
    }
}
