import ArticleModel
import PassageSearch

/// What `lede-query` is to do, in plain values.
struct QueryOptions: Sendable {
    enum Output: Sendable {
        case count
        /// `nil` leaves the choice to where standard output leads.
        case hits(OutputFormat?)
    }

    var index: IndexLocation
    /// Where the queries are, one a line; `nil` for the one of the request.
    var batch: String?
    /// What to find more of its kind by.
    var moreLike: String?
    var request: SearchRequest
    /// Whether it was said how long excerpts are to be; else that is the format's affair.
    var choosesExcerpts: Bool
    var output: Output
    var endsWithNul: Bool
    var color: ColorChoice
    var explains: Bool

    /// - Throws: `UsageError` when options do not go together or a number is out of its range.
    init(_ arguments: QueryArguments, environment: (String) -> String?) throws(UsageError) {
        batch = arguments.batch
        moreLike = arguments.moreLike
        guard batch != nil || moreLike != nil || !arguments.words.isEmpty else {
            throw UsageError("no query: say what to look for")
        }
        guard batch == nil || arguments.words.isEmpty else {
            throw UsageError("--batch takes the queries from a file; leave out '\(arguments.words[0])'")
        }
        if let moreLike {
            guard batch == nil else { throw UsageError("--more-like is for one article, not for --batch") }
            guard arguments.words.isEmpty else {
                throw UsageError(
                    "--more-like \(moreLike) takes the place of a query; leave out '\(arguments.words[0])'")
            }
        }
        index = try .find(option: arguments.index, environment: environment)
        output = try Self.output(arguments)
        endsWithNul = arguments.endsWithNul
        color = arguments.color
        explains = arguments.explain
        choosesExcerpts = arguments.excerpt != nil
        if batch != nil { try Self.requireLines(output, explains) }
        request = try Self.request(
            arguments, limit: moreLike == nil ? output.standardLimit : OutputFormat.line.standardLimit)
        request.collapsesDuplicates = arguments.duplicates.map { $0 == .collapse } ?? output.collapsesDuplicates
    }

    private static func output(_ options: QueryArguments) throws(UsageError) -> Output {
        if options.counts {
            guard options.format == nil, !options.lists else {
                throw UsageError("-c prints a number only; leave out -l and --format")
            }
            return .count
        }
        if options.lists, let format = options.format, format.name != OutputFormat.paths.name {
            throw UsageError("-l prints paths only; leave out --format \(format.name)")
        }
        let format = options.lists ? .paths : options.format
        if options.endsWithNul, let format, !format.isLinewise {
            throw UsageError("-0 ends lines, which --format \(format.name) does not keep to; use one of \(lineFormats)")
        }
        return .hits(format)
    }

    private static var lineFormats: String {
        OutputFormat.all.filter(\.isLinewise).map(\.name).joined(separator: ", ")
    }

    private static func requireLines(_ output: Output, _ explains: Bool) throws(UsageError) {
        if explains { throw UsageError("--explain is for one query, not for --batch") }
        if case .hits(let format?) = output, !format.isLinewise {
            throw UsageError("--batch prints lines, and --format \(format.name) does not; use one of \(lineFormats)")
        }
    }

    private static func request(
        _ arguments: QueryArguments, limit: Int
    ) throws(UsageError) -> SearchRequest {
        if let limit = arguments.limit { try require(limit >= 1, "-n", "1 or more", limit) }
        try require(arguments.offset >= 0, "--offset", "0 or more", arguments.offset)
        try require(arguments.passages >= 1, "--passages", "1 or more", arguments.passages)
        if let most = arguments.perSource { try require(most >= 1, "--per-source", "1 or more", most) }
        var ranking = arguments.ranking
        if arguments.expands { ranking.feedback = .init() }
        ranking.k1 = arguments.k1 ?? ranking.k1
        ranking.b = arguments.b ?? ranking.b
        ranking.titleWeight = arguments.titleWeight ?? ranking.titleWeight
        try require(ranking.k1 >= 0 && ranking.k1.isFinite, "--k1", "0 or more", ranking.k1)
        try require((0...1).contains(ranking.b), "--b", "from 0 to 1", ranking.b)
        try require(
            ranking.titleWeight >= 0 && ranking.titleWeight.isFinite, "--title-weight", "0 or more",
            ranking.titleWeight)
        if let excerpt = arguments.excerpt { try require(excerpt >= 0, "--excerpt", "0 or more", excerpt) }
        return SearchRequest(
            query: PathText.repaired(arguments.words.joined(separator: " ")),
            limit: arguments.limit ?? limit,
            offset: arguments.offset,
            passagesPerArticle: arguments.passages,
            excerptLength: arguments.excerpt.flatMap { $0 > 0 ? $0 : nil },
            articlesPerSource: arguments.perSource,
            requiresAllWords: arguments.all,
            since: arguments.since,
            until: arguments.until,
            sources: arguments.source.map(PathText.repaired),
            language: arguments.language,
            ranking: ranking)
    }

    private static func require(
        _ condition: Bool, _ option: String, _ range: String, _ value: some CustomStringConvertible
    ) throws(UsageError) {
        guard condition else { throw UsageError("\(option) has to be \(range), not \(value)") }
    }
}

extension QueryOptions.Output {
    fileprivate var standardLimit: Int {
        guard case .hits(let format?) = self else { return OutputFormat.line.standardLimit }
        return format.standardLimit
    }

    fileprivate var collapsesDuplicates: Bool {
        guard case .hits(let format?) = self else { return OutputFormat.line.collapsesDuplicates }
        return format.collapsesDuplicates
    }
}
