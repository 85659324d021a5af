import Foundation
import TestSupport
import Testing

/// What fails below an index ends a run with one clear sentence, and costs nothing that was committed.
@Suite struct StorageFailureTests {
    /// A kind of failure, and the operation that suffers it.
    private static let failures: [(kind: String, operation: String)] = [
        ("ioerror", "write"), ("full", "write"), ("ioerror", "sync"), ("ioerror", "truncate"), ("ioerror", "read"),
        ("ioerror", "lock"), ("busy", "lock"), ("ioerror", "delete"), ("ioerror", "open"),
    ]

    /// Fails one operation after the other: each once, and each with all that follow it.
    @Test(.timeLimit(.minutes(60)), arguments: IndexRun.Kind.allCases)
    func aFailingOperation(_ kind: IndexRun.Kind) throws {
        let run = try IndexRun(kind, records: 5, words: 5...30, seed: 11)
        let operations = try run.operations()
        var generator = SplitMix64(seed: UInt64(kind.rawValue.utf8.count))
        let failures = Torture.isLong ? Self.failures : Array(Self.failures.shuffled(using: &generator).prefix(4))
        var tally = Tally()
        var places: [String] = []
        for (failure, operation) in failures {
            let count = operations[operation] ?? 0
            let all = (0..<count).flatMap { number in
                // One that never comes free is waited for, ten seconds each time.
                (failure == "busy" ? [""] : ["", "+"]).map { "\(failure):\(operation):\(number + 1)\($0)" }
            }
            let faults = all.shuffled(using: &generator).prefix(Torture.isLong ? .max : 1)
            for (number, fault) in faults.enumerated() {
                tally.attempt("\(kind.rawValue), \(fault)") {
                    try Self.attempt(run, fault: fault, queriesFirst: number % 2 == 1)
                }
            }
            if !faults.isEmpty { places.append("\(failure) of \(operation) at \(faults.count) of \(all.count)") }
        }
        tally.note(
            "I/O errors, full disk, locks: \(kind.rawValue)",
            changes: run.expectation.changes.count, remark: places.joined(separator: ", "))
    }

    /// SQLite gets no memory. That ends a run in one way or another: neither Swift nor GRDB goes on without, so it may
    /// be a trap in place of a sentence; but no article is lost.
    @Test(
        .timeLimit(.minutes(60)), arguments: Torture.isLong ? IndexRun.Kind.allCases : [.firstBulkBuild, .refresh])
    func memoryThatRunsOut(_ kind: IndexRun.Kind) throws {
        let run = try IndexRun(kind, records: 5, words: 5...30, seed: 11)
        let count = max(try run.operations()["allocate"] ?? 0, 1)
        var generator = SplitMix64(seed: 15)
        var tally = Tally()
        var traps = 0
        for number in 0..<Torture.tries(1, long: 60) {
            let place = Int.random(in: 1...count, using: &generator)
            let fault = "nomem:allocate:\(place)" + (number % 2 == 0 ? "" : "+")
            let directory = try TemporaryDirectory()
            tally.attempt("\(kind.rawValue), \(fault)") {
                let index = try run.begin(in: directory.path)
                let outcome = try run.start(on: index, fault: fault).outcome()
                let isTrap = outcome.signal == SIGILL || outcome.signal == SIGTRAP
                if isTrap { traps += 1 }
                let failure = isTrap ? nil : try outcome.failure()
                let made = try index.changesMade(queriesFirst: number % 2 == 1)
                if !isTrap { try Self.check(failure, made: made, of: run) }
                try run.finish(index)
                return made
            }
        }
        tally.note(
            "no memory for SQLite: \(kind.rawValue)",
            changes: run.expectation.changes.count, remark: "\(traps) ended by a trap")
    }

    /// - Returns: how many changes were made.
    private static func attempt(_ run: IndexRun, fault: String, queriesFirst: Bool) throws -> Int {
        let directory = try TemporaryDirectory()
        let index = try run.begin(in: directory.path)
        let failure = try run.start(on: index, fault: fault).outcome().failure()
        let ofSQLite = ["-wal", "-shm", "-journal"].map { "index.sqlite" + $0 }
        let beside = try index.filesBeside().filter { !ofSQLite.contains($0) }
        guard beside.isEmpty else { throw Loss("left behind: \(beside)") }
        let made = try index.changesMade(queriesFirst: queriesFirst)
        try check(failure, made: made, of: run)
        try run.finish(index)
        return made
    }

    /// Checks that a run knows what it has done.
    static func check(_ failure: String?, made: Int, of run: IndexRun) throws {
        guard let failure else {
            guard made == run.expectation.changes.count else { throw Loss("went well with \(made) changes") }
            return
        }
        if failure.contains("the index is as it was before"), made > 0 {
            throw Loss("\(made) changes made, in spite of: \(failure)")
        }
        if let said = failure.firstMatch(
            of: #/; (\d+) changes? made before that (?:is|are) kept(, and later ones may be)?/#)
        {
            let kept = Int(said.1) ?? 0
            guard made == kept || made > kept && said.2 != nil else {
                throw Loss("\(made) changes made, in spite of: \(failure)")
            }
        }
        // Only where what was written could not be synced may a run not know what it has done.
        if failure.contains(#/changes may be kept|later ones may be/#), !failure.contains(#/SQLite error 1(034|290)\b/#)
        {
            throw Loss("unsure without a reason: \(failure)")
        }
    }
}
