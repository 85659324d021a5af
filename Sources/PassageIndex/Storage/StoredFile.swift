import GRDBSQLite
import IndexFile

/// What the table `file` holds of an input file.
struct StoredFile {
    var id: Int64
    var path: String
    var size: Int?
    var modified: Int64?
    var hash: [UInt8]?
    /// As it was stored with the row; `nil` where there was none yet.
    var storedChecksum: Int64?

    /// Whether the row is as it was written, as far as that can be told.
    var isIntact: Bool {
        guard let storedChecksum else { return true }
        return storedChecksum == RowChecksum.ofFile(id, size: size, modified: modified, hash: hash)
    }

    /// All files of an index of any schema.
    static func all(_ connection: ReadConnection, schema: Int) throws -> [StoredFile] {
        let checksum = schema >= RowChecksum.firstVersion ? "checksum" : "NULL"
        return try connection.all("SELECT id, path, size, modified, hash, \(checksum) FROM file") { row in
            func number(_ column: Int, _ row: borrowing SQLiteRow) -> Int? {
                row.type(column) == SQLITE_NULL ? nil : row.int(column)
            }
            return StoredFile(
                id: Int64(row.int(0)), path: row.text(1) ?? "", size: number(2, row),
                modified: number(3, row).map(Int64.init),
                hash: row.type(4) == SQLITE_NULL ? nil : Array(row.bytes(4)),
                storedChecksum: number(5, row).map(Int64.init))
        }
    }
}
