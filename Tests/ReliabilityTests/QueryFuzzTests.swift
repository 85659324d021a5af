import Articles
import Foundation
import PassageIndex
import PassageSearch
import TestSupport
import Testing
import TextAnalysis

/// Whatever is typed is a query, is answered in bounded time and memory, and never becomes SQL.
///
/// `LEDE_QUERY_FUZZ_INPUTS` is the number of queries, with a new seed each time; `LEDE_QUERY_FUZZ_SEED` repeats a run, and
/// `LEDE_QUERY_FUZZ_INPUT` is a file with a query to be asked once more.
@Suite(.timeLimit(.minutes(60))) struct QueryFuzzTests {
    private static let environment = ProcessInfo.processInfo.environment
    private static let isLong = environment["LEDE_QUERY_FUZZ_INPUTS"] != nil
    private static let inputs =
        environment["LEDE_QUERY_FUZZ_INPUTS"].flatMap { Int($0) } ?? Torture.tries(1500, long: 30_000)
    private static let seed =
        environment["LEDE_QUERY_FUZZ_SEED"].flatMap { UInt64($0) } ?? (isLong ? UInt64.random(in: 0...UInt64.max) : 17)
    /// Each is a thread of its own.
    private static let shards = isLong ? 2 : 1

    private let directory: TemporaryDirectory
    private var index: String { directory.file("index.sqlite") }

    init() throws {
        directory = try TemporaryDirectory()
        let texts = [
            "A train with \"quotes\" left 東京都 for a summit, 6,500 kilometers away.",
            "“It is an arms deal,” Kim Jong-un said.",
            "รถไฟฟ้ามาแล้ว", "한국어 뉴스입니다.", "L’économie, la défense.",
            "a\u{301}\u{323}\u{345}\u{316} \u{301} U.S. intelligence, C++ and AT&T.",
        ]
        let records = try texts.enumerated().map { number, text in
            let fields = ["id": "t\(number)", "title": "Summit \(number)", "source": "Gazette", "text": text]
            return String(decoding: try JSONEncoder().encode(fields), as: UTF8.self) + "\n"
        }
        let archive = GeneratedArchive(articles: 30, words: 20...60, mostWords: 300, seed: 5)
        let file = try directory.write("wire.jsonl", try records.joined() + archive.jsonLines())
        _ = try IndexWriter(path: index).refresh(RefreshOptions(inputs: [.path(file)]))
    }

    @Test(arguments: 0..<shards) func everyQueryIsAnswered(shard: Int) throws {
        let watchdog = HangWatchdog("queries-\(shard)", keepsInput: Self.isLong)
        defer { watchdog.end() }
        let count = Self.inputs / Self.shards
        let mutator = QueryMutator()
        var answered = 0
        var found = 0
        var slowest: (time: Duration, query: [UInt8]) = (.zero, [])
        let started = ContinuousClock.now
        let statements = try StatementRecorder.record {
            let searcher = try Searcher(path: index)
            for number in 0..<count {
                // A generator for each, so that a query does not depend on the ones before it.
                var generator = SplitMix64(
                    seed: Self.seed &+ UInt64(number * Self.shards + shard) &* 0x9E37_79B9_7F4A_7C15)
                let bytes = mutator.query(&generator)
                watchdog.begin(bytes)
                let begun = ContinuousClock.now
                if let problem = problem(bytes, searcher, &generator, &found) {
                    let path = HangWatchdog.save(bytes, "queries-problem")
                    Issue.record("\(problem); seed \(Self.seed), query \(number), saved in \(path)")
                } else {
                    answered += 1
                }
                let time = ContinuousClock.now - begun
                if time > slowest.time { slowest = (time, bytes) }
            }
        }
        let seconds = (ContinuousClock.now - started) / .seconds(1)
        let ofPlainQueries = try statementsOfPlainQueries()
        #expect(statements.count > 5)
        #expect(statements.subtracting(ofPlainQueries).isEmpty)
        let milliseconds = Int(slowest.time / .milliseconds(1))
        let start = String(decoding: slowest.query.prefix(30), as: UTF8.self).debugDescription
        print(
            "fuzz: \(count) queries, \(Int(Double(count) / max(seconds, 1e-9))) a second, \(found) of them found something, "
                + "\(statements.count) different statements, at most \(Self.peakMegabytes) MB in use; the slowest took "
                + "\(milliseconds) ms: \(start)… (\(slowest.query.count) bytes); seed \(Self.seed)")
        Torture.note(
            "hostile queries", tries: count, survived: answered, lost: count - answered,
            remark: "slowest \(milliseconds) ms, \(Self.peakMegabytes) MB")
        #expect(answered == count)
        // Other tests of the process have their memory too, but not where this one runs alone.
        if Self.isLong { #expect(Self.peakMegabytes < 1024) }
    }

    @Test(.enabled(if: environment["LEDE_QUERY_FUZZ_INPUT"] != nil))
    func theSavedQueryIsAnswered() throws {
        let path = try #require(Self.environment["LEDE_QUERY_FUZZ_INPUT"])
        let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
        let searcher = try Searcher(path: index)
        var found = 0
        for seed in 0..<50 as Range<UInt64> {
            var generator = SplitMix64(seed: seed)
            #expect(problem(bytes, searcher, &generator, &found) == nil)
        }
    }

    // MARK: - In process

    /// What is wrong with the answer to a query, if anything is.
    private func problem(
        _ bytes: [UInt8], _ searcher: Searcher, _ generator: inout SplitMix64, _ found: inout Int
    ) -> String? {
        let request = Self.request(String(decoding: bytes, as: UTF8.self), &generator)
        do {
            switch Int.random(in: 0..<8, using: &generator) {
            case 0: found += try searcher.count(request) > 0 ? 1 : 0
            case 1: found += try searcher.articles(request).isEmpty ? 0 : 1
            default:
                let hits = try searcher.search(request).hits
                found += hits.isEmpty ? 0 : 1
                for hit in hits where !Self.areSound(hit) { return "highlights out of place" }
            }
            return nil
        } catch {
            return "\(error)"
        }
    }

    private static func areSound(_ hit: Hit) -> Bool {
        let bytes = Array(hit.passage.text.utf8)
        var end = 0
        for range in hit.highlights {
            guard range.lowerBound >= end, range.upperBound <= bytes.count, !range.isEmpty,
                String(validating: bytes[range], as: UTF8.self) != nil
            else { return false }
            end = range.upperBound
        }
        return true
    }

    /// The query with options, each of which is used now and then.
    private static func request(_ query: String, _ generator: inout SplitMix64) -> SearchRequest {
        func now(_ share: Int) -> Bool { Int.random(in: 0..<share, using: &generator) == 0 }
        var request = SearchRequest(query: query)
        if now(50) {
            request.query = ""
            request.example = Example(body: query)
        }
        if now(3) { request.requiresAllWords = true }
        if now(8) { request.passagesPerArticle = 3 }
        if now(8) { request.excerptLength = 80 }
        if now(8) { request.collapsesDuplicates = true }
        if now(8) { request.articlesPerSource = 2 }
        if now(8) { request.sources = [String(query.prefix(20))] }
        if now(8) { request.since = PublicationDate(parsing: "2021") }
        if now(8) { request.until = PublicationDate(parsing: "2023-09") }
        if now(8) { request.language = [.english, .japanese, .thai].randomElement(using: &generator) }
        if now(20) { request.offset = 5 }
        return request
    }

    /// What runs for words that cannot be taken for anything else, with all the options there are.
    private func statementsOfPlainQueries() throws -> Set<String> {
        try StatementRecorder.record {
            let searcher = try Searcher(path: index)
            var generator = SplitMix64(seed: 1)
            for query in ["train", "summit train", "\"arms deal\"", "arms*", "title:summit", "in:lede train", "東京都"] {
                for _ in 0..<60 {
                    var found = 0
                    _ = problem(Array(query.utf8), searcher, &generator, &found)
                }
            }
            // Conditions on dates and sources are put together, each with or without the others.
            for number in 0..<8 {
                var request = SearchRequest(query: "train")
                if number & 1 > 0 { request.since = PublicationDate(parsing: "2021") }
                if number & 2 > 0 { request.until = PublicationDate(parsing: "2023") }
                if number & 4 > 0 { request.sources = ["Gazette"] }
                _ = try searcher.search(request)
            }
        }
    }

    /// The most memory the process ever had.
    private static var peakMegabytes: Int {
        var usage = rusage()
        #if os(Linux)
            getrusage(RUSAGE_SELF.rawValue, &usage)
            return usage.ru_maxrss >> 10
        #else
            getrusage(RUSAGE_SELF, &usage)
            return usage.ru_maxrss >> 20
        #endif
    }

    // MARK: - Through the command

    /// A line of a file each, in every format that takes several.
    @Test(arguments: ["line", "jsonl", "tsv", "paths", "trec", "-c"])
    func aBatchIsAnswered(format: String) throws {
        let count = Self.isLong ? 20_000 : 50
        var generator = SplitMix64(seed: Self.seed)
        var lines: [UInt8] = []
        for number in 0..<count {
            let query = QueryMutator().query(&generator).map { $0 == 0x0A ? 0x20 : $0 }
            lines += Array("q\(number)\t".utf8) + query + [0x0A]
        }
        try Data(lines).write(to: URL(fileURLWithPath: directory.file("queries")))
        let options = format == "-c" ? ["-c"] : ["--format", format]
        let outcome = try CommandProcess.run(
            "lede-query", ["--index", index, "--batch", directory.file("queries")] + options)
        #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
        let records = outcome.output.split(separator: 0x0A)
        if format == "-c" { #expect(records.count == count) }
        #expect(
            records.allSatisfy { format == "jsonl" ? $0.first == UInt8(ascii: "{") : $0.first == UInt8(ascii: "q") })
    }

    /// As words of a command line, which hold anything but a NUL.
    @Test func aCommandLineIsAnswered() throws {
        let count = Self.isLong ? 2000 : 20
        let formats = ["text", "line", "jsonl", "json", "tsv", "paths", "trec"]
        var generator = SplitMix64(seed: Self.seed &+ 1)
        for number in 0..<count {
            let query = QueryMutator().query(&generator).filter { $0 != 0 }
            let file = directory.file("query")
            try Data(query).write(to: URL(fileURLWithPath: file))
            let options = "--format \(formats[number % formats.count])" + (number % 3 == 0 ? " --explain" : "")
            let script = "exec lede-query --index '\(index)' \(options) -- \"$(cat '\(file)')\""
            let outcome = try CommandProcess.run("/bin/sh", ["-c", script])
            #expect(outcome.signal == nil && outcome.status < 2, "\(outcome.errors) \(query)")
        }
    }
}
