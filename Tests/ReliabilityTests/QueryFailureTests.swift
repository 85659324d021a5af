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
