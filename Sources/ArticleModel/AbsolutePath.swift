/// Paths as the index keeps them.
public enum AbsolutePath {
    /// `path` from the root, without `.`, `..` and doubled slashes, by its letters alone.
    public static func of(_ path: String, workingDirectory: String) -> String {
        let whole = path.hasPrefix("/") ? path : workingDirectory + "/" + path
        var parts: [Substring] = []
        for part in whole.split(separator: "/") where part != "." {
            if part == ".." {
                _ = parts.popLast()
            } else {
                parts.append(part)
            }
        }
        return "/" + parts.joined(separator: "/")
    }
}
