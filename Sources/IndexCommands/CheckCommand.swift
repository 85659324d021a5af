import ArgumentParser
import LedeCommands
import PassageIndex

extension Subcommand {
    static let check = Subcommand("check", "examine the index file, and repair it", CheckArguments.self)
}

/// `lede-index check`
struct CheckArguments: IndexArguments {
    static let configuration = CommandConfiguration(
        commandName: "lede-index check",
        abstract: "Examine the index file from end to end, and repair it.",
        usage: "lede-index check [--index FILE] [--quick | --repair] [--wait] [--json]",
        discussion: """
            Checks SQLite's structures and the full-text index, and analyses every stored
            article again, to compare all that was made of it. With --quick no text is
            read: structures, tables, counts and sums are checked. Neither changes the
            file.

            With --repair, an index that is not sound is made anew from the articles that
            it holds, in a file beside it (FILE-repair, gone at the end), which then takes
            the index's place at one stroke: until then the index is as it was, and queries
            go on. An article whose text is lost is left out, and one of which something
            else is damaged is kept; both are named, and their files are read again by the
            next run that meets them.

            EXIT STATUS
              0    the index is sound, or is so again with all its articles
              1    it is not; what is wrong is printed, a line each. With --repair: it is
                   sound again, but the articles that are named were damaged
              2    it could not be examined or repaired
              130  interrupted, 143 terminated, 129 hung up: nothing is repaired
            """)

    @Flag(help: "Read no texts; check structures, tables, counts and sums.")
    var quick = false

    @Flag(help: "Make an index that is not sound anew, from the articles it holds.")
    var repair = false

    @OptionGroup var place: IndexOption
    @OptionGroup var writing: WritingOptions
    @OptionGroup var report: ReportOptions

    func status(_ program: Program) throws(UsageError) -> ExitStatus {
        if quick, repair { throw UsageError("--repair examines everything; leave out --quick") }
        return try onIndex(program) { index in
            guard repair else { return try examine(index) }
            Signals.stopOnRequest()
            return try RepairRun(index: index, writing: writing, report: report, program: program).status()
        }
    }

    private func examine(_ index: IndexLocation) throws -> ExitStatus {
        let check = try IndexChecker(path: index.path).check(quick ? .quick : .full)
        let report = CheckReport(index: index, check)
        try self.report.print(text: report.text, json: report.write)
        return check.isSound ? .success : .negative
    }
}

struct CheckReport {
    var index: IndexLocation
    var check: IndexCheck

    init(index: IndexLocation, _ check: IndexCheck) {
        self.index = index
        self.check = check
    }

    var text: String {
        let path = VisibleText.of(index.path)
        guard !check.isSound else {
            let found = "\(Quantity.count(check.articles, "article")), \(Quantity.count(check.passages, "passage"))"
            return "\(path): sound\(check.level == .quick ? " at a quick look" : ""); \(found)\n"
        }
        let found = check.problems.map { "\(path): \(VisibleText.of($0))\n" }.joined()
        let count = Quantity.count(check.problems.count, "problem")
        return found + "\(path): \(count); repair it with: \(index.repairCommand)\n"
    }

    func write(to json: inout JSONWriter) {
        json.member("index", index.path)
        json.member("level", check.level.rawValue)
        json.member("sound", check.isSound)
        json.member("articles", check.articles)
        json.member("passages", check.passages)
        json.key("problems")
        json.array(check.problems) { $0.value($1) }
    }
}
