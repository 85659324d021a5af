import PassageSearch

/// One way to print what a query found; each is a file in this folder and a line in `all`.
struct OutputFormat: Sendable {
    /// What `--format` takes.
    let name: String
    /// One line for `--help`.
    let summary: String
    /// Whether a record is one line, so that `-0` can end it by a NUL instead.
    let isLinewise: Bool
    /// How many articles are printed where nobody says how many.
    var standardLimit = 10
    /// The length of the excerpts that are printed of passages where nobody says how long; `nil` prints whole passages.
    var excerptLength: (@Sendable (OutputContext) -> Int)?
    let make: Kind

    /// Whether near duplicates are collapsed where nobody says so: readers want a story once, but commands that take a
    /// list of articles want all of them.
    var collapsesDuplicates: Bool {
        switch make {
        case .passages: true
        case .articles: false
        }
    }

    /// What a format prints: passages, or articles only.
    enum Kind: Sendable {
        case passages(@Sendable (OutputContext) -> any PassageFormatter)
        case articles(@Sendable (OutputContext) -> any ArticleFormatter)
    }

    static let all = [text, line, jsonLines, json, tabSeparated, paths, trec]

    static func named(_ name: String) -> OutputFormat? { all.first { $0.name == name } }

    /// What is printed when no format is asked for.
    static func standard(isTerminal: Bool, endsWithNul: Bool) -> OutputFormat {
        isTerminal && !endsWithNul ? text : line
    }
}

/// Where and how a format prints.
struct OutputContext: Sendable {
    /// The surroundings of standard output.
    static func standard(_ options: QueryOptions) -> OutputContext {
        let isTerminal = Terminal.isTerminal(.output)
        let usesColor = options.color.usesColor(isTerminal: isTerminal, environment: Terminal.environment)
        return OutputContext(
            directory: .current(), palette: usesColor ? .colored : .plain, columns: Terminal.columns(of: .output),
            isTerminal: isTerminal, terminator: options.endsWithNul ? "\0" : "\n",
            printsExcerpts: options.request.excerptLength != nil)
    }

    var directory: WorkingDirectory
    var palette = Palette.plain
    var columns = 80
    var isTerminal = false
    /// What ends a record of a linewise format: a line feed or a NUL.
    var terminator = "\n"
    /// The id of the query, where there are several: each record then names it.
    var query: String?
    /// Whether passages were asked for in part.
    var printsExcerpts = false

    /// What records of plain lines begin with.
    var queryColumn: String { query.map { $0 + "\t" } ?? "" }
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

/// Turns articles into lines, one after the other: in bytes, as the names of files are not always text.
protocol ArticleFormatter {
    mutating func append(_ hit: ArticleHit, to output: inout [UInt8])
}
