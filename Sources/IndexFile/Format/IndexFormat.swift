import TextAnalysis

/// What tells a Lede index from other SQLite files, and one form of it from another.
package enum IndexFormat {
    /// "LEDE" in ASCII, in the file's header.
    package static let applicationID: Int32 = 0x4C45_4445
    /// The oldest schema that is still read. Version 1 had the columns of the full-text table the other way round.
    package static let oldestVersion = 2
    /// The newest schema this program knows; the file's own stands in `user_version`.
    package static let version = 3

    /// What made the terms of an index. Terms of different analyzers do not meet, so an index with another one
    /// has to be built anew.
    package static let analyzer = "lede-\(Analyzer.version)"

    /// Begins each finished term of a text that is given to FTS5 in place of words to analyse.
    package static let termMark: UInt8 = 1
}
