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
    private let path: String
    private let identity: FileIdentity
    private let bytes: Int
    private let modified: Int64

    /// Whether somebody has written to the file, or is about to.
    var hasChanged: Bool { UnlockedFile(path) != self }

    /// `nil` where there is no such file, or a log, as somebody is writing or was cut off.
    init?(_ path: String) {
        var status = stat()
        // The log is looked for last: a writer who had ended by then has left the time that counts, or has written before
        // anybody reads.
        guard stat(path, &status) == 0, !["-wal", "-journal"].contains(where: { access(path + $0, F_OK) == 0 }) else {
            return nil
        }
        self.path = path
        identity = status.identity
        bytes = Int(status.st_size)
        modified = status.modificationTime
    }
}
