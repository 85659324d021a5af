import ArticleModel
import LedeCommands
import PassageIndex

/// Makes an index sound again where it is not, and tells what that came to.
struct RepairRun {
    let index: IndexLocation
    let writing: WritingOptions
    let report: ReportOptions
    let program: Program

    /// - Throws: `IndexError` from the index, `OutputError` from printing.
    func status() throws -> ExitStatus {
        if let sound = try soundCheck() {
            try IndexRepair(path: index.path, waits: writing.waits).removeRemains()
            let report = CheckReport(index: index, sound)
            try self.report.print(text: report.text) { json in
                report.write(to: &json)
                json.member("repaired", false)
            }
            return .success
        }
        do {
            let outcome = try IndexRepair(path: index.path, waits: writing.waits)
                .run(isCancelled: { Signals.stopRequest != nil })
            guard let outcome else { return .stopped(bySignal: Signals.stopRequest ?? 0) }
            return try tell(outcome)
        } catch IndexError.corrupt(let path, let detail) {
            program.complain(ErrorWording.line(forUnrepairable: path, detail, index: index))
            return .failure
        }
    }

    /// What the check says of a sound index; `nil` where there is something to repair.
    private func soundCheck() throws -> IndexCheck? {
        do {
            let check = try IndexChecker(path: index.path).check()
            return check.isSound ? check : nil
        } catch IndexError.corrupt, IndexError.otherAnalyzer {
            return nil
        }
    }

    private func tell(_ outcome: IndexRepair.Outcome) throws -> ExitStatus {
        let directory = WorkingDirectory.current()
        func shown(_ failures: [ArticleFailure]) -> [ArticleFailure] {
            failures.map { ArticleFailure(path: directory.shown($0.path), reason: $0.reason) }
        }
        let (dropped, doubtful) = (shown(outcome.dropped), shown(outcome.doubtful))
        for failure in dropped { StandardError.line(ErrorWording.line(for: failure) + "; left out") }
        for failure in doubtful { StandardError.line(ErrorWording.line(for: failure) + "; kept") }
        try report.print(text: RepairReport.text(outcome, index)) { json in
            json.member("index", index.path)
            json.member("repaired", true)
            json.member("articles", outcome.articles)
            json.member("passages", outcome.passages)
            RepairReport.write(dropped, as: "dropped", to: &json)
            RepairReport.write(doubtful, as: "doubtful", to: &json)
        }
        return dropped.isEmpty && doubtful.isEmpty ? .success : .negative
    }
}

enum RepairReport {
    /// `news.sqlite: repaired; 26 articles, 88 passages; 1 left out, 0 doubtful`
    static func text(_ outcome: IndexRepair.Outcome, _ index: IndexLocation) -> String {
        let path = VisibleText.of(index.path)
        let found = "\(Quantity.count(outcome.articles, "article")), \(Quantity.count(outcome.passages, "passage"))"
        guard !outcome.dropped.isEmpty || !outcome.doubtful.isEmpty else { return "\(path): repaired; \(found)\n" }
        let counts =
            "\(Quantity.count(outcome.dropped.count)) left out, \(Quantity.count(outcome.doubtful.count)) doubtful"
        return "\(path): repaired; \(found); \(counts): read them again with: \(index.indexingCommand)\n"
    }

    static func write(_ failures: [ArticleFailure], as name: String, to json: inout JSONWriter) {
        json.key(name)
        json.array(failures) { json, failure in
            json.object { json in
                json.member("key", failure.path)
                json.member("reason", failure.reason)
            }
        }
    }
}
