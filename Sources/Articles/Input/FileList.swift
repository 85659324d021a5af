import ArticleModel

/// A list of paths, one a line or one before each NUL, as other programs write them (`find`, `git ls-files -z`).
public enum FileList {
    /// The paths in `bytes`; empty entries are left out, and `-` is a file's name.
    public static func inputs(in bytes: [UInt8], separatedByNUL: Bool) -> [Input] {
        let separator: UInt8 = separatedByNUL ? 0 : UInt8(ascii: "\n")
        return bytes.split(separator: separator).compactMap { entry in
            let path = separatedByNUL || entry.last != UInt8(ascii: "\r") ? entry : entry.dropLast()
            return path.isEmpty ? nil : .path(PathText.text(of: path))
        }
    }

    /// The paths listed in the file at `path`, or on standard input for `-`.
    ///
    /// - Throws: `ArticleFailure` when the list cannot be read.
    public static func inputs(listedIn path: String, separatedByNUL: Bool) throws(ArticleFailure) -> [Input] {
        let stream = try ByteStream(path == "-" ? .standardInput : .path(path))
        var bytes: [UInt8] = []
        try stream.readAll(into: &bytes, limit: .max)
        return inputs(in: bytes, separatedByNUL: separatedByNUL)
    }
}
