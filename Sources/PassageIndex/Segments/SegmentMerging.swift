import GRDB
import IndexFile

/// Has FTS5 merge segments, some pages a transaction, so that neither readers nor the write lock wait for long.
///
/// A query looks every term up in every segment. Measured with a whole process a query, 13 segments instead of one
/// make no difference that could be told; a hundred would.
struct SegmentMerging {
    private let connection: IndexConnection

    /// A level with as many segments is merged into one of the next.
    static let mostPerLevel = 8
    private let pagesPerStep = BatchLimits.standard.mergedPages

    init(_ connection: IndexConnection) {
        self.connection = connection
    }

    /// Merges levels that have too many segments. Each page is so merged once for every eightfold growth of the index.
    func limitSegments(isCancelled: () -> Bool) throws {
        while !isCancelled(), try connection.read(Self.hasFullLevel) {
            guard try step(pages: pagesPerStep) else { return }
        }
    }

    /// Merges all segments into one.
    ///
    /// - Parameter onProgress: gets the share that is done, from 0 to 1.
    /// - Returns: `false` when it was cancelled; what is merged stays so.
    func mergeAll(onProgress: (Double) -> Void, isCancelled: () -> Bool) throws -> Bool {
        try connection.write { try SegmentLinker.removeEmptyLevels($0) }
        let total = try connection.read { try SegmentStructure.read($0.reading)?.leaves ?? 0 }
        // A negative number makes FTS5 put all segments on one level first.
        var isUnderWay = try step(pages: -pagesPerStep)
        var done = pagesPerStep
        while isUnderWay {
            if isCancelled() { return false }
            onProgress(min(Double(done) / Double(max(total, 1)), 1))
            isUnderWay = try step(pages: pagesPerStep)
            done += pagesPerStep
        }
        return true
    }

    /// - Returns: whether there was anything to merge.
    private func step(pages: Int) throws -> Bool {
        try connection.write { database in
            let before = database.totalChangesCount
            try database.execute(
                sql: "INSERT INTO article_fts(article_fts, rank) VALUES ('merge', ?)", arguments: [pages])
            // The command itself counts as one.
            return database.totalChangesCount - before > 1
        }
    }

    private static func hasFullLevel(_ database: Database) throws -> Bool {
        // A merge that FTS5 has begun by itself goes on with its next writes.
        try SegmentStructure.read(database.reading)?.levels.contains { $0.segments.count >= mostPerLevel } ?? false
    }
}
