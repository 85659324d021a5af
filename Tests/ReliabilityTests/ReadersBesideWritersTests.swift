import Foundation
import Synchronization
import TestSupport
import Testing

@testable import IndexFile

/// Whoever asks while batches are committed gets an answer at once, and one from a single state of the index.
@Suite struct ReadersBesideWritersTests {
    private let directory: TemporaryDirectory
    private var index: String { directory.file("index.sqlite") }
    private static let articles = 5

    init() throws {
        directory = try TemporaryDirectory()
    }

    /// The articles of a generation: each batch changes four, adds one, and removes one.
    private func write(generation: Int) throws {
        let lines = (0..<Self.articles).map { number in
            #"{"id":"\#(generation + number)","text":"The bulletin of generation g\#(generation)."}"#
        }
        try directory.write("news/bulletins.jsonl", lines.joined(separator: "\n"))
        // Now and then, so much that it goes in through a build in bulk.
        if generation % 20 == 10 {
            let archive = GeneratedArchive(articles: 3600, words: 100...200, seed: UInt64(generation))
            try directory.write("news/archive.jsonl", try archive.jsonLines())
        }
    }

    private func runIndex(_ arguments: String...) throws {
        let outcome = try CommandProcess.run("lede-index", arguments + ["--index", index])
        #expect(outcome.status == 0, "\(arguments): \(outcome.errors)")
    }

    /// Who reads.
    enum Reader: String, CaseIterable {
        case sameUser = "readers"
        /// Sees the directory as one in which nothing can be written.
        case onReadOnlyMedia = "readers on read-only media"
        /// May write nothing in the directory, and lock nothing.
        case otherUser = "readers of another user"
    }

    /// How one of them asks.
    private struct Question: Sendable {
        private var command = ["lede-query"]
        private let index: String
        private let mount: Mount?

        /// `nil` where that cannot be tried.
        init?(_ reader: Reader, _ directory: TemporaryDirectory) throws {
            switch reader {
            case .sameUser:
                mount = nil
            case .onReadOnlyMedia:
                mount = try Mount.readOnly(directory.path)
                if mount == nil { return nil }
            case .otherUser:
                mount = nil
                let user = ["/usr/bin/env", "setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"]
                command = user + [try Project.products() + "/lede-query"]
                guard getuid() == 0, try CommandProcess.run(command[0], command.dropFirst() + ["--version"]).status == 0
                else {
                    print("skipped: nobody else can run the command here")
                    return nil
                }
            }
            index = (mount?.path ?? directory.path) + "/index.sqlite"
        }

        func ask() throws -> CommandProcess.Outcome {
            try CommandProcess.run(
                command[0],
                command.dropFirst() + [
                    "--index", index, "--format", "jsonl", "--duplicates", "show", "-n", "20", "bulletin",
                ])
        }
    }

    /// The generation that an answer is of.
    private static func generation(_ outcome: CommandProcess.Outcome) throws -> Int {
        try #require(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.status): \(outcome.errors)")
        let hits = outcome.text.split(separator: "\n")
        try #require(hits.count == articles)
        let generations = Set(hits.compactMap { $0.firstMatch(of: #/generation g([0-9]+)\./#)?.output.1 })
        let keys = Set(
            hits.compactMap { $0.firstMatch(of: #/bulletins\.jsonl#([0-9]+)"/#).flatMap { Int($0.output.1) } })
        let generation = try #require(generations.count == 1 ? generations.first.flatMap { Int($0) } : nil, "\(hits)")
        try #require(keys == Set(generation..<generation + articles))
        return generation
    }

    @Test(.timeLimit(.minutes(60)), arguments: Reader.allCases)
    func everyAnswerIsOfOneState(reader: Reader) throws {
        guard let question = try Question(reader, directory) else { return }
        let batches = Torture.tries(12, long: 200)
        let readers = Torture.tries(3, long: 8)
        try write(generation: 0)
        try runIndex("--quiet", directory.file("news"))

        let isWriting = Atomic(true)
        let answers = Mutex((all: 0, failed: 0))
        let threads = (0..<readers).map { _ in
            Thread {
                var last = 0
                while isWriting.load(ordering: .relaxed) {
                    do {
                        let generation = try Self.generation(question.ask())
                        // What a reader has seen is never taken back.
                        #expect(generation >= last)
                        last = generation
                        answers.withLock { $0.all += 1 }
                    } catch {
                        Issue.record(error)
                        answers.withLock { ($0.all, $0.failed) = ($0.all + 1, $0.failed + 1) }
                    }
                }
            }
        }
        for thread in threads { thread.start() }
        for generation in 1...batches {
            try write(generation: generation)
            try runIndex("--quiet", directory.file("news"))
            if generation % 30 == 5 { try runIndex("optimize") }
        }
        isWriting.store(false, ordering: .relaxed)
        while threads.contains(where: { !$0.isFinished }) { usleep(10_000) }
        #expect(try Self.generation(question.ask()) == batches)

        let (all, failed) = answers.withLock { $0 }
        Torture.note(
            "queries beside a writer", tries: all, survived: all - failed, lost: failed,
            remark: "\(readers) \(reader.rawValue), \(batches) batches")
        #expect(all > 0 && failed == 0)
    }

    /// Who can lock nothing reads once more what was written to meanwhile, and goes on with what is there now.
    @Test func aReaderWithoutLocksReadsAgain() throws {
        guard let mount = try Mount.readOnly(directory.path) else { return }
        // The reader has to end first: nothing can be unmounted that is open.
        try withExtendedLifetime(mount) { try readAgain(mount.path) }
    }

    private func readAgain(_ place: String) throws {
        try write(generation: 0)
        try runIndex("--quiet", directory.file("news"))
        let reader = try IndexReader(path: place + "/index.sqlite")
        var found: [Int] = []
        func batches(_ snapshot: IndexSnapshot) throws -> Int {
            found.append(try snapshot.connection.number("SELECT count(*) FROM batch"))
            return found.count
        }
        #expect(try reader.withSnapshot(batches) == 1)
        let tries = try reader.withSnapshot { snapshot in
            let tries = try batches(snapshot) - 1
            if tries == 1 {
                try write(generation: 1)
                try runIndex("--quiet", directory.file("news"))
            }
            return tries
        }
        #expect(tries == 2 && found == [1, 1, 2])
        try write(generation: 2)
        try runIndex("--quiet", directory.file("news"))
        #expect(try reader.withSnapshot(batches) == 4 && found.last == 3)
    }
}
