import ArgumentParser
import LedeCommands
import PassageIndex

extension Subcommand {
    static let backup = Subcommand("backup", "copy the index while it is in use", BackupArguments.self)
}

/// `lede-index backup`
struct BackupArguments: IndexArguments {
    static let configuration = CommandConfiguration(
        commandName: "lede-index backup",
        abstract: "Copy the index while it is in use.",
        usage: "lede-index backup [--index FILE] [--json] [--[no-]progress] COPY",
        discussion: """
            Copies what the last finished batch has left, while runs and queries go on.
            The copy is examined (check --quick) before it takes the name COPY; an older
            copy of that name is kept until then. A file that is no index is never
            written over.

            To restore, put the copy back while nothing uses the index, and remove the
            index's -wal file if there is one; or have it copied back in the same way:
            lede-index backup --index COPY FILE

            EXIT STATUS
              0    the copy is there
              2    an error; what was there before is untouched
              130  interrupted, 143 terminated, 129 hung up: as before, too
            """)

    @Argument(help: ArgumentHelp("The file to write.", valueName: "copy"), completion: .file())
    var copies: [String] = []

    @OptionGroup var place: IndexOption
    @OptionGroup var report: ReportOptions
    @OptionGroup var progress: ProgressOption

    func status(_ program: Program) throws(UsageError) -> ExitStatus {
        guard let copy = copies.first, copies.count == 1, !copy.isEmpty else {
            throw UsageError("name one file to write the copy to")
        }
        try IndexLocation.requireUTF8(copy)
        return try onIndex(program) { index in
            Signals.stopOnRequest()
            let display = ProgressDisplay(progress.choice(isQuiet: false))
            defer { display.erase() }
            let outcome = try IndexBackup(path: index.path).write(
                to: copy, onProgress: { display.show(share: $0) }, isCancelled: { Signals.stopRequest != nil })
            display.erase()
            guard let outcome else { return .stopped(bySignal: Signals.stopRequest ?? 0) }
            try report.print(text: BackupReport.text(outcome, copy)) { json in
                json.member("index", index.path)
                BackupReport.write(outcome, copy, to: &json)
            }
            return .success
        }
    }
}

enum BackupReport {
    /// `copy.sqlite: 27 articles · 1.2 MB in 0.02 s`
    static func text(_ outcome: IndexBackup.Outcome, _ copy: String) -> String {
        let articles = Quantity.count(outcome.articles, "article")
        let size = Quantity.bytes(Double(outcome.bytes))
        return "\(VisibleText.of(copy)): \(articles) · \(size) in \(Quantity.seconds(outcome.seconds))\n"
    }

    static func write(_ outcome: IndexBackup.Outcome, _ copy: String, to json: inout JSONWriter) {
        json.member("copy", copy)
        json.member("articles", outcome.articles)
        json.member("bytes", outcome.bytes)
        json.key("seconds")
        json.value(outcome.seconds, digits: 3)
    }
}
