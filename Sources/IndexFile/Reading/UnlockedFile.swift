import ArticleModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What an index file is like that is read without locks: as long as it stays so, nobody has written to it.
///
/// A writer makes a log beside the file before it changes the file, which has another time when the log is gone again: two
/// runs are further apart than the ticks of the file system's clock.
struct UnlockedFile: Equatable {
    private let device: UInt64
    private let inode: UInt64
    private let bytes: Int
    private let modified: Int64

    /// `nil` where there is no such file, or a log, as somebody is writing or was cut off.
    init?(_ path: String) {
        var status = stat()
        // The log is looked for last: a writer who had ended by then has left the time that counts, or has written before
        // anybody reads.
        guard stat(path, &status) == 0, !["-wal", "-journal"].contains(where: { access(path + $0, F_OK) == 0 }) else {
            return nil
        }
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
        bytes = Int(status.st_size)
        modified = status.modificationTime
    }
}
