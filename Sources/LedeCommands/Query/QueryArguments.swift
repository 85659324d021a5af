import ArgumentParser
import Articles
import PassageSearch
import TextAnalysis

/// The command line of `lede-query`, as it is parsed. A new option is a property of one of the groups below.
struct QueryArguments: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lede-query",
        abstract: "Print the passages of indexed news articles that answer a query, best first.",
        usage: "lede-query [OPTION…] [--] WORD…",
        discussion: QueryHelp.discussion,
        version: Release.version)

    @Argument(help: ArgumentHelp("The query; several arguments are one query, with spaces between.", valueName: "word"))
    var words: [String] = []

    @OptionGroup(title: "Index")
    var place: IndexOption

    @OptionGroup(title: "Many queries")
    var batch: BatchOption

    @OptionGroup(title: "What to find")
    var filter: FilterOptions

    @OptionGroup(title: "What to print")
    var output: OutputOptions

    @OptionGroup(title: "How to rank")
    var ranking: RankingOptions
}

/// Which index to use; both commands have it.
struct IndexOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The index file (default: $LEDE_INDEX, else $XDG_DATA_HOME/lede/index.sqlite, "
                + "else ~/.local/share/lede/index.sqlite).",
            valueName: "file"),
        completion: .file())
    var index: String?
}

struct BatchOption: ParsableArguments {
    @Option(
        name: .customLong("batch"),
        help: ArgumentHelp(
            "Answer the queries of a file, or of standard input (-): one a line, or an id, a tab and the query. "
                + "Each record names its query: as \"query\" in jsonl, else before the first tab.",
            valueName: "file"),
        completion: .file())
    var file: String?
}

struct FilterOptions: ParsableArguments {
    @Flag(help: "Only articles with all the words; without it any word is enough.")
    var all = false

    @Option(
        help: ArgumentHelp(
            "Only articles published on this day or later; 2023 and 2023-09 will do.", valueName: "date"),
        transform: PublicationDate.option)
    var since: PublicationDate?

    @Option(
        help: ArgumentHelp(
            "Only articles published on this day or earlier; a month or a year counts to its end.", valueName: "date"),
        transform: PublicationDate.option)
    var until: PublicationDate?

    @Option(
        help: ArgumentHelp(
            "Only articles of this source, in capitals or not; give it again for a further one.", valueName: "name"))
    var source: [String] = []

    @Option(
        help: ArgumentHelp(
            "The query's language, such as en or German (default: every language in the index).", valueName: "name"),
        transform: Language.option)
    var language: Language?
}

struct OutputOptions: ParsableArguments {
    @Option(
        name: [.customShort("n", allowingJoined: true), .customLong("limit")],
        help: ArgumentHelp("At most this many articles (default: 10; all with -l, 1000 in trec).", valueName: "number"))
    var limit: Int?

    @Option(help: ArgumentHelp("Skip this many of the best articles first.", valueName: "number"))
    var offset = 0

    @Option(help: ArgumentHelp("At most this many passages of an article.", valueName: "number"))
    var passages = 1

    @Option(
        help: ArgumentHelp("How to print; the formats are listed above.", valueName: "name"),
        completion: .list(OutputFormat.all.map(\.name)), transform: OutputFormat.option)
    var format: OutputFormat?

    @Flag(name: [.customShort("l"), .customLong("files-with-matches")], help: "Print only paths: --format paths.")
    var lists = false

    @Flag(
        name: [.customShort("c"), .customLong("count")],
        help: "Print only how many articles match, whatever -n and --offset say.")
    var counts = false

    @Flag(
        name: [.customShort("0"), .customLong("null")],
        help: "End each record by a NUL instead of a line feed, for xargs -0; for formats of one line a record.")
    var endsWithNul = false

    @Option(
        help: ArgumentHelp("When to use colour: auto, always or never (default: auto).", valueName: "when"),
        completion: .list(ColorChoice.allCases.map(\.rawValue)), transform: ColorChoice.option)
    var color = ColorChoice.auto

    @Flag(help: "Say on standard error how the query was read and answered.")
    var explain = false
}

struct RankingOptions: ParsableArguments {
    private static let standard = RankingParameters()

    @Option(help: ArgumentHelp("How late repeating a word stops to count, 0 or more.", valueName: "number"))
    var k1 = standard.k1

    @Option(help: ArgumentHelp("How much the length of an article counts against it, 0 to 1.", valueName: "number"))
    var b = standard.b

    @Option(help: ArgumentHelp("What a word in the title counts, in words of the body.", valueName: "number"))
    var titleWeight = standard.titleWeight
}
