import GRDB
import GRDBSQLite

/// Receives every row that a full-text query matches, in row order.
public protocol MatchVisitor: AnyObject {
    /// Looks at one match; `false` ends the query.
    func visit(_ match: borrowing FTS5Match) -> Bool
}

/// The row a full-text query is at, valid during `MatchVisitor.visit`.
public struct FTS5Match: ~Copyable {
    private let interface: UnsafePointer<Fts5ExtensionApi>
    private let context: OpaquePointer?

    fileprivate init(_ interface: UnsafePointer<Fts5ExtensionApi>, _ context: OpaquePointer?) {
        self.interface = interface
        self.context = context
    }

    public var rowID: Int64 { interface.pointee.xRowid(context) }

    /// Calls `body` with column and position of each occurrence of a phrase, ascending.
    ///
    /// Phrases are numbered from 0 in the order they stand in the query expression. The position is that of the
    /// phrase's first token.
    @inline(__always)
    public func forEachOccurrence(ofPhrase phrase: Int, _ body: (_ column: Int, _ position: Int) -> Void) {
        var iterator = Fts5PhraseIter()
        var column: CInt = 0
        var position: CInt = 0
        guard
            interface.pointee.xPhraseFirst(context, CInt(phrase), &iterator, &column, &position) == SQLITE_OK
        else { return }
        while column >= 0 {
            body(Int(column), Int(position))
            interface.pointee.xPhraseNext(context, &iterator, &column, &position)
        }
    }
}

/// SQLite keeps the address of a pointer's type name, so the name has to be static; and a C callback can capture
/// nothing, so it stands by itself.
private let visitorType: StaticString = "lede-visitor"

/// The SQL function `lede_visit(article_fts, visitor)`, by which a visitor sees every match of a query: one step of
/// the statement runs through them all, and no row comes back.
enum MatchFunction {
    static func register(_ database: Database) throws {
        let interface = try FTS5Interface(database)
        let code = interface.pointer.pointee.xCreateFunction(
            interface.pointer, "lede_visit", nil,
            { extensionInterface, matchContext, result, count, values in
                guard let extensionInterface, count == 1, let value = values?[0],
                    let address = sqlite3_value_pointer(value, visitorType.cString)
                else {
                    sqlite3_result_error(result, "lede_visit takes a visitor", -1)
                    return
                }
                let box = Unmanaged<VisitorBox>.fromOpaque(address).takeUnretainedValue()
                let goesOn = box.visitor.visit(FTS5Match(extensionInterface, matchContext))
                sqlite3_result_int(result, goesOn ? 0 : 1)
            }, nil)
        guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
    }

    /// Runs `expression` over the index and shows every match to `visitor`.
    ///
    /// - Throws: `DatabaseError` for a malformed expression, a damaged index, or an interrupted query.
    static func run(_ database: Database, _ expression: String, _ visitor: any MatchVisitor) throws {
        let statement = try database.cachedStatement(
            sql: "SELECT rowid FROM article_fts WHERE article_fts MATCH ?1 AND lede_visit(article_fts, ?2) LIMIT 1")
        let box = VisitorBox(visitor)
        try withExtendedLifetime(box) {
            let handle = statement.sqliteStatement
            sqlite3_reset(handle)
            defer {
                sqlite3_reset(handle)
                sqlite3_clear_bindings(handle)
            }
            let code = expression.withCString { text in
                // Both are bound without a copy: they outlive the one step.
                sqlite3_bind_text(handle, 1, text, -1, nil)
                sqlite3_bind_pointer(
                    handle, 2, Unmanaged.passUnretained(box).toOpaque(), visitorType.cString, nil)
                return sqlite3_step(handle)
            }
            guard code == SQLITE_DONE || code == SQLITE_ROW else {
                throw DatabaseError(code, of: database)
            }
        }
    }

    private final class VisitorBox {
        let visitor: any MatchVisitor
        init(_ visitor: any MatchVisitor) { self.visitor = visitor }
    }
}
