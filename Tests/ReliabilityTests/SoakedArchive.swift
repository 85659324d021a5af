import Foundation
import TestSupport

/// A folder of news that changes, the index of it, and what the index has to hold after each step.
final class SoakedArchive {
    private let directory: TemporaryDirectory
    private let folder: String
    private let index: String
    private var generator: SplitMix64
    private var news = NewsFiles()
    /// What the index has to hold.
    private var indexed: [String: IndexedNews.Article] = [:]
    /// Writes of the last refresh that came to its end.
    private var writes = 100

    private(set) var steps = 0
    private(set) var lastStep = ""
    private var kills = 0
    private var mostRecords = 0
    /// In KiB: of one run, and of the first builds it is compared with.
    private var mostMemory = 0
    private var mostMemoryOfBuilds = 0
    /// In bytes.
    private var size = 0
    private var mostSizeOfBuilds = 0

    init(seed: UInt64) throws {
        directory = try TemporaryDirectory()
        folder = directory.file("news")
        index = directory.file("index/index.sqlite")
        generator = SplitMix64(seed: seed)
        try FileManager.default.createDirectory(
            atPath: directory.file("index"), withIntermediateDirectories: false)
        for name in ["a", "m"] { news.add("\(name).jsonl", records: 10, seed: generator.next()) }
        try news.write(to: folder)
    }

    var report: String {
        """
        \(kills) kills; at most \(mostRecords) articles; index \(size >> 10) KiB, built anew at most \
        \(mostSizeOfBuilds >> 10) KiB; memory of a run at most \(mostMemory >> 10) MiB, of a build anew \
        \(mostMemoryOfBuilds >> 10) MiB
        """
    }

    /// Leaves the index as it is now, and as it was before the last step, where somebody can look at them.
    func keep() -> String {
        let place = FileManager.default.temporaryDirectory.appending(path: "lede-soak-\(UUID())").path
        try? FileManager.default.copyItem(atPath: directory.path, toPath: place)
        return place
    }

    /// Does something, and checks what the index holds then.
    func step() throws {
        steps += 1
        try keepLast()
        switch Int.random(in: 0..<10, using: &generator) {
        case _ where steps == 1: try refresh()
        case 0, 1, 2:
            changeNews()
            try refresh()
        case 3, 4, 5:
            changeNews()
            try refresh(isKilled: true)
        case 6, 7: try remove()
        case 8: try optimize(isKilled: false)
        default: try optimize(isKilled: true)
        }
    }

    /// Copies the index with its log, as nobody has it open.
    private func keepLast() throws {
        let last = directory.file("last")
        try? FileManager.default.removeItem(atPath: last)
        try FileManager.default.copyItem(atPath: directory.file("index"), toPath: last)
    }

    private func changeNews() {
        let last = news
        let count = news.files.values.reduce(0) { $0 + $1.count }
        mostRecords = max(mostRecords, count)
        // The archive grows to some hundred articles and then loses as many as it gets.
        news.change(newFiles: count < 200 ? 3 : 0, recordsPerFile: 12, using: &generator)
        do { try news.write(to: folder, after: last) } catch { lastStep = "cannot write: \(error)" }
    }

    // MARK: - Steps

    private func refresh(isKilled: Bool = false) throws {
        let batch = ["plain:4000", "plain:33554432", "bulk:1500", "bulk:6000"].randomElement(using: &generator) ?? ""
        let number = Int.random(in: 1...writes, using: &generator)
        let counts = directory.file("counts")
        let end = ["kill", "torn", "power"].randomElement(using: &generator) ?? ""
        let fault = isKilled ? "\(end):write:\(number)" : "count:\(counts)"
        lastStep = "refresh, \(batch), \(fault)"
        let expectation = expectation(afterReading: true)
        let outcome = try run(["--jobs", "\(1 + steps % 3)", folder], fault: fault, batch: batch)
        if outcome.signal == SIGKILL, isKilled {
            kills += 1
            let made = try TriedIndex(path: index, expectation: expectation).changesMade(queriesFirst: steps % 2 == 0)
            for change in expectation.changes.prefix(made) { indexed[change.key] = change.after }
            return
        }
        guard outcome.status == 0 else { throw Loss("status \(outcome.status): \(outcome.errors)") }
        if !isKilled {
            let counted = try OperationCounts.read(counts)
            writes = max(counted["write"] ?? 1, 1)
            mostMemory = max(mostMemory, counted["memory"] ?? 0)
        }
        try TriedIndex(path: index, expectation: expectation).checkCompleted()
        indexed = news.articles(in: folder)
    }

    private func remove() throws {
        let keys = indexed.keys.sorted().shuffled(using: &generator).prefix(Int.random(in: 1...5, using: &generator))
        lastStep = "remove \(keys)"
        guard !keys.isEmpty else { return }
        let outcome = try run(["remove"], Array(keys))
        guard outcome.status == 0 else { throw Loss("status \(outcome.status): \(outcome.errors)") }
        for key in keys { indexed[key] = nil }
        try checkUnchanged()
    }

    private func optimize(isKilled: Bool) throws {
        let end = Bool.random(using: &generator) ? "kill" : "power"
        let fault = isKilled ? "\(end):write:\(Int.random(in: 1...60, using: &generator))" : nil
        lastStep = "optimize, \(fault ?? "whole")"
        let outcome = try run(["optimize"], fault: fault, batch: "plain:4000")
        if outcome.signal == SIGKILL, isKilled {
            kills += 1
        } else if outcome.status != 0 {
            throw Loss("status \(outcome.status): \(outcome.errors)")
        }
        try checkUnchanged()
    }

    private func run(
        _ command: [String], _ inputs: [String] = [], fault: String? = nil, batch: String = ""
    ) throws -> CommandProcess.Outcome {
        let environment = fault.map { ["LEDE_FAULT": $0, "LEDE_BATCH": batch] } ?? [:]
        let isSubcommand = command.count == 1
        let words = (isSubcommand ? command : []) + ["--index", index] + (isSubcommand ? inputs : command)
        return try CommandProcess.run(
            fault == nil ? "lede-index" : "lede-index-faulty", words, environment: environment)
    }

    // MARK: - Checks

    private func expectation(afterReading: Bool) -> Expectation {
        // Before the first commit there is none.
        let last = (try? IndexedNews.lastBatch(path: index)) ?? 0
        return afterReading
            ? Expectation(indexed, to: news, in: folder, lastBatch: last)
            : Expectation(indexed, words: news.words, lastBatch: last)
    }

    private func checkUnchanged() throws {
        try TriedIndex(path: index, expectation: expectation(afterReading: false)).changesMade(
            queriesFirst: steps % 2 == 0)
    }

    /// Compares with what a build anew of the same articles takes.
    ///
    /// SQLite uses free pages again but keeps them, so the index is compared with the largest one that there was: it may
    /// take three times as much, as FTS5 keeps what was removed until it merges, and keeps the segments that it merges
    /// beside the new one for as long. A run may take half as much memory again as a build.
    func measure() throws {
        lastStep = "measure"
        if steps % 2 == 0 {
            try refresh()
            try optimize(isKilled: false)
        }
        let other = try TemporaryDirectory()
        let counts = other.file("counts")
        let outcome = try CommandProcess.run(
            "lede-index-faulty", ["--quiet", "--index", other.file("index.sqlite"), folder],
            environment: ["LEDE_FAULT": "count:\(counts)"])
        guard outcome.status == 0 else { throw Loss("a build anew: \(outcome.errors)") }
        mostMemoryOfBuilds = max(mostMemoryOfBuilds, try OperationCounts.read(counts)["memory"] ?? 0)
        mostSizeOfBuilds = max(mostSizeOfBuilds, try Self.size(other.file("index.sqlite")))
        size = try Self.size(index)
        guard size <= 3 * mostSizeOfBuilds else { throw Loss("the index has grown too large: \(report)") }
        guard mostMemory <= mostMemoryOfBuilds * 3 / 2 else { throw Loss("a run took too much memory: \(report)") }
    }

    private static func size(_ path: String) throws -> Int {
        try (FileManager.default.attributesOfItem(atPath: path)[.size] as? NSNumber)?.intValue ?? 0
    }
}
