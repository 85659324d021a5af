import ArticleModel

/// The names of files as SQLite is to take them.
package enum DatabasePath {
    /// `path` as nothing but the name of a file: SQLite takes `:memory:` and `file:` for something else.
    package static func plain(_ path: String) -> String { AbsolutePath.isAbsolute(path) ? path : "./" + path }

    /// The URI of a file that cannot change, so that nothing is locked and nothing written beside it.
    static func immutable(_ path: String) -> String {
        var uri = "file:"
        // To Swift, a question mark and an accent behind it are one character.
        for scalar in path.unicodeScalars {
            switch scalar {
            case "%": uri += "%25"
            case "?": uri += "%3f"
            case "#": uri += "%23"
            default: uri.unicodeScalars.append(scalar)
            }
        }
        return uri + "?immutable=1"
    }
}
