import Foundation
import GRDB

/// What the index knows of an input file.
struct FileRecord {
    var id: Int64
    /// `nil` when the file was not read to its end without failures, and has to be looked at again.
    var size: Int?
    var modified: Int64?
    var hash: [UInt8]?

    /// All files the index knows, by path: one scan.
    static func all(_ database: Database) throws -> [String: FileRecord] {
        var records: [String: FileRecord] = [:]
        let rows = try Row.fetchCursor(database, sql: "SELECT path, id, size, modified, hash FROM file")
        while let row = try rows.next() {
            records[row["path"]] = FileRecord(
                id: row["id"], size: row["size"], modified: row["modified"],
                hash: (row["hash"] as Data?).map(Array.init))
        }
        return records
    }

    /// How many articles came from each file.
    static func articleCounts(_ database: Database) throws -> [Int64: Int] {
        var counts: [Int64: Int] = [:]
        let rows = try Row.fetchCursor(database, sql: "SELECT file, count(*) FROM article GROUP BY file")
        while let row = try rows.next() { counts[row[0]] = row[1] }
        return counts
    }

    /// The id of the file at `path`, which is recorded when it is new.
    static func id(of path: String, _ database: Database) throws -> Int64 {
        if let id = try Int64.fetchOne(
            database.cachedStatement(sql: "SELECT id FROM file WHERE path = ?"), arguments: [path])
        {
            return id
        }
        try database.execute(sql: "INSERT INTO file(path) VALUES (?)", arguments: [path])
        return database.lastInsertedRowID
    }

    /// Records how the file was when it was read; `nil`s make the next run read it again.
    static func update(
        _ id: Int64, size: Int?, modified: Int64?, hash: [UInt8]?, _ database: Database
    ) throws {
        try database.cachedStatement(sql: "UPDATE file SET size = ?, modified = ?, hash = ? WHERE id = ?")
            .execute(arguments: [size, modified, hash.map { Data($0) }, id])
    }

    /// Drops a file that has no more articles; else makes the next run read it again.
    static func forget(_ id: Int64, _ database: Database) throws {
        try update(id, size: nil, modified: nil, hash: nil, database)
        try database.execute(
            sql: "DELETE FROM file WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM article WHERE file = ?1)",
            arguments: [id])
    }
}
