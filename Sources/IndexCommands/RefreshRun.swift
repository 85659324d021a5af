import Articles
import LedeCommands
import PassageIndex

/// Brings an index up to date with its inputs, and tells how that goes.
struct RefreshRun {
    let index: IndexLocation
    let selection: InputSelection
    let writing: WritingOptions
    let output: RunOutputOptions
    let program: Program

    /// - Throws: `IndexError` from the index, `OutputError` from printing the summary.
    func status() throws -> ExitStatus {
        let directory = WorkingDirectory.current()
        // Only the default place is made without asking: any other may be mistyped.
        if index.origin == .standard { try DefaultPlace.make(for: index.path) }
        let options = try selection.options()
        // Not before the lists of files have come, from whoever makes them: until then there is nothing to be kept.
        Signals.stopOnRequest(lastAct: { FilterRun.endAtOnce() })
        let writer = try writing.writer(of: index, makesMissing: true)
        let progress = ProgressDisplay(output.progress.choice(isQuiet: output.quiet))
        var hasBeenStopped = false
        let summary = try writer.refresh(
            options,
            onFailure: { failure in
                progress.erase()
                StandardError.line(ErrorWording.line(for: failure, directory: directory))
            },
            onProgress: { progress.show($0) },
            isCancelled: {
                guard Signals.stopRequest != nil else { return false }
                if !hasBeenStopped { tellOfStopping(progress) }
                hasBeenStopped = true
                return true
            },
            onNote: { note in
                guard output.verbose else { return }
                progress.erase()
                StandardError.line(ErrorWording.line(for: note, index: index))
            })
        progress.erase()
        try report(summary)
        if summary.interrupted, let signal = Signals.stopRequest { return .stopped(bySignal: signal) }
        return summary.failed > 0 ? .failure : .success
    }

    /// To write down what is done may take a while, and whoever pressed a key waits for an answer.
    private func tellOfStopping(_ progress: ProgressDisplay) {
        guard Terminal.isTerminal(.error), !output.quiet else { return }
        progress.erase()
        StandardError.line("stopping; what is done will be kept (once more: stop at once)")
    }

    private func report(_ summary: RefreshSummary) throws(OutputError) {
        guard !output.quiet else { return }
        try output.report.print(text: SummaryReport.text(summary)) { json in
            json.member("index", index.path)
            SummaryReport.write(summary, to: &json)
        }
    }
}
