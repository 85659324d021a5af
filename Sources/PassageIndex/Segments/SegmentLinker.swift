import Foundation
import GRDB
import GRDBSQLite
import IndexFile

/// Puts a segment that was made outside of FTS5 into the table `article_fts`, inside the caller's transaction.
struct SegmentLinker {
    /// Why a segment cannot be linked; the articles have to go in through FTS5 itself.
    enum Obstacle: Error, Equatable, Sendable {
        case configurationVersion(Int)
        case unknownStructure
        case tooManySegments

        var reason: String {
            switch self {
            case .configurationVersion(let version): "the full-text table has format version \(version), not 4"
            case .unknownStructure: "the full-text table's structure record is of an unknown form"
            case .tooManySegments: "the full-text table has too many segments"
            }
        }
    }

    private let database: Database
    private let pageSize: Int

    /// - Throws: `Obstacle` when the table is not of the one form known here.
    init(_ database: Database) throws {
        self.database = database
        func setting(_ name: String) throws -> Int? {
            try Int.fetchOne(database, sql: "SELECT v FROM article_fts_config WHERE k = ?", arguments: [name])
        }
        let version = try setting("version") ?? 0
        guard version == SegmentStructure.knownVersion else { throw Obstacle.configurationVersion(version) }
        // FTS5's own default.
        pageSize = try setting("pgsz") ?? 4050
        guard try structure().unusedID != nil else { throw Obstacle.tooManySegments }
        _ = try averages()
    }

    /// Writes the postings of the runs as one segment, and counts their rows and tokens.
    ///
    /// - Parameters:
    ///   - base: what is added to the runs' rows.
    ///   - rows: how many rows they have, whose ids no segment has ever held.
    ///   - tokens: positions in each column, in the table's order.
    ///   - threads: with two, one encodes while the caller's writes.
    /// - Throws: `Obstacle`, or `DatabaseError` when the table does not hold afterwards what was written.
    func link(
        _ runs: [PostingsRun], base: Int64, rows: Int, tokens: [Int], threads: Int
    ) throws {
        try Self.makeFTS5Forget(database)
        var structure = try structure()
        var averages = try averages()
        guard let id = structure.unusedID else { throw Obstacle.tooManySegments }

        let tables = try ShadowTables(database, segment: id)
        var termCounts = try TermCountWriter(database)
        let (leaves, counts) = try Self.write(
            SegmentMerge(runs, counting: termCounts.recorded), base: base, pageSize: pageSize, to: tables,
            threads: threads)
        if leaves > 0 { structure.add(SegmentStructure.Segment(id: id, firstLeaf: 1, lastLeaf: leaves)) }
        averages.rows += UInt64(rows)
        for (column, count) in tokens.enumerated() { averages.tokens[column] += UInt64(count) }
        try Self.write(structure.encoded, SegmentStructure.row, database)
        try Self.write(averages.encoded, SegmentAverages.row, database)
        try verify(structure, averages, segment: id, leaves: leaves)
        try termCounts.add(counts, PostingsIndex(database.reading))
        try termCounts.write(database)
    }

    /// Merges and writes the postings; returns the number of leaves, and the terms that were counted.
    private static func write(
        _ merge: SegmentMerge, base: Int64, pageSize: Int, to shadowTables: ShadowTables, threads: Int
    ) throws -> (leaves: Int, counts: [TermCount]) {
        guard threads > 1 else { return try encode(merge, base: base, pageSize: pageSize, to: shadowTables) }
        var tables = shadowTables
        let pipe = RecordPipe()
        // Nobody else touches the workers' postings until the segment is linked.
        nonisolated(unsafe) let merge = merge
        let encoding = Background {
            defer { pipe.end() }
            return try encode(merge, base: base, pageSize: pageSize, to: PipeSink(pipe))
        }
        do {
            while let batch = pipe.next() { try batch.write(to: &tables) }
        } catch {
            pipe.close()
            _ = try? encoding.value()
            throw error
        }
        return try encoding.value()
    }

    private static func encode<Sink: SegmentSink>(
        _ merge: SegmentMerge, base: Int64, pageSize: Int, to sink: Sink
    ) throws -> (leaves: Int, counts: [TermCount]) {
        var encoder = SegmentEncoder(sink, pageSize: pageSize)
        var merge = merge
        try merge.write(to: &encoder, base: base)
        return (try encoder.finish(), merge.counts)
    }

    /// Makes FTS5 write what it holds back, and forget the structure record it has read.
    private static func makeFTS5Forget(_ database: Database) throws {
        // A merge of nothing makes the table part of the transaction; a savepoint makes it write, and going back to
        // that makes it forget.
        try database.execute(
            sql: """
                INSERT INTO article_fts(article_fts, rank) VALUES ('merge', 0);
                SAVEPOINT forget;
                ROLLBACK TO forget;
                RELEASE forget;
                """)
    }

    /// Removes levels without segments from the table's record, if they have become many.
    static func removeEmptyLevels(_ database: Database) throws {
        guard var structure = try SegmentStructure.read(database.reading), structure.levels.count > mostLevels else {
            return
        }
        try makeFTS5Forget(database)
        // It may have written what it held back.
        structure = try SegmentStructure.read(database.reading) ?? structure
        if structure.removeEmptyLevels() { try write(structure.encoded, SegmentStructure.row, database) }
    }

    /// More than merges of four segments into one make of any index.
    private static let mostLevels = 16

    // MARK: - Records

    private func structure() throws -> SegmentStructure {
        guard let structure = try SegmentStructure.read(database.reading) else { throw Obstacle.unknownStructure }
        return structure
    }

    private func averages() throws -> SegmentAverages {
        guard let averages = try SegmentAverages.read(database.reading, columns: ArticleField.allCases.count) else {
            throw Obstacle.unknownStructure
        }
        return averages
    }

    private static func write(_ record: [UInt8], _ row: Int64, _ database: Database) throws {
        try database.execute(
            sql: "REPLACE INTO article_fts_data(id, block) VALUES (?, ?)", arguments: [row, Data(record)])
    }

    /// What can be seen at little cost: that all pages are there, and as many rows as the averages say. `check` reads
    /// everything.
    private func verify(
        _ structure: SegmentStructure, _ averages: SegmentAverages, segment: Int, leaves: Int
    ) throws {
        let first = SegmentRow.leaf(1, of: segment)
        let pages = try Int.fetchOne(
            database, sql: "SELECT count(*) FROM article_fts_data WHERE id BETWEEN ? AND ?",
            arguments: [first, first + Int64(leaves) - 1])
        let rows = try Int.fetchOne(database, sql: "SELECT count(*) FROM article_fts_docsize")
        guard pages == leaves, rows == Int(averages.rows), try self.structure() == structure,
            try self.averages() == averages
        else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a linked segment is not as it was written")
        }
    }
}

/// FTS5's tables for one segment.
private struct ShadowTables: SegmentSink {
    private let segment: Int
    private let data: Statement
    private let index: Statement
    private let database: Database

    init(_ database: Database, segment: Int) throws {
        self.database = database
        self.segment = segment
        data = try database.cachedStatement(sql: "INSERT INTO article_fts_data(id, block) VALUES (?, ?)")
        index = try database.cachedStatement(
            sql: "INSERT INTO article_fts_idx(segid, term, pgno) VALUES (\(segment), ?, ?)")
    }

    func write(leaf page: Int, _ bytes: UnsafeBufferPointer<UInt8>) throws {
        try write(bytes, row: SegmentRow.leaf(page, of: segment))
    }

    func write(doclistIndexNode page: Int, height: Int, _ bytes: UnsafeBufferPointer<UInt8>) throws {
        try write(bytes, row: SegmentRow.doclistIndexNode(page, height: height, of: segment))
    }

    func write(separator term: UnsafeBufferPointer<UInt8>, page: Int, hasDoclistIndex: Bool) throws {
        try index.execute(arguments: [Data(term), page << 1 | (hasDoclistIndex ? 1 : 0)])
    }

    func finish() {}

    /// Binds the bytes where they lie: SQLite needs them only during the step.
    private func write(_ bytes: UnsafeBufferPointer<UInt8>, row: Int64) throws {
        let handle = data.sqliteStatement
        sqlite3_reset(handle)
        sqlite3_bind_int64(handle, 1, row)
        sqlite3_bind_blob(handle, 2, bytes.baseAddress, CInt(bytes.count), nil)
        let code = sqlite3_step(handle)
        sqlite3_reset(handle)
        sqlite3_clear_bindings(handle)
        guard code == SQLITE_DONE else {
            throw DatabaseError(code, of: database)
        }
    }
}
