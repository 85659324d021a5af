import ArgumentParser
import LedeCommands
import PassageIndex

extension Subcommand {
    static let remove = Subcommand("remove", "take articles out of the index", RemoveArguments.self)
}

/// `lede-index remove`
struct RemoveArguments: IndexArguments {
    static let configuration = CommandConfiguration(
        commandName: "lede-index remove",
        abstract: "Take articles out of the index.",
        usage: "lede-index remove [--index FILE] [--json] [--] KEY…",
        discussion: """
            A key is a file, for all the articles that came from it, or a record in a
            file: wire.jsonl#17. What came from standard input is - or -#ID. The files
            themselves are not touched, and a later run that meets one indexes it again.

            EXIT STATUS
              0  all that was named is removed
              1  some of the keys are not in the index; the others are removed
              2  an error; nothing is removed
            """)

    @Argument(help: ArgumentHelp("A file, or a record as FILE#ID.", valueName: "key"))
    var keys: [String] = []

    @OptionGroup var place: IndexOption
    @OptionGroup var writing: WritingOptions
    @OptionGroup var report: ReportOptions

    func status(_ program: Program) throws(UsageError) -> ExitStatus {
        guard !keys.isEmpty else { throw UsageError("nothing to remove: name files, or records as FILE#ID") }
        return try onIndex(program) { index in
            let directory = WorkingDirectory.current()
            let removal = try writing.writer(of: index, makesMissing: false)
                .remove(keys: keys.map(directory.stored))
            let unknown = removal.unknown.map(directory.shown)
            for key in unknown { StandardError.line("\(key): not in the index") }
            try report.print(text: "\(Quantity.count(removal.removed, "article")) removed\n") { json in
                json.member("index", index.path)
                json.member("removed", removal.removed)
                json.key("unknown")
                json.array(unknown) { $0.value($1) }
            }
            return unknown.isEmpty ? .success : .negative
        }
    }
}
