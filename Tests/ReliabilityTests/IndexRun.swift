import Foundation
import GRDB
import TestSupport

/// A run of `lede-index` that leads an index from one state to another, to be tried with a fault in it as often as one
/// likes.
struct IndexRun {
    enum Kind: String, CaseIterable, Sendable {
        case firstBuild = "first build"
        case firstBulkBuild = "first bulk build"
        case refresh
        case bulkRefresh = "bulk refresh"
        case optimize
        case migration
        case removal

        var hasBase: Bool { self != .firstBuild && self != .firstBulkBuild }
        var isBulk: Bool { self == .firstBulkBuild || self == .bulkRefresh }
    }

    let kind: Kind
    let expectation: Expectation
    /// Holds the news, and `base.sqlite` where the run does not begin with nothing.
    private let directory: TemporaryDirectory
    private let subcommand: [String]
    private let arguments: [String]

    /// - Parameters:
    ///   - records: of a file.
    ///   - words: of a record.
    init(_ kind: Kind, records: Int = 8, words: ClosedRange<Int> = 5...60, seed: UInt64) throws {
        self.kind = kind
        directory = try TemporaryDirectory()
        let folder = directory.file("news")
        let base = directory.file("base.sqlite")
        var generator = SplitMix64(seed: seed)
        var news = NewsFiles()
        for name in ["a", "f", "m", "t"] {
            news.add("\(name).jsonl", records: records, words: words, seed: generator.next())
        }
        try news.write(to: folder)
        var before: [String: IndexedNews.Article] = [:]
        var removed: [String] = []
        if kind.hasBase {
            try Self.refresh(base, folder)
            if kind == .optimize {
                // Each run adds segments.
                for _ in 0..<5 {
                    let last = news
                    news.change(using: &generator)
                    try news.write(to: folder, after: last)
                    try Self.refresh(base, folder)
                }
            }
            if kind == .migration { try Self.edit(base, OlderSchema.statements(for: 2)) }
            before = news.articles(in: folder)
            let last = news
            if kind == .removal {
                removed = ["f.jsonl", "m.jsonl#\(news.files["m.jsonl"]?[1].id ?? "")"]
                news.remove(removed)
            } else if kind != .optimize {
                news.change(newFiles: kind.isBulk ? 3 : 1, recordsPerFile: records, using: &generator)
                try news.write(to: folder, after: last)
            }
        }
        expectation = Expectation(
            before, to: news, in: folder,
            lastBatch: kind.hasBase ? try IndexedNews.lastBatch(path: base) : 0)
        switch kind {
        case .optimize: (subcommand, arguments) = (["optimize"], [])
        case .removal: (subcommand, arguments) = (["remove"], removed.map { "\(folder)/\($0)" })
        default: (subcommand, arguments) = ([], ["--jobs", kind.isBulk ? "2" : "1", folder])
        }
    }

    private static func refresh(_ index: String, _ folder: String) throws {
        let outcome = try CommandProcess.run("lede-index", ["--quiet", "--index", index, folder])
        guard outcome.status == 0 else { throw Loss("no index to begin with: \(outcome.errors)") }
    }

    private static func edit(_ path: String, _ sql: String) throws {
        let queue = try DatabaseQueue(path: path)
        defer { try? queue.close() }
        try queue.inDatabase { try $0.execute(sql: sql) }
    }

    // MARK: - Trying

    /// Puts the index as it was before the run into a directory, which holds nothing else.
    func begin(in folder: String) throws -> TriedIndex {
        let index = TriedIndex(path: folder + "/index.sqlite", expectation: expectation)
        if kind.hasBase { try FileManager.default.copyItem(atPath: directory.file("base.sqlite"), toPath: index.path) }
        return index
    }

    /// The command line of the run.
    func commandLine(_ path: String) -> [String] { subcommand + ["--index", path] + arguments }

    /// What comes of no fault, by the command that knows some.
    static let noFault = "count:/dev/null"

    /// Starts the run, with a fault or by the command as it is.
    ///
    /// - Parameter batchBytes: how much text makes a batch, where there is a fault.
    func start(on index: TriedIndex, fault: String? = nil, batchBytes: Int = 2500) throws -> CommandProcess {
        guard let fault else { return try CommandProcess("lede-index", commandLine(index.path)) }
        return try CommandProcess(
            "lede-index-faulty", commandLine(index.path),
            environment: ["LEDE_FAULT": fault, "LEDE_BATCH": "\(kind.isBulk ? "bulk" : "plain"):\(batchBytes)"])
    }

    /// Runs once more without a fault; checks that the index is then as it would have been, with nothing beside it.
    func finish(_ index: TriedIndex) throws {
        let outcome = try start(on: index).outcome()
        // Of what was removed before, `remove` says that it is not there.
        guard outcome.status == 0 || kind == .removal && outcome.status == 1 else {
            throw Loss("the next run: \(outcome.status): \(outcome.errors)")
        }
        try index.checkCompleted()
    }

    /// How often SQLite asks the system for something in a run without a fault, by the names of the operations.
    func operations() throws -> [String: Int] {
        let directory = try TemporaryDirectory()
        let (folder, counts) = (try TemporaryDirectory(), directory.file("counts"))
        let outcome = try start(on: begin(in: folder.path), fault: "count:\(counts)").outcome()
        guard outcome.status == 0 else { throw Loss("fails without a fault: \(outcome.errors)") }
        return try OperationCounts.read(counts)
    }
}

/// What the faulty commands count.
enum OperationCounts {
    static func read(_ path: String) throws -> [String: Int] {
        var counts: [String: Int] = [:]
        for line in try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n") {
            let parts = line.split(separator: " ")
            if parts.count == 2 { counts[String(parts[0])] = Int(parts[1]) }
        }
        return counts
    }
}

extension CommandProcess.Outcome {
    /// What a command says of its failure, in one sentence; `nil` where it did not fail.
    ///
    /// - Throws: `Loss` where it fails otherwise.
    func failure(negative: Int32 = 0) throws -> String? {
        if let signal {
            throw Loss(signal == SIGKILL ? "hangs" : "crashed by signal \(signal): \(errors)")
        }
        if status == 0 || status == negative {
            guard errors.isEmpty else { throw Loss("went well, and says: \(errors)") }
            return nil
        }
        let lines = errors.split(separator: "\n")
        guard status == 2, lines.count == 1, let line = lines.first, line.contains("index.sqlite: ") else {
            throw Loss("status \(status), saying: \(errors)")
        }
        return String(line)
    }
}
