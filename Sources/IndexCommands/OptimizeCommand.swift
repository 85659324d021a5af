import ArgumentParser
import LedeCommands
import PassageIndex

extension Subcommand {
    static let optimize = Subcommand(
        "optimize", "merge what many runs have added into one piece", OptimizeArguments.self)
}

/// `lede-index optimize`
struct OptimizeArguments: IndexArguments {
    static let configuration = CommandConfiguration(
        commandName: "lede-index optimize",
        abstract: "Merge the segments of the full-text index into one.",
        usage: "lede-index optimize [--index FILE] [--wait] [--json]",
        discussion: """
            Every run adds segments, which a query has to look into one by one. Runs
            merge them when there are many; this merges them all. The index stays
            usable meanwhile; what is merged when it is stopped stays so.

            EXIT STATUS
              0    all is merged
              2    an error
              130  interrupted, 143 terminated, 129 hung up: what was merged is kept
            """)

    @OptionGroup var place: IndexOption
    @OptionGroup var writing: WritingOptions
    @OptionGroup var report: ReportOptions

    func status(_ program: Program) throws(UsageError) -> ExitStatus {
        try onIndex(program) { index in
            Signals.stopOnRequest()
            let optimization = try writing.writer(of: index, makesMissing: false)
                .optimize(isCancelled: { Signals.stopRequest != nil })
            try report.print(text: OptimizationReport.text(optimization)) { json in
                json.member("index", index.path)
                OptimizationReport.write(optimization, to: &json)
            }
            if optimization.interrupted, let signal = Signals.stopRequest { return .stopped(bySignal: signal) }
            return .success
        }
    }
}

enum OptimizationReport {
    /// `13 segments merged into 1 · 87.0 MB in 2.1 s`
    static func text(_ optimization: Optimization) -> String {
        guard optimization.segmentsBefore > 1 else { return "nothing to merge\n" }
        let size = Quantity.bytes(Double(optimization.bytes))
        let before = Quantity.count(optimization.segmentsBefore, "segment")
        var text = "\(before) merged into \(Quantity.count(optimization.segmentsAfter)) · "
        text += "\(size) in \(Quantity.seconds(optimization.seconds))\n"
        if optimization.interrupted { text += "interrupted: what was merged is kept; run the command again to go on\n" }
        return text
    }

    static func write(_ optimization: Optimization, to json: inout JSONWriter) {
        json.member("segmentsBefore", optimization.segmentsBefore)
        json.member("segmentsAfter", optimization.segmentsAfter)
        json.member("bytes", optimization.bytes)
        json.key("seconds")
        json.value(optimization.seconds, digits: 3)
        json.member("interrupted", optimization.interrupted)
    }
}
