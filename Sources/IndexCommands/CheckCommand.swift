import ArgumentParser
import LedeCommands
import PassageIndex

extension Subcommand {
    static let check = Subcommand("check", "examine the index file from end to end", CheckArguments.self)
}

/// `lede-index check`
struct CheckArguments: IndexArguments {
    static let configuration = CommandConfiguration(
        commandName: "lede-index check",
        abstract: "Examine the index file from end to end.",
        usage: "lede-index check [--index FILE] [--json]",
        discussion: """
            Checks SQLite's structures and the full-text index, and that articles,
            passages and sums agree. The whole file is read; it is not changed.

            EXIT STATUS
              0  the index is sound
              1  it is not; what is wrong is printed, a line each
              2  it could not be examined
            """)

    @OptionGroup var place: IndexOption
    @OptionGroup var report: ReportOptions

    func status(_ program: Program) throws(UsageError) -> ExitStatus {
        try onIndex(program) { index in
            let check = try IndexChecker(path: index.path).check()
            let report = CheckReport(
                index: index, articles: check.articles, passages: check.passages, problems: check.problems)
            try self.report.print(text: report.text, json: report.write)
            return check.isSound ? .success : .negative
        }
    }
}

struct CheckReport {
    var index: IndexLocation
    var articles: Int
    var passages: Int
    var problems: [String]

    var text: String {
        let path = VisibleText.of(index.path)
        guard !problems.isEmpty else {
            return "\(path): sound; \(Quantity.count(articles, "article")), \(Quantity.count(passages, "passage"))\n"
        }
        let found = problems.map { "\(path): \(VisibleText.of($0))\n" }.joined()
        let count = Quantity.count(problems.count, "problem")
        return found + "\(path): \(count); move the file away and build it anew: \(index.indexingCommand)\n"
    }

    func write(to json: inout JSONWriter) {
        json.member("index", index.path)
        json.member("sound", problems.isEmpty)
        json.member("articles", articles)
        json.member("passages", passages)
        json.key("problems")
        json.array(problems) { $0.value($1) }
    }
}
