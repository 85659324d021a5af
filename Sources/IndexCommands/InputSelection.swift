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
        if let format = options.format, !InputFormats.names.contains(format) {
            throw UsageError("--format \(format): the formats are \(InputFormats.names.joined(separator: ", "))")
        }
        self.paths = paths
        lists = options.filesFrom
        endsWithNul = options.endsWithNul
        let reading = ReadingOptions(format: options.format, fieldMap: try Self.fieldMap(options.map))
        refresh = RefreshOptions(
            inputs: [], reading: reading, language: options.language, prunes: !options.keepsGone)
    }

    private static func fieldMap(_ assignments: [String]) throws(UsageError) -> FieldMap {
        var map = FieldMap()
        for assignment in assignments {
            do {
                try map.map(assignment)
            } catch {
                throw UsageError(
                    "--map \(assignment): write FIELD=NAME, with one of the fields "
                        + FieldMapError.fields.joined(separator: ", "))
            }
        }
        return map
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
