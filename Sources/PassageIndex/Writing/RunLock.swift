import ArticleModel
import Foundation
import IndexFile

/// Keeps all other writers from an index for as long as one is at work: a lock on a file beside it, which names the
/// process that holds it.
///
/// SQLite's own lock is held for one transaction only; between two transactions of a run, another writer would come
/// in. The kernel takes the lock back when the process ends, however that comes about.
final class RunLock {
    private let descriptor: CInt
    private let path: String

    private static let suffix = "-lock"
    /// Between two attempts of one that waits, in microseconds.
    private static let interval: UInt32 = 50_000

    /// Takes the lock of the index at `index`.
    ///
    /// - Parameters:
    ///   - waits: whether to wait until it is free.
    ///   - isCancelled: polled while it waits; `true` ends that with `IndexError.locked`.
    /// - Throws: `IndexError`.
    init(index: String, waits: Bool, isCancelled: () -> Bool) throws(IndexError) {
        // Whatever link leads to it, there is one lock for one file.
        path = DatabaseFiles.resolved(index) + Self.suffix
        while true {
            let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
            guard descriptor >= 0 else {
                throw IndexError.notWritable(path: index, detail: String(cString: strerror(errno)).lowercased())
            }
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0 {
                // Whoever held it before may have taken the file away in the meantime.
                if Self.isSameFile(descriptor, path) {
                    self.descriptor = descriptor
                    let name = Array("\(getpid())\n".utf8)
                    ftruncate(descriptor, 0)
                    write(descriptor, name, name.count)
                    return
                }
                close(descriptor)
                continue
            }
            let holder = Self.holder(descriptor)
            close(descriptor)
            guard waits, !isCancelled() else { throw IndexError.locked(path: index, process: holder) }
            usleep(Self.interval)
        }
    }

    deinit {
        unlink(path)
        close(descriptor)
    }

    private static func isSameFile(_ descriptor: CInt, _ path: String) -> Bool {
        var opened = stat()
        var named = stat()
        return fstat(descriptor, &opened) == 0 && stat(path, &named) == 0 && opened.identity == named.identity
    }

    private static func holder(_ descriptor: CInt) -> Int32? {
        var bytes = [UInt8](repeating: 0, count: 16)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        guard count > 0 else { return nil }
        return Int32(String(decoding: bytes[..<count].prefix { $0 != 10 }, as: UTF8.self))
    }
}
