import Foundation
import Synchronization
import TestSupport
import Testing

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

    /// The generation that an answer is of.
    private static func askedGeneration(_ index: String) throws -> Int {
        let outcome = try CommandProcess.run(
            "lede-query", ["--index", index, "--format", "jsonl", "--duplicates", "show", "-n", "20", "bulletin"])
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

    @Test(.timeLimit(.minutes(60)))
    func everyAnswerIsOfOneState() throws {
        let batches = Torture.tries(12, long: 200)
        let readers = Torture.tries(3, long: 8)
        try write(generation: 0)
        try runIndex("--quiet", directory.file("news"))

        let index = index
        let isWriting = Atomic(true)
        let answers = Mutex((all: 0, failed: 0))
        let threads = (0..<readers).map { _ in
            Thread {
                var last = 0
                while isWriting.load(ordering: .relaxed) {
                    do {
                        let generation = try Self.askedGeneration(index)
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
        #expect(try Self.askedGeneration(index) == batches)

        let (all, failed) = answers.withLock { $0 }
        Torture.note(
            "queries beside a writer", tries: all, survived: all - failed, lost: failed,
            remark: "\(readers) readers, \(batches) batches")
        #expect(all > 0 && failed == 0)
    }
}
