#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Paths as the index keeps them.
///
/// They are taken apart by their bytes: to Swift, a slash and an accent behind it are one character, which is no slash.
public enum AbsolutePath {
    private static let slash = UInt8(ascii: "/")

    /// `path` from the root, without `.`, `..` and doubled slashes, by its letters alone.
    public static func of(_ path: String, workingDirectory: String) -> String {
        let whole = isAbsolute(path) ? path : workingDirectory + "/" + path
        var parts: [Substring.UTF8View] = []
        for part in whole.utf8.split(separator: slash) where !part.elementsEqual(".".utf8) {
            if part.elementsEqual("..".utf8) {
                _ = parts.popLast()
            } else {
                parts.append(part)
            }
        }
        return parts.isEmpty ? "/" : parts.map { "/" + Substring($0) }.joined()
    }

    package static func isAbsolute(_ path: String) -> Bool { path.utf8.first == slash }

    /// The directory that the process works in; `nil` when it is gone.
    package static func workingDirectory() -> String? {
        guard let path = getcwd(nil, 0) else { return nil }
        defer { free(path) }
        return PathText.text(ofCString: path)
    }
}
