// This folder reads FTS5's segments as they lie in its shadow tables, which costs a tenth of what FTS5's own iteration
// does. Its invariants:
//
// - `SegmentStructure` and the configuration's version say that the table is of the one form known here; any other is
//   refused before the first page is read.
// - A page is copied, with zeros behind it, before it is read: a number that a damaged page leaves unfinished ends
//   there, and every length is checked against the page's end before it is used.
// - A row is the id of an article: one beyond the last id there ever was is damage, and takes no memory.
// - All reads of one search happen inside one snapshot, so that no segment changes under a reader.

/// Reads the pages of an FTS5 table's segments.
final class LeafPages {
    /// Outlives its statements.
    private let connection: ReadConnection
    private let data: ReadStatement
    private let index: ReadStatement
    /// The greatest id that an article ever had.
    let lastArticle: UInt32
    /// Ends the search that reads.
    let isCancelled: @Sendable () -> Bool

    init(_ connection: ReadConnection, isCancelled: @escaping @Sendable () -> Bool = { false }) throws {
        self.connection = connection
        self.isCancelled = isCancelled
        let last = try connection.number("SELECT seq FROM sqlite_sequence WHERE name = 'article'")
        lastArticle = UInt32(clamping: min(last, Int(noArticle) - 1))
        data = try connection.statement("SELECT block FROM article_fts_data WHERE id = ?")
        index = try connection.statement(
            "SELECT pgno FROM article_fts_idx WHERE segid = ? AND term <= ? ORDER BY term DESC LIMIT 1")
    }

    /// Calls `body` with the bytes of a leaf page.
    func withLeaf<Result>(
        _ page: Int, of segment: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
    ) throws -> Result {
        if isCancelled() { throw CancellationError() }
        guard let result = try withBlock(SegmentRow.leaf(page, of: segment), body) else {
            throw Self.damaged("page \(page) of segment \(segment) is missing")
        }
        return result
    }

    /// The pages from `first` to `last`, to be read one after the other; `nil` when enough are being read so.
    func run(from first: Int, to last: Int, of segment: Int) throws -> PageRun? {
        guard runs < Self.mostRuns else { return nil }
        return try PageRun(
            self, connection, SegmentRow.leaf(first, of: segment)...SegmentRow.leaf(last, of: segment))
    }

    /// Each has a statement open, of some kilobytes.
    private static let mostRuns = 64
    fileprivate var runs = 0

    /// Calls `body` with a leaf node of a term's doclist index; `nil` when there is none of this number.
    func withIndexNode<Result>(
        _ page: Int, of segment: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
    ) throws -> Result? {
        try withBlock(SegmentRow.doclistIndexNode(page, height: 0, of: segment), body)
    }

    private func withBlock<Result>(
        _ row: Int64, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
    ) throws -> Result? {
        data.bind(row, at: 1)
        defer { data.reset() }
        guard try data.step() else { return nil }
        return try body(data.row.bytes(0).assumingMemoryBound(to: UInt8.self))
    }

    /// The page that holds a term if any does, and whether the last doclist that begins on it has an index.
    ///
    /// - Parameter key: the term as FTS5 keeps it.
    func leaf(for key: UnsafeBufferPointer<UInt8>, in segment: Int) throws -> (page: Int, hasIndex: Bool)? {
        index.bind(Int64(segment), at: 1)
        index.bind(key, at: 2)
        defer { index.reset() }
        guard try index.step() else { return nil }
        let value = index.row.int(0)
        return (value >> 1, value & 1 == 1)
    }

    static func damaged(_ detail: String) -> SQLiteError { .corrupt("full-text index: \(detail)") }
}

/// Reads pages one after the other: a third of what it takes to look each of them up.
final class PageRun {
    private static let query = "SELECT id, block FROM article_fts_data WHERE id BETWEEN ? AND ? ORDER BY id"

    private let pages: LeafPages
    private let connection: ReadConnection
    private let statement: ReadStatement
    private var next: Int64

    fileprivate init(_ pages: LeafPages, _ connection: ReadConnection, _ rows: ClosedRange<Int64>) throws {
        self.pages = pages
        self.connection = connection
        statement = try connection.lend(Self.query)
        next = rows.lowerBound
        statement.bind(rows.lowerBound, at: 1)
        statement.bind(rows.upperBound, at: 2)
        pages.runs += 1
    }

    deinit {
        pages.runs -= 1
        connection.takeBack(statement, Self.query)
    }

    /// Calls `body` with the next page.
    func withNext<Result>(_ body: (UnsafeBufferPointer<UInt8>) throws -> Result) throws -> Result {
        if pages.isCancelled() { throw CancellationError() }
        guard try statement.step(), statement.row.int(0) == next else {
            throw LeafPages.damaged("page \(next & 0x7FFF_FFFF) of segment \(next >> 37) is missing")
        }
        next += 1
        return try body(statement.row.bytes(1).assumingMemoryBound(to: UInt8.self))
    }
}
