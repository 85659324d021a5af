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
    /// What was found already, by device and inode: a file reached by two ways is read once.
    private var seen: Set<FileIdentity> = []
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
        workingDirectory = FileManager.default.currentDirectoryPath
    }

    /// - Complexity: a `stat` a file.
    public consuming func walk() -> Walk {
        for input in inputs {
            switch input {
            case .standardInput: result.readsStandardInput = true
            case .path(""):
                // As `"$VARIABLE"` gives it when it is not set: nobody means the working directory by it.
                fail("\"\"", "the path is empty")
            case .path(let path) where path.hasPrefix("/") || !workingDirectory.isEmpty:
                visitGiven(AbsolutePath.of(path, workingDirectory: workingDirectory))
            case .path(let path):
                // Without this, `.` would be the root.
                fail(path, "the working directory is gone; change to another one, or name the whole path")
            }
        }
        return result
    }

    private struct FileIdentity: Hashable {
        var device: UInt64
        var inode: UInt64

        init(_ status: stat) {
            device = UInt64(status.st_dev)
            inode = UInt64(status.st_ino)
        }
    }

    /// A path that was named is taken whatever its name.
    private mutating func visitGiven(_ path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return fail(path) }
        switch status.st_mode & S_IFMT {
        case S_IFDIR: visitDirectory(path, FileIdentity(status), isGiven: true)
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
        guard let names = Self.names(in: path) else {
            result.notListed.append(path)
            return fail(path)
        }
        if isGiven { result.listed.append(path) }
        walked[identity] = path
        for (name, isUTF8) in names where !name.hasPrefix(".") {
            let child = path == "/" ? "/" + name : path + "/" + name
            guard isUTF8 else {
                if claims(name) { fail(child, "its name is not UTF-8; rename it") }
                continue
            }
            var status = stat()
            guard stat(child, &status) == 0 else {
                // A dangling link, or a file that went since. Its target may be only away, and a directory, so nothing
                // at or below it is gone for certain; but of the names no reader claims only what is denied is told.
                let error = errno
                result.notListed.append(child)
                if claims(name) || error != ENOENT { fail(child, Self.reason(error)) }
                continue
            }
            switch status.st_mode & S_IFMT {
            case S_IFDIR: visitDirectory(child, FileIdentity(status), isGiven: false)
            case S_IFREG where claims(name): add(child, status)
            default: result.passedOver += 1
            }
        }
    }

    private mutating func add(_ path: String, _ status: stat) {
        guard seen.insert(FileIdentity(status)).inserted else { return }
        #if os(Linux)
            let modified = status.st_mtim
        #else
            let modified = status.st_mtimespec
        #endif
        result.files.append(
            InputFile(
                path: path, size: Int(status.st_size),
                modified: Int64(modified.tv_sec) * 1_000_000_000 + Int64(modified.tv_nsec), isStream: false))
    }

    private mutating func addStream(_ path: String, _ status: stat) {
        guard seen.insert(FileIdentity(status)).inserted else { return }
        result.files.append(InputFile(path: path, size: 0, modified: 0, isStream: true))
    }

    private mutating func fail(_ path: String, _ reason: String = Self.reason(errno)) {
        result.failures.append(ArticleFailure(path: path, reason: reason))
    }

    private static func reason(_ error: CInt) -> String {
        String(cString: strerror(error)).lowercased()
    }

    /// The names in a directory, in the order of their bytes; `nil` with `errno` set when it cannot be listed. One that
    /// is not UTF-8 comes with replacement characters, by which no file can be opened.
    private static func names(in path: String) -> [(name: String, isUTF8: Bool)]? {
        guard let directory = opendir(path) else { return nil }
        defer { closedir(directory) }
        var names: [(name: String, isUTF8: Bool)] = []
        while true {
            // The end and an error look the same but for errno; half a listing would make the rest look gone.
            errno = 0
            guard let entry = readdir(directory) else { break }
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                let bytes = bytes.prefix { $0 != 0 }
                let valid = String(validating: bytes, as: UTF8.self)
                return (name: valid ?? String(decoding: bytes, as: UTF8.self), isUTF8: valid != nil)
            }
            if name.name != ".", name.name != ".." { names.append(name) }
        }
        guard errno == 0 else { return nil }
        return names.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }
}
