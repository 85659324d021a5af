import Foundation
import TestSupport
import Testing

/// A query whose storage or memory fails answers as ever, or says so in one sentence.
@Suite struct QueryFailureTests {
    private static let failures: [(kind: String, operation: String)] = [
        ("ioerror", "read"), ("ioerror", "open"), ("ioerror", "lock"), ("busy", "lock"), ("nomem", "allocate"),
    ]

    /// - Parameter isCutOff: whether a run was killed before, so that the index has a log that is read as well.
    @Test(.timeLimit(.minutes(30)), arguments: [false, true])
    func aFailingOperation(isCutOff: Bool) throws {
        let run = try IndexRun(.refresh, seed: 12)
        let directory = try TemporaryDirectory()
        let index = try run.begin(in: directory.path)
        if isCutOff {
            // What is deleted last is the log.
            let outcome = try run.start(on: index, fault: "kill:delete:1").outcome()
            #expect(outcome.signal == SIGKILL)
        } else {
            #expect(try run.start(on: index).outcome().status == 0)
        }
        let queries = try Queries(run, index)
        let reference = try queries.outcome(fault: nil)
        #expect(reference.status == 0 && !reference.output.isEmpty)
        var generator = SplitMix64(seed: 6)
        var tally = Tally()
        for (failure, operation) in Self.failures {
            let count = try queries.operations()[operation] ?? 0
            let all = (0..<count).flatMap { number in
                (failure == "busy" ? [""] : ["", "+"]).map { "\(failure):\(operation):\(number + 1)\($0)" }
            }
            for fault in all.shuffled(using: &generator).prefix(Torture.tries(2, long: 300)) {
                tally.attempt("lede-query, \(fault)") {
                    let outcome = try queries.outcome(fault: fault)
                    let told = try outcome.failure(negative: 1)
                    // What was answered before a failure was right, too.
                    guard
                        told == nil ? outcome.output == reference.output : reference.output.starts(with: outcome.output)
                    else { throw Loss("\(told ?? "no failure"), and other answers") }
                    return 0
                }
            }
        }
        tally.note("I/O errors, locks, no memory: query", remark: isCutOff ? "of an index with a log" : "")
    }

    /// The index becomes shorter while it is searched, as when another file is copied over it.
    @Test(.timeLimit(.minutes(10))) func anIndexThatIsCutOffMeanwhile() throws {
        let directory = try TemporaryDirectory()
        let archive = GeneratedArchive(articles: 1500, words: 20...300, seed: 5)
        try directory.write("news.jsonl", archive.jsonLines())
        let whole = directory.file("whole.sqlite")
        try #require(
            try CommandProcess.run("lede-index", ["--quiet", "--index", whole, directory.file("news.jsonl")]).status
                == 0)
        let words = archive.articles.flatMap { $0.text.split(separator: " ").prefix(4) }
        try directory.write("queries", words.map { "\($0) OR \($0.prefix(2))*\n" }.joined())
        let bytes = try FileManager.default.attributesOfItem(atPath: whole)[.size] as? Int ?? 0
        let index = directory.file("index.sqlite")
        var generator = SplitMix64(seed: 10)
        var tally = Tally()
        var told: [String: Int] = [:]
        for number in 0..<Torture.tries(3, long: 100) {
            try? FileManager.default.removeItem(atPath: index)
            try FileManager.default.copyItem(atPath: whole, toPath: index)
            let run = try CommandProcess(
                "lede-query", ["--index", index, "--batch", directory.file("queries"), "-l"])
            usleep(UInt32.random(in: 10_000...150_000, using: &generator))
            truncate(index, off_t.random(in: 0...off_t(bytes), using: &generator))
            tally.attempt("try \(number)") {
                let failure = try run.outcome().failure(negative: 1)
                let isOfSystem = failure?.contains("became shorter") ?? false
                told[
                    failure == nil ? "answered" : isOfSystem ? "ended by the system" : "ended by SQLite", default: 0] +=
                    1
                return 0
            }
        }
        tally.note(
            "an index that is cut off while it is searched",
            remark: told.map { "\($0.value)× \($0.key)" }.sorted().joined(separator: ", "))
    }

    private struct Queries {
        let index: TriedIndex
        let directory: TemporaryDirectory

        init(_ run: IndexRun, _ index: TriedIndex) throws {
            self.index = index
            directory = try TemporaryDirectory()
            try directory.write("queries", run.expectation.words.map { "+\($0) OR \($0.prefix(3))*\n" }.joined())
        }

        func outcome(fault: String?) throws -> CommandProcess.Outcome {
            let environment = fault.map { ["LEDE_FAULT": $0] } ?? [:]
            return try CommandProcess.run(
                "lede-query-faulty", TriedIndex.queryArguments(index: index.path, batch: directory.file("queries")),
                environment: environment)
        }

        func operations() throws -> [String: Int] {
            _ = try outcome(fault: "count:\(directory.file("counts"))")
            return try OperationCounts.read(directory.file("counts"))
        }
    }
}
