import Foundation
import TestSupport
import Testing

@testable import Articles

/// Whatever the bytes, a reader makes articles and failures of them, in bounded time and memory.
///
/// `LEDE_FUZZ_INPUTS` is the number of inputs a reader gets, with a new seed each time; `LEDE_FUZZ_SEED` repeats a run, and
/// `LEDE_FUZZ_READER` leaves out all readers but one. `LEDE_FUZZ_INPUT` is a file with an input to be read once more.
@Suite struct ReaderFuzzTests {
    private static let environment = ProcessInfo.processInfo.environment
    private static let isLong = environment["LEDE_FUZZ_INPUTS"] != nil
    private static let inputs = environment["LEDE_FUZZ_INPUTS"].flatMap { Int($0) } ?? 200
    private static let seed =
        environment["LEDE_FUZZ_SEED"].flatMap { UInt64($0) } ?? (isLong ? UInt64.random(in: 0...UInt64.max) : 131)
    private static let readers = ReaderContractTests.names.filter {
        environment["LEDE_FUZZ_READER"] == nil || environment["LEDE_FUZZ_READER"] == $0
    }

    @Test(arguments: readers)
    func everyInputIsReadOrRefused(name: String) throws {
        let corpora = ReaderContractTests.names.flatMap { FuzzCorpus(reader: $0).fixtures }
        let mutator = InputMutator(FuzzCorpus(reader: name), others: corpora)
        let watchdog = HangWatchdog(name, keepsInput: Self.isLong)
        defer { watchdog.end() }
        var articles = 0
        let start = Self.processorTime
        for number in 0..<Self.inputs {
            // A generator for each, so that an input does not depend on what the ones before it were made of.
            var generator = SplitMix64(seed: Self.seed &+ UInt64(number) &* 0x9E37_79B9_7F4A_7C15)
            let bytes = mutator.input(&generator)
            watchdog.begin(bytes)
            let reading = FuzzedReading(
                bytes, reader: name, isForced: Int.random(in: 0..<4, using: &generator) > 0,
                limit: Int.random(in: 0..<8, using: &generator) == 0 ? 64 : 1 << 20)
            articles += reading.articles
            if let problem = reading.problem {
                let path = HangWatchdog.save(bytes, "\(name)-problem")
                Issue.record("\(problem); seed \(Self.seed), input \(number), saved in \(path)")
                return
            }
        }
        guard Self.isLong else { return }
        let seconds = max(Self.processorTime - start, 1e-9)
        print(
            "fuzz: \(name): \(Self.inputs) inputs, \(Int(Double(Self.inputs) / seconds)) a second of processor time,"
                + " \(articles) articles, seed \(Self.seed)")
    }

    @Test(.enabled(if: environment["LEDE_FUZZ_INPUT"] != nil), arguments: readers, [true, false])
    func theSavedInputIsReadOrRefused(name: String, isForced: Bool) throws {
        let path = try #require(Self.environment["LEDE_FUZZ_INPUT"])
        let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
        for limit in [64, 1 << 20] {
            #expect(FuzzedReading(bytes, reader: name, isForced: isForced, limit: limit).problem == nil)
        }
    }

    @Test func theSameSeedMakesTheSameInputs() {
        let mutator = InputMutator(FuzzCorpus(reader: "jsonl"), others: [])
        var one = SplitMix64(seed: 7)
        var other = SplitMix64(seed: 7)
        let inputs = (0..<50).map { _ in mutator.input(&one) }
        #expect(inputs == (0..<50).map { _ in mutator.input(&other) })
        #expect(Set(inputs).count > 40)
    }

    @Test(arguments: ReaderContractTests.names)
    func thereIsSomethingToBeginWith(name: String) {
        #expect(FuzzCorpus(reader: name).fixtures.contains { !$0.isEmpty }, "add fixtures of the format to FuzzCorpus")
    }

    /// Seconds this thread has run.
    private static var processorTime: Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
