import Foundation
import GRDB
import TestSupport

@testable import IndexFile
@testable import PassageIndex

/// An FTS5 table of two columns that was filled by a `SegmentEncoder`.
///
/// Every connection is a new one, so that FTS5 has read nothing before.
final class SegmentTable {
    private let directory: TemporaryDirectory

    init(_ model: DocumentModel, pageSize: Int) throws {
        directory = try TemporaryDirectory()
        try withConnection { database in
            try database.execute(
                sql: """
                    CREATE VIRTUAL TABLE t USING fts5(a, b, content='', tokenize='ascii');
                    INSERT INTO t(t, rank) VALUES ('pgsz', \(pageSize));
                    """)
        }
        try withConnection { database in
            try database.inTransaction {
                try Self.link(model, pageSize, database)
                return .commit
            }
        }
    }

    func withConnection<Result>(_ body: (Database) throws -> Result) throws -> Result {
        let queue = try DatabaseQueue(path: directory.file("table.sqlite"))
        defer { try? queue.close() }
        return try queue.inDatabase(body)
    }

    private static func link(_ model: DocumentModel, _ pageSize: Int, _ database: Database) throws {
        var encoder = SegmentEncoder(Sink(database: database), pageSize: pageSize)
        for (term, rows) in model.lists {
            try term.withUnsafeBufferPointer { try encoder.begin($0) }
            for (row, positions) in rows {
                try positions.withUnsafeBufferPointer { try encoder.append(row: row, positions: $0) }
            }
        }
        let leaves = try encoder.finish()
        var structure = try record(SegmentStructure.row, database).flatMap(SegmentStructure.init)
        if leaves > 0 {
            structure?.add(SegmentStructure.Segment(id: Sink.segment, firstLeaf: 1, lastLeaf: leaves))
        }
        var averages = SegmentAverages([], columns: 2)
        averages?.rows = UInt64(model.documents.count)
        for (row, columns) in model.documents {
            var sizes: [UInt8] = []
            for (column, words) in columns.enumerated() {
                averages?.tokens[column] += UInt64(words.count)
                sizes.appendVarint(UInt64(words.count))
            }
            try database.execute(sql: "INSERT INTO t_docsize VALUES (?, ?)", arguments: [row, Data(sizes)])
        }
        try write(structure?.encoded ?? [], SegmentStructure.row, database)
        try write(averages?.encoded ?? [], SegmentAverages.row, database)
    }

    private static func record(_ row: Int64, _ database: Database) throws -> [UInt8]? {
        try Data.fetchOne(database, sql: "SELECT block FROM t_data WHERE id = ?", arguments: [row]).map(Array.init)
    }

    private static func write(_ record: [UInt8], _ row: Int64, _ database: Database) throws {
        try database.execute(sql: "REPLACE INTO t_data VALUES (?, ?)", arguments: [row, Data(record)])
    }

    private struct Sink: SegmentSink {
        static let segment = 1
        let database: Database

        private func write(_ bytes: UnsafeBufferPointer<UInt8>, row: Int64) throws {
            try database.cachedStatement(sql: "INSERT INTO t_data VALUES (?, ?)")
                .execute(arguments: [Int64(Self.segment) << 37 | row, Data(bytes)])
        }

        func finish() {}

        func write(leaf page: Int, _ bytes: UnsafeBufferPointer<UInt8>) throws {
            try write(bytes, row: Int64(page))
        }

        func write(doclistIndexNode page: Int, height: Int, _ bytes: UnsafeBufferPointer<UInt8>) throws {
            try write(bytes, row: 1 << 36 | Int64(height) << 31 | Int64(page))
        }

        func write(separator term: UnsafeBufferPointer<UInt8>, page: Int, hasDoclistIndex: Bool) throws {
            try database.execute(
                sql: "INSERT INTO t_idx VALUES (?, ?, ?)",
                arguments: [Self.segment, Data(term), page << 1 | (hasDoclistIndex ? 1 : 0)])
        }
    }
}

// MARK: - Asking FTS5

extension SegmentTable {
    /// The greatest height of a doclist index; `nil` where there is none.
    func doclistIndexHeight() throws -> Int? {
        try withConnection { database in
            try Int.fetchOne(database, sql: "SELECT max(id >> 31 & 31) FROM t_data WHERE id >> 36 & 1")
        }
    }

    func instances() throws -> Set<DocumentModel.Instance> {
        try withConnection { database in
            try database.execute(sql: "CREATE VIRTUAL TABLE temp.v USING fts5vocab(main, t, instance)")
            var instances: Set<DocumentModel.Instance> = []
            var count = 0
            let rows = try Row.fetchCursor(database, sql: "SELECT term, doc, col = 'b', offset FROM v")
            while let row = try rows.next() {
                instances.insert(.init(term: row[0], row: row[1], column: row[2], offset: row[3]))
                count += 1
            }
            // A set would hide what stands twice.
            return count == instances.count ? instances : []
        }
    }

    /// The rows that match, read upwards; `nil` when they are not the same read downwards.
    func rows(_ expression: String) throws -> [Int64]? {
        try withConnection { database in
            func rows(_ order: String) throws -> [Int64] {
                try Int64.fetchAll(
                    database, sql: "SELECT rowid FROM t WHERE t MATCH ? ORDER BY rowid \(order)",
                    arguments: [expression])
            }
            let up = try rows("ASC")
            return try up == rows("DESC").reversed() ? up : nil
        }
    }

    func run(_ command: String) throws {
        try withConnection { try $0.execute(sql: "INSERT INTO t(t) VALUES (?)", arguments: [command]) }
    }

    func insert(_ documents: [Int64: [[String]]]) throws {
        try change("INSERT INTO t(rowid, a, b) VALUES (?, ?, ?)", documents)
    }

    func delete(_ documents: [Int64: [[String]]]) throws {
        try change("INSERT INTO t(t, rowid, a, b) VALUES ('delete', ?, ?, ?)", documents)
    }

    private func change(_ sql: String, _ documents: [Int64: [[String]]]) throws {
        try withConnection { database in
            try database.inTransaction {
                for (row, columns) in documents {
                    try database.cachedStatement(sql: sql).execute(
                        arguments: [row, columns[0].joined(separator: " "), columns[1].joined(separator: " ")])
                }
                return .commit
            }
        }
    }
}
