import ArticleModel
import Foundation
import IndexFile

/// The files that SQLite keeps for a database: its own, and the logs beside it.
enum DatabaseFiles {
    private static let logs = ["-wal", "-shm", "-journal"]

    /// The name of the file that symbolic links lead to from `path`: in whatever directory they lie, those above are left as
    /// they are, as a relative path reaches files where no absolute one can be written.
    static func resolved(_ path: String) -> String {
        // As many as the system follows.
        var resolved = path
        for _ in 0..<40 {
            var target = [CChar](repeating: 0, count: Int(PATH_MAX))
            let count = readlink(resolved, &target, target.count)
            guard count >= 0 else { break }
            let name = PathText.text(of: target[..<count].map { UInt8(bitPattern: $0) })
            resolved = AbsolutePath.isAbsolute(name) ? name : directory(of: resolved) + "/" + name
        }
        return DatabasePath.plain(resolved)
    }

    /// The directory that the file of a resolved path lies in.
    static func directory(of path: String) -> String {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

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
