import ArticleModel

/// Leads between the paths a person types and sees, relative to where they are, and the absolute ones an index holds.
///
/// It works on names alone: no file is touched, no symbolic link resolved.
package struct WorkingDirectory: Sendable, Equatable {
    /// Absolute and normalised, without a slash at its end; empty for the root.
    private let prefix: String

    package init(_ path: String) {
        let absolute = AbsolutePath.of(path, workingDirectory: "")
        prefix = absolute == "/" ? "" : absolute
    }

    package static func current() -> WorkingDirectory {
        WorkingDirectory(AbsolutePath.workingDirectory() ?? "/")
    }

    /// A stored path or key as it is shown: relative when it lies inside the directory, else as it is.
    ///
    /// What is shown names the same file when a command is given it: a name that looks like an option, or like
    /// the sign for standard input, gets a `./`.
    package func shown(_ path: String) -> String {
        guard path.utf8.starts(with: prefix.utf8) else { return path }
        let rest = path.utf8.dropFirst(prefix.utf8.count)
        guard rest.count > 1, rest.first == UInt8(ascii: "/") else { return path }
        let relative = String(decoding: rest.dropFirst(), as: UTF8.self)
        return relative.utf8.first == UInt8(ascii: "-") ? "./" + relative : relative
    }

    /// The stored form of a key as a person writes it: a path, a path with a member behind it, or
    /// either with `-` for standard input.
    package func stored(key: String) -> String {
        if key == "-" || key.utf8.starts(with: "-#".utf8) || key.utf8.starts(with: "-!".utf8) { return key }
        // An id may look like a path (`../x`, `https://…`): only what is before the first sign is one.
        let mark = key.utf8.firstIndex { $0 == UInt8(ascii: "#") || $0 == UInt8(ascii: "!") } ?? key.endIndex
        return absolute(String(key[..<mark])) + key[mark...]
    }

    /// `path` as the index keeps it.
    private func absolute(_ path: String) -> String { AbsolutePath.of(path, workingDirectory: prefix) }
}
