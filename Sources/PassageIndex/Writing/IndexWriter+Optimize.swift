import GRDB
import IndexFile

/// What `IndexWriter.optimize` did.
public struct Optimization: Sendable, Equatable {
    /// Segments of the full-text table before and after.
    public var segmentsBefore: Int
    public var segmentsAfter: Int
    /// Bytes of the full-text table's pages.
    public var bytes: Int
    public var seconds: Double
    /// Whether it was stopped before its end; what it had merged is kept.
    public var interrupted: Bool
}

extension IndexWriter {
    /// Merges the full-text table's segments into one. Readers read on meanwhile, and each step is a transaction of
    /// its own.
    ///
    /// - Parameter onProgress: gets the share that is done, from 0 to 1, after every step.
    /// - Throws: `IndexError`; what was merged before stays so.
    /// - Complexity: reads and writes the full-text table once; the space of the old segments is used again.
    public func optimize(
        onProgress: (Double) -> Void = { _ in }, isCancelled: () -> Bool = { false }
    ) throws -> Optimization {
        try whileLocked(isCancelled: isCancelled) {
            let started = ContinuousClock.now
            let before = try connection.read(Self.segmentCount)
            let isComplete = try SegmentMerging(connection).mergeAll(onProgress: onProgress, isCancelled: isCancelled)
            return Optimization(
                segmentsBefore: before, segmentsAfter: try connection.read(Self.segmentCount),
                bytes: try connection.read {
                    try Int.fetchOne($0, sql: "SELECT sum(length(block)) FROM article_fts_data") ?? 0
                },
                seconds: (ContinuousClock.now - started) / .seconds(1), interrupted: !isComplete)
        }
    }

    private static func segmentCount(_ database: Database) throws -> Int {
        try SegmentStructure.read(database.reading)?.segments.count ?? 0
    }
}
