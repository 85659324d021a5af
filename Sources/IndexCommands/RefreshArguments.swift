import ArgumentParser
import Articles
import LedeCommands
import PassageIndex
import TextAnalysis

extension Subcommand {
    /// What is done when no sub-command is named.
    static let refresh = Subcommand("", "", RefreshArguments.self)
}

/// The command line of `lede-index` without a sub-command.
struct RefreshArguments: IndexArguments {
    static let configuration = CommandConfiguration(
        commandName: "lede-index",
        abstract: "Put news articles into an index, or refresh what it holds of them.",
        usage: """
            lede-index [OPTION…] [--] PATH…
            lede-index \(Subcommand.all.map(\.name).joined(separator: "|")) [OPTION…]
            """,
        discussion: RefreshHelp.discussion,
        version: Release.version)

    @Argument(
        help: ArgumentHelp(
            "A file, a directory with all below it, or - for data on standard input.", valueName: "path"),
        completion: .file())
    var paths: [String] = []

    @OptionGroup(title: "Index")
    var place: IndexOption

    @OptionGroup(title: "Index")
    var writing: WritingOptions

    @OptionGroup(title: "What to read")
    var input: InputOptions

    @OptionGroup(title: "What to use of the machine")
    var machine: MachineOptions

    @OptionGroup(title: "What to print")
    var output: RunOutputOptions

    func status(_ program: Program) throws(UsageError) -> ExitStatus {
        var selection = try InputSelection(paths: paths, input)
        selection.resources = try machine.resources()
        return try onIndex(program) { index in
            try RefreshRun(
                index: index, selection: selection, writing: writing, output: output, program: program
            ).status()
        }
    }
}

/// What all commands that write have in common.
struct WritingOptions: ParsableArguments {
    @Flag(name: .customLong("wait"), help: "Wait while another process writes to the index, instead of giving up.")
    var waits = false

    /// The index's writer, once no other is at work, if that is to be waited for.
    func writer(of index: IndexLocation, makesMissing: Bool) throws -> IndexWriter {
        try IndexWriter(
            path: index.path, makesMissing: makesMissing, waits: waits,
            isCancelled: { Signals.stopRequest != nil })
    }
}

struct MachineOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Analyse with this many threads (default: one for each core).", valueName: "number"),
        transform: JobCount.option)
    var jobs: Int?

    @Option(
        help: ArgumentHelp(
            "Keep the memory in use below this, whatever is indexed (default: 512M). An article may be a 96th of it.",
            valueName: "size"),
        transform: ByteCount.option)
    var memory: ByteCount?

    func resources() throws(UsageError) -> BuildResources {
        let jobs = jobs ?? BuildResources.standardJobs
        guard let memory else { return BuildResources(jobs: jobs) }
        let least = BuildResources.leastMemory(jobs: jobs)
        guard memory.bytes >= least else {
            let megabytes = "\(least >> 20)M"
            if jobs == 1 { throw UsageError("--memory: a thread needs at least \(megabytes)") }
            throw UsageError(
                "--memory: \(Quantity.count(jobs, "thread")) need at least \(megabytes); fewer --jobs need less")
        }
        return BuildResources(jobs: jobs, memory: memory.bytes)
    }
}

struct InputOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Also read the paths in this list, one a line; - for a list on standard input.", valueName: "list"),
        completion: .file())
    var filesFrom: [String] = []

    @Flag(
        name: [.customShort("0"), .customLong("null")],
        help: "In the lists a NUL ends a path, not a line feed, as find -print0 prints them.")
    var endsWithNul = false

    @OptionGroup var reading: ReadingArguments

    @Option(
        help: ArgumentHelp(
            "The language of articles that do not say theirs, such as en or German (default: guessed from the text).",
            valueName: "name"),
        transform: Language.option)
    var language: Language?

    @Flag(name: .customLong("no-prune"), help: "Keep articles whose files are gone from a directory that is given.")
    var keepsGone = false
}

struct RunOutputOptions: ParsableArguments {
    @OptionGroup var report: ReportOptions

    @Flag(name: .shortAndLong, help: "Print no summary and show no progress; what fails is still told.")
    var quiet = false

    @Flag(name: .shortAndLong, help: "Also tell what is done otherwise than expected.")
    var verbose = false

    @OptionGroup var progress: ProgressOption
}

struct ProgressOption: ParsableArguments {
    @Flag(
        inversion: .prefixedNo,
        help: "Show the progress on standard error (default: when that is a terminal and the run is long).")
    var progress: Bool?

    func choice(isQuiet: Bool) -> ProgressDisplay.Choice {
        if let progress { return progress ? .always : .never }
        return !isQuiet && Terminal.isTerminal(.error) ? .longRuns : .never
    }
}
