import Foundation
import TestSupport
import Testing

@testable import IndexFile
@testable import PassageIndex
@testable import PassageSearch

/// A byte that has changed, anywhere in the file, is found by `check` unless nobody could ever read it.
@Suite struct CorruptionTests {
    private enum Outcome: String {
        case found
        /// Every reader gets what it got before: the byte lies where nothing is stored, or in the record of a run.
        case harmless
        case lost
    }

    private let index: SmallIndex
    private let bytes: Data
    private let contents: ReadContents

    init() throws {
        index = try SmallIndex()
        bytes = try Data(contentsOf: URL(fileURLWithPath: index.path))
        contents = try ReadContents(path: index.path, queries: SmallIndex.queries)
        #expect(try IndexChecker(path: index.path).check().problems == [])
    }

    @Test(.timeLimit(.minutes(30))) func flippedBytesAreFound() throws {
        let tries = Torture.tries(60, long: 2000)
        var generator = SplitMix64(seed: 1)
        try examine("a flipped byte", tries: tries) { _ in
            var damaged = bytes
            let place = Int.random(in: 0..<bytes.count, using: &generator)
            damaged[place] ^= UInt8.random(in: 1...255, using: &generator)
            return (damaged, "byte \(place) is \(damaged[place]), not \(bytes[place])")
        }
    }

    /// Most of the file's bytes are nowhere near anything; these are where there is something.
    @Test(.timeLimit(.minutes(30))) func flippedBytesOfContentAreFound() throws {
        let places = bytes.indices.filter { bytes[$0] != 0 }
        let tries = Torture.tries(60, long: 2000)
        var generator = SplitMix64(seed: 2)
        try examine("a flipped byte that was not 0", tries: tries) { _ in
            var damaged = bytes
            let place = places.randomElement(using: &generator) ?? 0
            damaged[place] ^= 1 << UInt8.random(in: 0...7, using: &generator)
            return (damaged, "byte \(place) is \(damaged[place]), not \(bytes[place])")
        }
    }

    @Test(.timeLimit(.minutes(30))) func truncatedTailsAreFound() throws {
        var generator = SplitMix64(seed: 3)
        try examine("a truncated tail", tries: Torture.tries(12, long: 200)) { _ in
            let count = Int.random(in: 0..<bytes.count, using: &generator)
            return (bytes.prefix(count), "\(count) of \(bytes.count) bytes")
        }
    }

    /// Damages a copy of the index again and again, and notes what came of it.
    private func examine(_ fault: String, tries: Int, _ damage: (Int) -> (bytes: Data, name: String)) throws {
        var counts: [Outcome: Int] = [:]
        for number in 0..<tries {
            let (damaged, name) = damage(number)
            let path = index.directory.file("damaged.sqlite")
            try Self.write(damaged, path)
            let outcome = try classify(path, name)
            counts[outcome, default: 0] += 1
            #expect(outcome != .lost, "\(fault): \(name) is not found, and changes what is read")
            if number % 10 == 0 {
                try Self.write(damaged, path)
                try runCommands(path, name)
            }
        }
        let (found, harmless) = (counts[.found] ?? 0, counts[.harmless] ?? 0)
        Torture.note(
            fault, tries: tries, survived: found + harmless, lost: counts[.lost] ?? 0,
            remark: "\(found) found by check, \(harmless) where nothing is stored")
    }

    private static func write(_ bytes: Data, _ path: String) throws {
        for suffix in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
        try bytes.write(to: URL(fileURLWithPath: path))
    }

    private func classify(_ path: String, _ name: String) throws -> Outcome {
        let isFound = try Self.isFound(path, name)
        // Whatever is in the file, readers end with an answer or an IndexError.
        let read = try Self.indexError(name) { try ReadContents(path: path, queries: SmallIndex.queries) }
        _ = try Self.indexError(name) { try IndexReader(path: path).statistics() }
        _ = try Self.indexError(name) { try IndexChecker(path: path).check(.quick) }
        if isFound { return .found }
        return read == contents ? .harmless : .lost
    }

    private static func isFound(_ path: String, _ name: String) throws -> Bool {
        try indexError(name) { try IndexChecker(path: path).check().problems.isEmpty } != true
    }

    /// What `body` returns; `nil` when it throws an `IndexError`, as it may.
    private static func indexError<Result>(_ name: String, _ body: () throws -> Result) throws -> Result? {
        do {
            return try body()
        } catch is IndexError {
            return nil
        } catch {
            Issue.record("\(name): not said by an IndexError: \(error)")
            return nil
        }
    }

    /// The commands answer, or say in one sentence why they cannot.
    private func runCommands(_ path: String, _ name: String) throws {
        for arguments in [["check"], ["check", "--quick"], ["stats"]] {
            let outcome = try CommandProcess.run("lede-index", arguments + ["--index", path])
            Self.expectPolite(outcome, "\(name): \(arguments)")
        }
        for query in ["bridge canal", "bri* ba*"] {
            Self.expectPolite(try CommandProcess.run("lede-query", ["--index", path, query]), "\(name): \(query)")
        }
    }

    static func expectPolite(_ outcome: CommandProcess.Outcome, _ name: String) {
        #expect(outcome.signal == nil && (0...2).contains(outcome.status), "\(name): \(outcome)")
        if outcome.status == 2 {
            let lines = outcome.errors.split(separator: "\n")
            #expect(lines.count == 1, "\(name): \(outcome.errors)")
        }
    }
}
