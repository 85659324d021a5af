import Foundation

/// The files that SQLite keeps for a database: its own, and the logs beside it.
enum DatabaseFiles {
    private static let logs = ["-wal", "-shm", "-journal"]

    /// Removes what there is of the database at `path`, which nobody has open.
    static func remove(_ path: String) {
        unlink(path)
        removeLogs(path)
    }

    /// Removes logs that would be taken for those of another file of this name.
    static func removeLogs(_ path: String) {
        for suffix in logs { unlink(path + suffix) }
    }
}
