import Articles
import LedeCommands
import PassageIndex

/// What a run reads, from the options; the only place that knows how the floor below names its formats and lists.
struct InputSelection: Sendable {
    private var paths: [String]
    private var lists: [String]
    private var endsWithNul: Bool
    private var refresh: RefreshOptions

    var resources: BuildResources {
        get { refresh.resources }
        set { refresh.resources = newValue }
    }

    /// - Throws: `UsageError` when nothing is named, or the options do not go together.
    init(paths: [String], _ options: InputOptions) throws(UsageError) {
        guard !paths.isEmpty || !options.filesFrom.isEmpty else {
            throw UsageError("nothing to index: name files or directories, or - for standard input")
        }
        if let name = paths.first, Subcommand.all.contains(where: { $0.name == name }) {
            throw UsageError("\(name): a sub-command stands before everything else; a file of that name is ./\(name)")
        }
        if options.endsWithNul, options.filesFrom.isEmpty {
            throw UsageError("-0 says how --files-from is read, which is not there")
        }
        let uses = (paths + options.filesFrom).filter { $0 == "-" }.count
        guard uses <= 1 else { throw UsageError("standard input can be read only once; '-' is given \(uses) times") }
        self.paths = paths
        lists = options.filesFrom
        endsWithNul = options.endsWithNul
        refresh = RefreshOptions(
            inputs: [], reading: try options.reading.options(), language: options.language, prunes: !options.keepsGone)
    }

    /// The options of the run; reads the lists.
    ///
    /// - Throws: `ArticleFailure` when a list cannot be read.
    func options() throws -> RefreshOptions {
        var options = refresh
        options.inputs = paths.map { $0 == "-" ? .standardInput : .path($0) }
        for list in lists {
            options.inputs += try FileList.inputs(listedIn: list, separatedByNUL: endsWithNul)
        }
        return options
    }
}

/// The formats articles are read from.
enum InputFormats {
    static let names: [String] = ReaderRegistry.all.map { $0.name }

    static var help: String {
        HelpList.text(ReaderRegistry.all.map { ($0.name, $0.summary) })
    }
}
