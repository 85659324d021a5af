import GRDB
import GRDBSQLite
import IndexFile

// This folder is the bridge to FTS5's C interface, and the only place of the target with unsafe pointers.
//
// Invariants:
// - Every object whose address C holds is retained by the connection for as long as C can call back:
//   tokenizers and functions are registered with a destructor that releases them.
// - Pointers that C lends (texts, the extension interface, values) are used during the call alone.
// - Nothing Swift throws crosses a C frame; callbacks answer with SQLite result codes.

/// The FTS5 extension interface of one connection.
struct FTS5Interface {
    let pointer: UnsafeMutablePointer<fts5_api>

    /// - Throws: `DatabaseError` when the SQLite library was built without FTS5.
    init(_ database: Database) throws {
        var statement: OpaquePointer?
        var pointer: UnsafeMutablePointer<fts5_api>?
        let connection = database.sqliteConnection
        let code = sqlite3_prepare_v2(connection, "SELECT fts5(?1)", -1, &statement, nil)
        defer { sqlite3_finalize(statement) }
        guard code == SQLITE_OK else { throw Self.unavailable }
        withUnsafeMutablePointer(to: &pointer) { address in
            sqlite3_bind_pointer(statement, 1, address, Self.pointerType.cString, nil)
            sqlite3_step(statement)
        }
        guard let pointer else { throw Self.unavailable }
        self.pointer = pointer
    }

    private static let pointerType: StaticString = "fts5_api_ptr"

    private static let unavailable = DatabaseError(
        resultCode: .SQLITE_ERROR, message: "this SQLite library has no FTS5")

    /// Releases an object whose address was handed over with a registration.
    static let release: @convention(c) (UnsafeMutableRawPointer?) -> Void = { address in
        if let address { Unmanaged<AnyObject>.fromOpaque(address).release() }
    }
}

extension DatabaseError {
    /// What a call of SQLite's C interface answered on a connection, with the connection's own words for it.
    init(_ code: CInt, of database: Database) {
        self.init(
            resultCode: ResultCode(rawValue: code), message: String(cString: sqlite3_errmsg(database.sqliteConnection)))
    }
}

extension StaticString {
    /// The string's address, good for as long as the program runs.
    var cString: UnsafePointer<CChar> { UnsafeRawPointer(utf8Start).assumingMemoryBound(to: CChar.self) }
}
