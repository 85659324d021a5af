import ArticleModel
import Foundation
import GRDB
import IndexFile

/// Copies an index while it is in use, by SQLite's online backup.
public struct IndexBackup {
    /// What a backup came to.
    public struct Outcome: Sendable, Equatable {
        public var articles: Int
        /// Of the copy.
        public var bytes: Int
        public var seconds: Double
    }

    private struct Cancelled: Error {}

    private let path: String

    public init(path: String) {
        self.path = path
    }

    /// Copies the last committed state of the index to the file at `target`.
    ///
    /// The copy is written beside `target`, examined as by the quick check, and only then takes its place: whatever ends a
    /// backup early leaves an older one as it was.
    ///
    /// - Parameters:
    ///   - target: there is no file of the name, or an index.
    ///   - onProgress: gets the share that is copied, from 0 to 1.
    ///   - isCancelled: asked as often; `true` ends the backup.
    /// - Returns: `nil` when it was cancelled.
    /// - Throws: `IndexError`.
    /// - Complexity: reads the index twice and writes it once. Writers write on, but their log grows meanwhile.
    public func write(
        to target: String, onProgress: (Double) -> Void = { _ in }, isCancelled: () -> Bool = { false }
    ) throws -> Outcome? {
        let started = ContinuousClock.now
        let source = try IndexConnection(path: path, .examining)
        // A link leads to the file that is to be replaced.
        let name = target
        let target = DatabaseFiles.resolved(name)
        guard !Self.areSame(path, target) else { throw IndexError.backupOfItself(path: name) }
        // Of two backups to one file, and of a run that writes to it.
        let lock = try RunLock(index: target, waits: false, isCancelled: { false })
        defer { withExtendedLifetime(lock) {} }
        try Self.prepare(target, named: name)
        let part = target + "-partial"
        DatabaseFiles.remove(part)
        defer { DatabaseFiles.remove(part) }
        do {
            try Self.copy(source, to: part) { share in
                if isCancelled() { throw Cancelled() }
                onProgress(share)
            }
        } catch is Cancelled {
            return nil
        }
        let check = try IndexChecker(path: part).check(.quick)
        if let problem = check.problems.first { throw IndexError.corrupt(path: path, detail: problem) }
        if isCancelled() { return nil }
        try Self.rename(part, target)
        return Outcome(
            articles: check.articles,
            bytes: (try? FileManager.default.attributesOfItem(atPath: target)[.size] as? Int) ?? 0,
            seconds: (ContinuousClock.now - started) / .seconds(1))
    }

    private static func copy(
        _ source: IndexConnection, to path: String, onProgress: (Double) throws -> Void
    ) throws {
        do {
            let queue = try DatabaseQueue(path: path)
            try source.copy(to: queue, onProgress: onProgress)
            try queue.close()
        } catch let error as DatabaseError {
            throw IndexError(error, path: path)
        }
    }

    /// Makes sure that what stands at the target may go, and that nothing of it is left in a log: that would be taken for
    /// one of the new file.
    private static func prepare(_ target: String, named name: String) throws {
        guard FileManager.default.fileExists(atPath: target) else { return }
        do {
            // When the last connection to a file ends, its log is written into it and goes.
            _ = try IndexReader(path: target)
            _ = try IndexConnection(path: target, .examining)
        } catch IndexError.empty {
            return
        } catch IndexError.foreign {
            throw IndexError.backupOverForeign(path: name)
        }
    }

    private static func areSame(_ path: String, _ other: String) -> Bool {
        var first = stat()
        var second = stat()
        return stat(path, &first) == 0 && stat(other, &second) == 0 && first.identity == second.identity
    }

    private static func rename(_ part: String, _ target: String) throws(IndexError) {
        DatabaseFiles.removeLogs(target)
        let directory = open(DatabaseFiles.directory(of: target), O_RDONLY | O_CLOEXEC)
        defer { close(directory) }
        guard Foundation.rename(part, target) == 0 else {
            throw IndexError.notWritable(path: target, detail: String(cString: strerror(errno)).lowercased())
        }
        // The new name is as durable as the file then.
        fsync(directory)
    }
}
