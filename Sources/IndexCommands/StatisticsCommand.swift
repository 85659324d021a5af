import ArgumentParser
import LedeCommands
import PassageIndex

extension Subcommand {
    static let statistics = Subcommand("stats", "say what the index holds, in numbers", StatisticsArguments.self)
}

/// `lede-index stats`
struct StatisticsArguments: IndexArguments {
    static let configuration = CommandConfiguration(
        commandName: "lede-index stats",
        abstract: "Say what the index holds, in numbers.",
        usage: "lede-index stats [--index FILE] [--json]")

    @OptionGroup var place: IndexOption
    @OptionGroup var report: ReportOptions

    func status(_ program: Program) throws(UsageError) -> ExitStatus {
        try onIndex(program) { index in
            let statistics = try IndexReader(path: index.path).statistics()
            try report.print(text: StatisticsReport.text(statistics)) { json in
                StatisticsReport.write(statistics, to: &json)
            }
            return .success
        }
    }
}

enum StatisticsReport {
    static func text(_ statistics: IndexStatistics) -> String {
        var lines = [
            ("index", statistics.path),
            ("articles", Quantity.count(statistics.articles)),
            ("passages", Quantity.count(statistics.passages)),
            ("tokens", Quantity.count(statistics.tokens)),
            ("text", Quantity.bytes(Double(statistics.textBytes))),
            ("file", Quantity.bytes(Double(statistics.fileBytes)) + share(statistics)),
            ("sources", Quantity.count(statistics.sources)),
        ]
        let languages = statistics.languages.map { "\($0.code) \(Quantity.count($0.articles))" }
        if !languages.isEmpty { lines.append(("languages", languages.joined(separator: ", "))) }
        let dates = [statistics.firstPublished, statistics.lastPublished].compactMap { $0?.text }
        if !dates.isEmpty { lines.append(("published", dates.joined(separator: " to "))) }
        lines.append(("runs", Quantity.count(statistics.batches)))
        lines.append(("schema", "\(statistics.schemaVersion)"))
        lines.append(("analyzer", statistics.analyzer))
        return Table.text(lines)
    }

    private static func share(_ statistics: IndexStatistics) -> String {
        guard statistics.textBytes > 0 else { return "" }
        let share = Double(statistics.fileBytes) / Double(statistics.textBytes)
        return " (\(Quantity.fixed(share, digits: 2)) of the text)"
    }

    static func write(_ statistics: IndexStatistics, to json: inout JSONWriter) {
        json.member("index", statistics.path)
        json.member("articles", statistics.articles)
        json.member("passages", statistics.passages)
        json.member("tokens", statistics.tokens)
        json.member("textBytes", statistics.textBytes)
        json.member("fileBytes", statistics.fileBytes)
        json.member("sources", statistics.sources)
        json.key("languages")
        json.object { json in
            for language in statistics.languages { json.member(language.code, language.articles) }
        }
        json.member("firstPublished", statistics.firstPublished?.text)
        json.member("lastPublished", statistics.lastPublished?.text)
        json.member("runs", statistics.batches)
        json.member("schemaVersion", statistics.schemaVersion)
        json.member("analyzer", statistics.analyzer)
    }
}
