import Foundation
import IndexFile
import TestSupport
import Testing

/// `kill -9` at any moment leaves an index as it was before or after a commit, and the next run goes on from there.
@Suite struct AtomicBatchTests {
    /// Kills a run at some of its accesses to files, chosen among all of them.
    @Test(.timeLimit(.minutes(30)), arguments: IndexRun.Kind.allCases)
    func killedAtAnAccess(_ kind: IndexRun.Kind) throws {
        try cutOff(
            kind, "kill -9 at a file access", tries: Torture.tries(3, long: 120),
            by: [
                ("kill", "write"), ("torn", "write"), ("kill", "sync"), ("kill", "truncate"), ("kill", "delete"),
                ("kill", "lock"), ("kill", "open"),
            ])
    }

    /// Of what was not synced only some sectors are left.
    @Test(.timeLimit(.minutes(30)), arguments: IndexRun.Kind.allCases)
    func powerThatIsLost(_ kind: IndexRun.Kind) throws {
        try cutOff(
            kind, "power lost at a file access", tries: Torture.tries(3, long: 120),
            by: [("power", "write"), ("power", "sync"), ("power", "truncate"), ("power", "delete"), ("power", "lock")])
    }

    /// When a run has said what it did, all that is on the disk: also where a reader has kept SQLite from writing its log into
    /// the index.
    @Test(arguments: IndexRun.Kind.allCases) func whatARunReportedIsOnTheDisk(_ kind: IndexRun.Kind) throws {
        let run = try IndexRun(kind, seed: 12)
        for hasReader in kind.hasBase ? [false, true] : [false] {
            let directory = try TemporaryDirectory()
            let index = try run.begin(in: directory.path)
            var reader = hasReader ? try IndexReader(path: index.path) : nil
            let outcome = try run.start(on: index, fault: "power:exit:1").outcome()
            #expect(outcome.signal == SIGKILL, "\(outcome)")
            if let open = reader {
                #expect(try FileManager.default.attributesOfItem(atPath: index.path + "-wal")[.size] as? Int ?? 0 > 0)
                withExtendedLifetime(open) {}
            }
            reader = nil
            let made = try index.changesMade(queriesFirst: hasReader)
            #expect(made == run.expectation.changes.count, "with a reader: \(hasReader)")
        }
    }

    private func cutOff(
        _ kind: IndexRun.Kind, _ name: String, tries: Int, by faults: [(fault: String, operation: String)]
    ) throws {
        let run = try IndexRun(kind, seed: 7)
        let operations = try run.operations()
        let points = faults.map { kind in
            (0..<(operations[kind.operation] ?? 0)).map { "\(kind.fault):\(kind.operation):\($0 + 1)" }
        }
        var generator = SplitMix64(seed: 3)
        let chosen = Self.some(tries, of: points, using: &generator)
        var tally = Tally()
        for (number, fault) in chosen.enumerated() {
            let directory = try TemporaryDirectory()
            let index = try run.begin(in: directory.path)
            let outcome = try run.start(on: index, fault: fault).outcome()
            tally.attempt("\(kind.rawValue), \(fault)") {
                try Self.changesKept(by: run, on: index, after: outcome, queriesFirst: number % 2 == 1)
            }
        }
        tally.note("\(name): \(kind.rawValue)", changes: run.expectation.changes.count)
    }

    /// Kills the command itself after some time.
    @Test(.timeLimit(.minutes(30)), arguments: IndexRun.Kind.allCases)
    func killedAtSomeTime(_ kind: IndexRun.Kind) throws {
        try killAtSomeTimes(tries: Torture.tries(1, long: 60), of: IndexRun(kind, seed: 8), name: kind.rawValue) {
            try $0.start(on: $1)
        }
    }

    /// A build of the size that threads are started for; the long form only.
    @Test(.enabled(if: Torture.isLong), .timeLimit(.minutes(30)))
    func aLargeBuildKilledAtSomeTime() throws {
        let run = try IndexRun(.firstBulkBuild, records: 600, words: 100...600, seed: 9)
        try killAtSomeTimes(tries: 10, of: run, name: "first build of 5 MB") { try $0.start(on: $1) }
        try killAtSomeTimes(tries: 40, of: run, name: "first build of 5 MB in smaller batches") {
            try $0.start(on: $1, fault: IndexRun.noFault, batchBytes: 300_000)
        }
    }

    private func killAtSomeTimes(
        tries: Int, of run: IndexRun, name: String, _ start: (IndexRun, TriedIndex) throws -> CommandProcess
    ) throws {
        let directory = try TemporaryDirectory()
        let whole = try run.begin(in: directory.path)
        let started = ContinuousClock.now
        #expect(try start(run, whole).outcome().status == 0)
        let duration = (ContinuousClock.now - started) / .seconds(1)
        var generator = SplitMix64(seed: 4)
        var tally = Tally()
        for number in 0..<tries {
            let directory = try TemporaryDirectory()
            let index = try run.begin(in: directory.path)
            let delay = Double.random(in: 0...duration, using: &generator)
            let outcome = try start(run, index).outcome(within: delay)
            tally.attempt("\(name), killed after \(delay) s") {
                try Self.changesKept(by: run, on: index, after: outcome, queriesFirst: number % 2 == 1)
            }
        }
        tally.note("kill -9 at some time: \(name)", changes: run.expectation.changes.count)
    }

    /// How many changes of a killed run the index has, which the next run then completes.
    ///
    /// - Throws: `Loss` when the run did not end as it should, or anything is not as promised.
    private static func changesKept(
        by run: IndexRun, on index: TriedIndex, after outcome: CommandProcess.Outcome, queriesFirst: Bool
    ) throws -> Int {
        // Threads write in an order of their own, so the last accesses may not come.
        guard outcome.signal == SIGKILL || outcome.status == 0 else {
            throw Loss("ended by itself: \(outcome.status): \(outcome.errors)")
        }
        let made = try index.changesMade(queriesFirst: queriesFirst)
        try run.finish(index)
        return made
    }

    /// Takes as many from each list as from every other, while there are any.
    private static func some(
        _ count: Int, of lists: [[String]], using generator: inout SplitMix64
    ) -> [String] {
        var lists = lists.map { $0.shuffled(using: &generator) }
        var chosen: [String] = []
        while chosen.count < count, !lists.allSatisfy(\.isEmpty) {
            for index in lists.indices where !lists[index].isEmpty && chosen.count < count {
                chosen.append(lists[index].removeLast())
            }
        }
        return chosen
    }
}
