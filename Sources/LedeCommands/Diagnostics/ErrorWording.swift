import ArticleModel
import IndexFile

/// The words for everything that can go wrong below: one line, `path: what happened; what to do`.
package enum ErrorWording {
    package static func line(for error: any Error, index: IndexLocation) -> String {
        switch error {
        case let error as IndexError: line(for: error, index: index)
        case let error as ArticleFailure: line(for: error)
        case let error as OutputError: "standard output: \(error.reason)"
        case let error as UsageError: error.message
        default: "\(index.path): \(error)"
        }
    }

    package static func line(for error: IndexError, index: IndexLocation) -> String {
        let anew = "build it anew: move the file away, then run \(index.indexingCommand)"
        return switch error {
        case .missing(let path):
            "\(path): no such index; make one with: \(index.indexingCommand)"
        case .empty(let path):
            "\(path): the index is empty, as when its first run was cut off; fill it with: \(index.indexingCommand)"
        case .foreign(let path):
            "\(path): not a Lede index; choose another file with --index"
        case .newer(let path, let version, let known):
            "\(path): written by a newer Lede (schema \(version), this one reads up to \(known)); "
                + "update Lede, or choose another file with --index"
        case .otherAnalyzer(let path, let found, let expected):
            "\(path): its words were cut by another analyzer (\(found); this Lede has \(expected)); \(anew)"
        case .older(let path, let version, let oldest):
            "\(path): written by an older Lede (schema \(version), this one reads from \(oldest) on); \(anew)"
        case .busy(let path):
            "\(path): another program is writing to it; try again when that has ended"
        case .locked(let path, let process):
            "\(path): \(process.map { "process \($0)" } ?? "another process") is writing to it; "
                + "try again when that has ended, or let --wait do so"
        case .corrupt(let path, let detail):
            "\(path): damaged (\(detail)); repair it with: \(index.repairCommand)"
        case .backupOfItself(let path):
            "\(path): this is the index itself; name another file for the copy"
        case .backupOverForeign(let path):
            "\(path): not a Lede index, so not written over; name another file for the copy"
        case .notWritable(let path, let detail):
            "\(path): cannot be opened or written (\(detail)); "
                + "check that its directory exists, who may write there, and the free space"
        case .storageFailed(let path, let code, let message):
            "\(path): the storage failed (\(message), SQLite error \(code)); check the disk and its free space"
        case .sqlite(let path, let code, let message):
            "\(path): SQLite error \(code): \(message)"
        }
    }

    /// Of an index that was there, and is not while it is searched.
    package static func line(forLost index: IndexLocation) -> String {
        "\(index.path): became shorter, or could not be read, while it was searched; try again, and if that fails, too, "
            + "restore a backup"
    }

    /// Of an index of which not even the articles can be read.
    package static func line(forUnrepairable path: String, _ detail: String, index: IndexLocation) -> String {
        "\(path): damaged beyond repair (\(detail)); restore a backup, or build it anew: move the file away, then run "
            + index.indexingCommand
    }

    /// `path:line: reason`, as compilers and grep write places.
    package static func line(for failure: ArticleFailure, directory: WorkingDirectory? = nil) -> String {
        let path = directory?.shown(failure.path) ?? failure.path
        return failure.line.map { "\(path):\($0): \(failure.reason)" } ?? "\(path): \(failure.reason)"
    }
}
