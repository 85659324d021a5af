import PassageSearch

/// One way to print what a query found; each is a file in this folder and a line in `all`.
struct OutputFormat: Sendable {
    /// What `--format` takes.
    let name: String
    /// One line for `--help`.
    let summary: String
    /// Whether a record is one line, so that `-0` can end it by a NUL instead.
    let isLinewise: Bool
    let make: Kind

    /// What a format prints: passages, or articles only.
    enum Kind: Sendable {
        case passages(@Sendable (OutputContext) -> any PassageFormatter)
        case articles(@Sendable (OutputContext) -> any ArticleFormatter)
    }

    static let all = [text, line, jsonLines, json, tabSeparated, paths]

    static func named(_ name: String) -> OutputFormat? { all.first { $0.name == name } }

    /// What is printed when no format is asked for.
    static func standard(isTerminal: Bool, endsWithNul: Bool) -> OutputFormat {
        isTerminal && !endsWithNul ? text : line
    }
}

/// Where and how a format prints.
struct OutputContext: Sendable {
    var directory: WorkingDirectory
    var palette = Palette.plain
    var columns = 80
    var isTerminal = false
    /// What ends a record of a linewise format: a line feed or a NUL.
    var terminator = "\n"
}

/// Turns hits into text, one after the other.
protocol PassageFormatter {
    mutating func begin(_ output: inout String)
    mutating func append(_ hit: Hit, to output: inout String)
    mutating func end(_ output: inout String)
}

extension PassageFormatter {
    mutating func begin(_ output: inout String) {}
    mutating func end(_ output: inout String) {}
}

/// Turns articles into text, one after the other.
protocol ArticleFormatter {
    mutating func append(_ article: Hit.ArticleSummary, to output: inout String)
}
