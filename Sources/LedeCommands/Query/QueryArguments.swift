import ArticleModel
import PassageSearch
import TextAnalysis

/// The command line of `lede-query` as it was typed. A new option is a property here, and a line of `syntax`.
struct QueryArguments: Sendable {
    var words: [String] = []
    var index: String?
    var batch: String?
    var moreLike: String?
    var all = false
    var since: PublicationDate?
    var until: PublicationDate?
    var source: [String] = []
    var language: Language?
    var limit: Int?
    var offset = 0
    var passages = 1
    var excerpt: Int?
    var perSource: Int?
    var duplicates: DuplicateChoice?
    var format: OutputFormat?
    var lists = false
    var counts = false
    var endsWithNul = false
    var color = ColorChoice.auto
    var explain = false
    var ranking = RankingParameters.named[0].parameters
    var expands = false
    /// These three as they are in the ranking, where they are not given.
    var k1: Double?
    var b: Double?
    var titleWeight: Double?

    /// Parses arguments that stand behind the command's name.
    ///
    /// - Throws: `UsageError` for options and values that cannot be taken.
    static func parsed(_ arguments: [String]) throws(UsageError) -> Parsed<QueryArguments> {
        try syntax.parsed(arguments, into: QueryArguments())
    }
}

extension QueryArguments {
    static let syntax = CommandSyntax<QueryArguments>(
        name: "lede-query",
        abstract: "Print the passages of indexed news articles that answer a query, best first.",
        usage: "lede-query [OPTION…] [--] WORD…",
        discussion: { QueryHelp.discussion },
        version: Release.version,
        words: ("word", "The query; several arguments are one query, with spaces between."),
        groups: [
            .init(title: "Index", options: indexOptions),
            .init(title: "Many queries", options: batchOptions),
            .init(title: "What to find", options: filterOptions),
            .init(title: "What to print", options: outputOptions),
            .init(title: "How to rank", options: rankingOptions),
        ],
        addWord: { $0.words.append($1) })

    private typealias Option = CommandSyntax<QueryArguments>.Option

    private static let indexOptions = [
        Option(
            "--index", value: "file", help: IndexLocation.optionHelp, read: OptionValue.text, set: { $0.index = $1 })
    ]

    private static let batchOptions = [
        Option(
            "--batch", value: "file",
            help: "Answer the queries of a file, or of standard input (-): one a line, or an id, a tab and the query. "
                + "Each record names its query: as \"query\" in jsonl, else before the first tab.",
            read: OptionValue.text, set: { $0.batch = $1 })
    ]

    private static let filterOptions = [
        Option(
            "--more-like", value: "key",
            help:
                "Articles like this one, in place of a query: an article's key as lede-query prints it, or else a file "
                + "of text, or standard input (-).",
            read: OptionValue.text, set: { $0.moreLike = $1 }),
        Option(
            "--all", help: "Only articles with all the words; without it any word is enough.", set: { $0.all = true }),
        Option(
            "--since", value: "date",
            help: "Only articles published on this day or later; 2023 and 2023-09 will do.",
            read: OptionValue.date, set: { $0.since = $1 }),
        Option(
            "--until", value: "date",
            help: "Only articles published on this day or earlier; a month or a year counts to its end.",
            read: OptionValue.date, set: { $0.until = $1 }),
        Option(
            "--source", value: "name",
            help: "Only articles of this source, in capitals or not; give it again for a further one.",
            read: OptionValue.text, set: { $0.source.append($1) }),
        Option(
            "--language", value: "name",
            help: "The query's language, such as en or German (default: every language in the index).",
            read: OptionValue.language, set: { $0.language = $1 }),
    ]

    private static let outputOptions = [
        Option(
            "-n", "--limit", value: "number",
            help: "At most this many articles (default: 10; all with -l, 1000 in trec).",
            read: OptionValue.integer, set: { $0.limit = $1 }),
        Option(
            "--offset", value: "number", help: "Skip this many of the best articles first. (default: 0)",
            read: OptionValue.integer, set: { $0.offset = $1 }),
        Option(
            "--passages", "--per-article", value: "number",
            help: "At most this many passages of an article. (default: 1)",
            read: OptionValue.integer, set: { $0.passages = $1 }),
        Option(
            "--excerpt", value: "number",
            help: "Of a longer passage, only the sentences that say most, up to this many characters; 0 for all of it "
                + "(default: some 5 lines in text, else 0). In json and jsonl the passage remains whole, and \"excerpt\" has "
                + "the byte ranges.",
            read: OptionValue.integer, set: { $0.excerpt = $1 }),
        Option(
            "--per-source", value: "number",
            help: "At most this many articles of a source; those that name none are not counted. (default: any number)",
            read: OptionValue.integer, set: { $0.perSource = $1 }),
        Option(
            "--duplicates", value: "how",
            help:
                "What becomes of near duplicates of a better article, such as reprints: collapse leaves them out, and text, "
                + "jsonl and json name them beside it; show prints them like all others (default: collapse; show with -l "
                + "and in trec).",
            read: OptionValue.duplicates, set: { $0.duplicates = $1 }),
        Option(
            "--format", value: "name", help: "How to print; the formats are listed above.",
            read: OptionValue.format, set: { $0.format = $1 }),
        Option("-l", "--files-with-matches", help: "Print only paths: --format paths.", set: { $0.lists = true }),
        Option(
            "-c", "--count",
            help: "Print only how many articles match, duplicates and all, whatever -n, --offset and --per-source say.",
            set: { $0.counts = true }),
        Option(
            "-0", "--null",
            help: "End each record by a NUL instead of a line feed, for xargs -0; for formats of one line a record.",
            set: { $0.endsWithNul = true }),
        Option(
            "--color", value: "when", help: "When to use colour: auto, always or never (default: auto).",
            read: OptionValue.color, set: { $0.color = $1 }),
        Option(
            "--explain", help: "Say on standard error how the query was read and answered.",
            set: { $0.explain = true }),
    ]

    private static let standard = RankingParameters()

    private static let rankingOptions = [
        Option(
            "--ranking", value: "name",
            help: "How to rank: default, or bm25 for BM25 alone, which does not look at where words stand. "
                + "(default: default)",
            read: OptionValue.ranking, set: { $0.ranking = $1 }),
        Option(
            "--expand",
            help: "Rank by the most telling words of the best articles too: finds more of the same, for better or "
                + "worse. --explain lists the words.",
            set: { $0.expands = true }),
        Option(
            "--k1", value: "number",
            help: "How late repeating a word stops to count, 0 or more. (default: \(standard.k1))",
            read: OptionValue.number, set: { $0.k1 = $1 }),
        Option(
            "--b", value: "number",
            help: "How much the length of an article counts against it, 0 to 1. (default: \(standard.b))",
            read: OptionValue.number, set: { $0.b = $1 }),
        Option(
            "--title-weight", value: "number",
            help: "What a word in the title counts, in words of the body. (default: \(standard.titleWeight))",
            read: OptionValue.number, set: { $0.titleWeight = $1 }),
    ]
}
