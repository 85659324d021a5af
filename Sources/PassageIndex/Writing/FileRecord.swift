import ArticleModel
import Foundation
import GRDB
import IndexFile

/// What the index knows of an input file.
struct FileRecord {
    var id: Int64
    /// `nil` when the file was not read to its end without failures, and has to be looked at again.
    var size: Int?
    /// `nil` also when the file was read right after it was written.
    var modified: Int64?
    /// How many articles came from it.
    var articles: Int

    /// All files the index knows, by path.
    ///
    /// - Complexity: a scan of the files, and one of an index over the articles.
    static func all(_ database: Database) throws -> [ExactText: FileRecord] {
        let files = try Row.fetchCursor(database, sql: "SELECT path, id, size, modified FROM file ORDER BY id")
        let counts = try Row.fetchCursor(
            database, sql: "SELECT file, count(*) FROM article GROUP BY file ORDER BY file")
        var records: [ExactText: FileRecord] = [:]
        records.reserveCapacity(try Int.fetchOne(database, sql: "SELECT count(*) FROM file") ?? 0)
        var count = try counts.next()
        while let file = try files.next() {
            let id: Int64 = file[1]
            while let row = count, (row[0] as Int64) < id { count = try counts.next() }
            var record = FileRecord(id: id, size: file[2], modified: file[3], articles: 0)
            if let row = count, (row[0] as Int64) == id { record.articles = row[1] }
            records[ExactText(file[0])] = record
        }
        return records
    }

    /// The hash of the file's bytes when it was read; `nil` when it has to be looked at again.
    func hash(_ database: Database) throws -> [UInt8]? {
        try Data.fetchOne(database, sql: "SELECT hash FROM file WHERE id = ?", arguments: [id]).map(Array.init)
    }

    /// The id of the file at `path`, which is recorded when it is new.
    static func id(of path: String, _ database: Database) throws -> Int64 {
        if let id = try known(path, database) { return id }
        try database.cachedStatement(sql: "INSERT INTO file(path) VALUES (?)").execute(arguments: [path])
        return database.lastInsertedRowID
    }

    /// The id of the file at `path`; `nil` where it is not recorded.
    static func known(_ path: String, _ database: Database) throws -> Int64? {
        try Int64.fetchOne(database.cachedStatement(sql: "SELECT id FROM file WHERE path = ?"), arguments: [path])
    }

    /// Records how the file was when it was read; `nil`s make the next run read it again.
    static func update(
        _ id: Int64, size: Int?, modified: Int64?, hash: [UInt8]?, _ database: Database
    ) throws {
        let checksum = RowChecksum.ofFile(id, size: size, modified: modified, hash: hash)
        try database.cachedStatement(sql: "UPDATE file SET size = ?, modified = ?, hash = ?, checksum = ? WHERE id = ?")
            .execute(arguments: [size, modified, hash.map { Data($0) }, checksum, id])
    }

    /// Makes the next run read the file again, also if it is then as it was before some of its changes were made.
    static func markUnfinished(_ id: Int64, _ database: Database) throws {
        try update(id, size: nil, modified: nil, hash: nil, database)
    }

    /// Drops a file that has no more articles; else makes the next run read it again.
    static func forget(_ id: Int64, _ database: Database) throws {
        try markUnfinished(id, database)
        try IdentityTable.forgetWithdrawals(in: id, database)
        try database.execute(
            sql: "DELETE FROM file WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM article WHERE file = ?1)",
            arguments: [id])
    }
}
