import ArgumentParser
import Articles
import LedeCommands

extension Subcommand {
    static let formats = Subcommand(
        "formats", "say which formats are read, and where each has its fields", FormatsArguments.self)
}

/// `lede-index formats`
struct FormatsArguments: CommandArguments {
    static let configuration = CommandConfiguration(
        commandName: "lede-index formats",
        abstract: "Say which formats are read, and where each has its fields.",
        usage: "lede-index formats [--json]",
        discussion: """
            Each format is named as --format calls it, with the endings of the files that
            are read in it. Behind a field stand the places it is taken from; the first
            that is there counts.
            """)

    @OptionGroup var report: ReportOptions

    func status(_ program: Program) throws(UsageError) -> ExitStatus {
        do {
            try report.print(text: FormatsReport.text) { json in FormatsReport.write(to: &json) }
            return .success
        } catch {
            return program.report(error)
        }
    }
}

enum FormatsReport {
    private static let readers = ReaderRegistry.all

    /// A paragraph for each format: its name and endings, what it is, and a line for each field.
    static var text: String {
        readers.map { reader in
            let endings = reader.extensions.map { "." + $0 }.joined(separator: " ")
            let fields = reader.origins.map { (name: $0.field.rawValue, summary: $0.places) }
            let lines = [
                HelpList.wrapped("\(reader.name)  \(endings)", indent: 0), HelpList.wrapped(reader.summary, indent: 2),
                HelpList.text(fields, indent: 4, nameWidth: fieldWidth),
            ]
            return lines.joined(separator: "\n") + "\n"
        }.joined(separator: "\n")
    }

    private static let fieldWidth = FieldMap.Field.allCases.map(\.rawValue.count).max() ?? 0

    static func write(to json: inout JSONWriter) {
        json.key("formats")
        json.array(readers) { json, reader in
            json.object { json in
                json.member("name", reader.name)
                json.member("summary", reader.summary)
                json.key("extensions")
                json.array(reader.extensions) { $0.value($1) }
                json.key("fields")
                json.object { json in
                    for origin in reader.origins { json.member(origin.field.rawValue, origin.places) }
                }
            }
        }
    }
}
