import Articles
import Foundation
import GRDB
import IndexFile

/// Makes a damaged index sound again, from the articles that are stored in it.
///
/// What they make is written to a new file beside the index, whose pages then take the place of the index's own in one
/// transaction: so a repair that is cut off leaves the index as it was, whatever is damaged in it is touched no more, and
/// readers read on.
public struct IndexRepair {
    /// What a repair came to.
    public struct Outcome: Sendable, Equatable {
        /// What the index holds now.
        public var articles: Int
        public var passages: Int
        /// Articles that are lost, by their keys, and why.
        public var dropped: [ArticleFailure]
        /// Articles of which something besides the text is damaged, and kept so.
        public var doubtful: [ArticleFailure]

        public init(articles: Int, passages: Int, dropped: [ArticleFailure], doubtful: [ArticleFailure]) {
            self.articles = articles
            self.passages = passages
            self.dropped = dropped
            self.doubtful = doubtful
        }
    }

    private let path: String
    private let waits: Bool

    /// - Parameter waits: whether to wait while another writer is at work.
    public init(path: String, waits: Bool = false) {
        self.path = path
        self.waits = waits
    }

    /// Repairs the index. The files of articles that are dropped or doubtful are forgotten, so that the next refresh
    /// reads them again.
    ///
    /// - Parameters:
    ///   - onProgress: gets the share that is done, from 0 to 1.
    ///   - isCancelled: `true` ends the repair; the index is left as it was.
    /// - Returns: `nil` when it was cancelled.
    /// - Throws: `IndexError` when the articles cannot be read at all, or the new file cannot be written; the index is left
    ///   as it was.
    /// - Complexity: reads every article and analyses it; takes the space of the index once more, in a file beside it, and
    ///   in the write-ahead log while the pages are replaced.
    public func run(
        onProgress: (Double) -> Void = { _ in }, isCancelled: () -> Bool = { false }
    ) throws -> Outcome? {
        guard FileManager.default.fileExists(atPath: path) else { throw IndexError.missing(path: path) }
        let lock = try RunLock(index: path, waits: waits, isCancelled: isCancelled)
        defer { withExtendedLifetime(lock) {} }
        let damaged = try IndexConnection(path: path, .repairing)
        let place = place
        defer { DatabaseFiles.remove(place) }
        DatabaseFiles.remove(place)
        let pageSize = try damaged.read { try Int.fetchOne($0, sql: "PRAGMA page_size") }
        let repaired = try IndexConnection(path: place, .writing, pageSize: pageSize ?? Schema.pageSize)
        let outcome = try damaged.readSnapshot { source -> Outcome? in
            // Nobody reads the new file before it is whole, and after a crash it is made anew.
            try repaired.read { try $0.execute(sql: "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF") }
            return try repaired.write { target in
                var rebuild = try Rebuild(source, schema: damaged.schema, repaired, target)
                return try rebuild.run(onProgress: onProgress, isCancelled: isCancelled)
            }
        }
        guard let outcome, !isCancelled() else { return nil }
        try damaged.replaceContents(by: repaired)
        try damaged.allowReadersBesideWriters()
        return outcome
    }

    /// Takes away what a repair that was cut off may have left beside the index.
    ///
    /// - Throws: `IndexError.locked` while a writer is at work, which may be a repair.
    public func removeRemains() throws {
        guard FileManager.default.fileExists(atPath: place) else { return }
        let lock = try RunLock(index: path, waits: waits, isCancelled: { false })
        defer { withExtendedLifetime(lock) {} }
        DatabaseFiles.remove(place)
    }

    /// Where the new file is made.
    private var place: String { DatabaseFiles.resolved(path) + "-repair" }
}
