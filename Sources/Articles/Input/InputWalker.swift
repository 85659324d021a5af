import ArticleModel
import Foundation

/// Finds the files that inputs stand for.
public struct InputWalker {
    /// What a walk found.
    public struct Walk {
        /// The files to read, each once, in the order of the inputs and of their names.
        public internal(set) var files: [InputFile] = []
        public internal(set) var failures: [ArticleFailure] = []
        public internal(set) var readsStandardInput = false
        /// Files in directories that no reader claims.
        public internal(set) var passedOver = 0
        fileprivate var listed: [String] = []
        fileprivate var notListed: [String] = []
        /// Directories that links lead to once more, and the path each was walked by.
        fileprivate var aliases: [(path: String, walked: String)] = []

        /// Whether a file at `path`, if there were one, would have been found: it lies in a directory that was given,
        /// and below none that could not be listed.
        public func covers(_ path: String) -> Bool {
            listed.contains { isBelow(path, $0) } && !isUnknown(path)
        }

        private func isUnknown(_ path: String) -> Bool {
            if notListed.contains(where: { $0 == path || isBelow(path, $0) }) { return true }
            // A walked path lies below no alias, so that what is left of the path gets shorter each time.
            return aliases.contains { alias in
                isBelow(path, alias.path) && isUnknown(alias.walked + path.dropFirst(alias.path.count))
            }
        }

        private func isBelow(_ path: String, _ directory: String) -> Bool {
            directory == "/" || path.utf8.starts(with: (directory + "/").utf8)
        }
    }

    private let inputs: [Input]
    private let claims: (String) -> Bool
    private let isCancelled: () -> Bool
    /// Empty when it is gone.
    private let workingDirectory: String
    private var result = Walk()
    /// The identity of each file of the result: a file reached by two ways is read once.
    private var identities: [FileIdentity] = []
    /// Whether there was a file with more than one name, or one that was reached otherwise than by its directory.
    /// Without that no file can have been reached twice.
    private var mayRepeat = false
    /// The path by which each directory was walked: where links join directories, the ways through them are many
    /// more than the directories.
    private var walked: [FileIdentity: String] = [:]

    /// - Parameters:
    ///   - claims: whether a reader takes the file of this name when it is found in a directory.
    ///   - isCancelled: polled at every directory; `true` ends the walk, which then covers nothing it has not seen.
    public init(
        _ inputs: [Input], claims: @escaping (String) -> Bool, isCancelled: @escaping () -> Bool = { false }
    ) {
        self.inputs = inputs
        self.claims = claims
        self.isCancelled = isCancelled
        workingDirectory = AbsolutePath.workingDirectory() ?? ""
    }

    /// - Complexity: a `stat` a file.
    public consuming func walk() -> Walk {
        for input in inputs {
            switch input {
            case .standardInput: result.readsStandardInput = true
            case .path(""):
                // As `"$VARIABLE"` gives it when it is not set: nobody means the working directory by it.
                fail("\"\"", "the path is empty")
            case .path(let path) where AbsolutePath.isAbsolute(path) || !workingDirectory.isEmpty:
                visitGiven(AbsolutePath.of(path, workingDirectory: workingDirectory))
            case .path(let path):
                // Without this, `.` would be the root.
                fail(path, "the working directory is gone; change to another one, or name the whole path")
            }
        }
        if mayRepeat { removeRepetitions() }
        return result
    }

    private mutating func removeRepetitions() {
        var seen: Set<FileIdentity> = []
        let isFirst = identities.map { seen.insert($0).inserted }
        result.files = zip(result.files, isFirst).filter(\.1).map(\.0)
    }

    /// What matters here of what `stat` tells.
    private struct Status {
        var identity: FileIdentity
        var kind: mode_t
        var hasOtherNames: Bool
        var size: Int
        /// Nanoseconds since 1970.
        var modified: Int64

        init(_ status: stat) {
            identity = status.identity
            kind = status.st_mode & S_IFMT
            hasOtherNames = status.st_nlink > 1
            size = Int(status.st_size)
            modified = status.modificationTime
        }
    }

    /// A path that was named is taken whatever its name.
    private mutating func visitGiven(_ path: String) {
        var found = stat()
        guard PathText.withSystemPath(path, { stat($0, &found) }) == 0 else { return fail(path) }
        mayRepeat = true
        let status = Status(found)
        switch status.kind {
        case S_IFDIR: visitDirectory(path, status.identity, isGiven: true)
        case S_IFREG: add(path, status)
        case S_IFIFO: addStream(path, status)
        default: fail(path, "neither a file nor a directory")
        }
    }

    private mutating func visitDirectory(_ path: String, _ identity: FileIdentity, isGiven: Bool) {
        if let first = walked[identity] {
            // A link leads back up, or to where the walk has been already.
            if isGiven { result.listed.append(path) }
            if first != path { result.aliases.append((path, first)) }
            return
        }
        if isCancelled() { return result.notListed.append(path) }
        guard let entries = Self.entries(of: path) else {
            result.notListed.append(path)
            return fail(path)
        }
        if isGiven { result.listed.append(path) }
        walked[identity] = path
        let prefix = path == "/" ? path : path + "/"
        for entry in entries {
            let child = prefix + entry.name
            guard let status = entry.status else {
                // A dangling link, or a file that went since. Its target may be only away, and a directory, so nothing
                // at or below it is gone for certain; but of the names no reader claims only what is denied is told.
                result.notListed.append(child)
                if claims(entry.name) || entry.error != ENOENT { fail(child, Self.reason(entry.error)) }
                continue
            }
            switch status.kind {
            case S_IFDIR: visitDirectory(child, status.identity, isGiven: false)
            case S_IFREG where claims(entry.name):
                mayRepeat = mayRepeat || entry.isLink || status.hasOtherNames
                add(child, status)
            default: result.passedOver += 1
            }
        }
    }

    private mutating func add(_ path: String, _ status: Status) {
        identities.append(status.identity)
        result.files.append(
            InputFile(path: path, size: status.size, modified: status.modified, isStream: false))
    }

    private mutating func addStream(_ path: String, _ status: Status) {
        identities.append(status.identity)
        result.files.append(InputFile(path: path, size: 0, modified: 0, isStream: true))
    }

    private mutating func fail(_ path: String, _ reason: String = Self.reason(errno)) {
        result.failures.append(ArticleFailure(path: path, reason: reason))
    }

    private static func reason(_ error: CInt) -> String {
        String(cString: strerror(error)).lowercased()
    }

    /// Something in a directory that is not hidden.
    private struct Entry {
        var name: String
        var isLink: Bool
        /// What the name, or the link, stands for; `nil` when that cannot be told, and why.
        var status: Status?
        var error: CInt = 0
    }

    /// What is in a directory, in the order of the names' bytes; `nil` with `errno` set when it cannot be listed.
    ///
    /// Each `stat` starts from the open directory, not from the root. The directory is closed before the next one is
    /// opened, as a process may have only so many open.
    private static func entries(of path: String) -> [Entry]? {
        guard let directory = PathText.withSystemPath(path, { opendir($0) }) else { return nil }
        defer { closedir(directory) }
        var entries: [Entry] = []
        var status = stat()
        while true {
            // The end and an error look the same but for errno; half a listing would make the rest look gone.
            errno = 0
            guard let found = readdir(directory) else { break }
            let entry: Entry? = withUnsafeBytes(of: &found.pointee.d_name) { bytes in
                guard let name = bytes.assumingMemoryBound(to: CChar.self).baseAddress, bytes[0] != UInt8(ascii: ".")
                else { return nil }
                var entry = Entry(
                    name: PathText.text(of: bytes.prefix { $0 != 0 }),
                    isLink: found.pointee.d_type != DT_REG && found.pointee.d_type != DT_DIR)
                if fstatat(dirfd(directory), name, &status, 0) == 0 {
                    entry.status = Status(status)
                } else {
                    entry.error = errno
                }
                return entry
            }
            if let entry { entries.append(entry) }
        }
        guard errno == 0 else { return nil }
        return entries.sorted { precedes($0.name, $1.name) }
    }

    /// The order of the bytes; Swift's own would be that of the characters.
    private static func precedes(_ a: String, _ b: String) -> Bool {
        let order = a.utf8.withContiguousStorageIfAvailable { a in
            b.utf8.withContiguousStorageIfAvailable { b in
                guard let first = a.baseAddress, let second = b.baseAddress else { return a.count < b.count }
                let order = memcmp(first, second, min(a.count, b.count))
                return order == 0 ? a.count < b.count : order < 0
            }
        }
        return (order ?? nil) ?? a.utf8.lexicographicallyPrecedes(b.utf8)
    }
}
