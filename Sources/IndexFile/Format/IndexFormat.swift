import TextAnalysis

/// What tells a Lede index from other SQLite files, and one form of it from another.
package enum IndexFormat {
    /// "LEDE" in ASCII, in the file's header.
    package static let applicationID: Int32 = 0x4C45_4445
    /// The oldest schema that is still read. Version 1 had the columns of the full-text table the other way round.
    package static let oldestVersion = 2
    /// The newest schema this program knows; the file's own stands in `user_version`.
    package static let version = 6

    /// What made the terms of an index. Terms of different analyzers do not meet, so an index with another one
    /// has to be built anew.
    package static let analyzer = "lede-\(Analyzer.version)"

    /// Begins each finished term of a text that is given to FTS5 in place of words to analyse.
    package static let termMark: UInt8 = 1

    /// - Throws: `IndexError` where a file's schema is none of those that are read.
    package static func check(version: Int, path: String) throws {
        guard version <= Self.version else {
            throw IndexError.newer(path: path, version: version, known: Self.version)
        }
        guard version >= oldestVersion else {
            throw IndexError.older(path: path, version: version, oldest: oldestVersion)
        }
    }

    /// - Throws: `IndexError` where another analyzer made the file's terms.
    package static func checkAnalyzer(_ connection: ReadConnection, path: String) throws {
        let found = try connection.text("SELECT value FROM meta WHERE key = 'analyzer'") ?? ""
        guard found == analyzer else {
            throw IndexError.otherAnalyzer(path: path, found: found, expected: analyzer)
        }
    }
}
