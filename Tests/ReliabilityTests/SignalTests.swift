import Foundation
import TestSupport
import Testing

/// Whoever stops a command keeps what it had committed, and an index that is sound.
@Suite(.timeLimit(.minutes(10))) struct SignalTests {
    private let directory: TemporaryDirectory
    private var index: String { directory.file("index.sqlite") }
    private static let signals = [SIGINT, SIGTERM, SIGHUP]

    init() throws {
        directory = try TemporaryDirectory()
        // What is ignored here, as where the tests run in the background, would be ignored by the commands too.
        for number in Self.signals { signal(number, SIG_DFL) }
    }

    // MARK: - Builds

    /// Few articles go in one by one, many in bulk; some runs are hit before they begin, some after their end.
    @Test(arguments: [false, true])
    func aBuildEndsAtItsLastCommit(inBulk: Bool) throws {
        let articles = inBulk ? 2500 : 300
        let archive = GeneratedArchive(articles: articles, words: 100...400, seed: 7)
        try directory.write("wire.jsonl", archive.jsonLines())
        let tries = Torture.tries(inBulk ? 3 : 6, long: 300)
        var generator = SplitMix64(seed: 11)
        var sound = 0
        var interrupted = 0
        for number in 0..<tries {
            let signal = Self.signals[number % Self.signals.count]
            remove(index)
            let run = try CommandProcess("lede-index", ["--index", index, directory.file("wire.jsonl")])
            // A moment somewhere in the run, counted in looks at it.
            var looks = Int.random(in: 1...(inBulk ? 800 : 250), using: &generator)
            run.wait {
                looks -= 1
                return looks < 0
            }
            run.send(signal)
            let outcome = try run.outcome()
            let remark: Comment = "signal \(signal), status \(outcome.status): \(outcome.text)\(outcome.errors)"
            interrupted += outcome.status == 128 + signal ? 1 : 0
            #expect(outcome.status == 0 || outcome.status == 128 + signal, remark)
            // What the handler is too late for, the system does: nothing is said then, and nothing is done yet.
            #expect(outcome.status == 0 || outcome.signal == signal || outcome.text.contains("interrupted"), remark)
            #expect(outcome.errors.isEmpty, remark)
            let told = outcome.text.split(separator: " ").first.map { $0.replacing(",", with: "") } ?? "0"
            if try isSound(articles: Int(told)) { sound += 1 }
        }
        let outcome = try CommandProcess.run("lede-index", ["--index", index, directory.file("wire.jsonl")])
        let isWhole = try isSound(articles: articles)
        #expect(outcome.status == 0 && isWhole)
        Torture.note(
            "a signal stops a build \(inBulk ? "in bulk" : "one by one")", tries: tries, survived: sound,
            lost: tries - sound, remark: "\(interrupted) stopped before their end")
        #expect(sound == tries)
    }

    /// Nothing comes any more, and yet nobody waits: neither for the rest of standard input nor for whoever was to open a
    /// named pipe.
    @Test func aRunThatWaitsForInputEndsAtOnce() throws {
        var tries = 0
        for signal in Self.signals {
            for isNamed in [false, true] {
                remove(index)
                let fifo = directory.file("pipe")
                remove(fifo)
                if isNamed { try #require(mkfifo(fifo, 0o600) == 0) }
                let pipe = Pipe()
                let run = try CommandProcess(
                    "lede-index", ["--index", index, isNamed ? fifo : "-"], input: pipe.fileHandleForReading)
                try pipe.fileHandleForWriting.write(contentsOf: Data("{\"id\": 1, \"text\": \"A train.\"}\n".utf8))
                // It is at work when it has begun to write down that it is.
                try #require(run.wait { FileManager.default.fileExists(atPath: index) })
                run.send(signal)
                let outcome = try run.outcome(within: 60)
                try #require(
                    outcome.status == 128 + signal && outcome.signal == nil, "\(outcome.text)\(outcome.errors)")
                try #require(outcome.text.contains("interrupted") && outcome.errors.isEmpty)
                try #require(try isSound(articles: nil))
                try pipe.fileHandleForWriting.close()
                tries += 1
            }
        }
        Torture.note("a signal stops a run whose input stalls", tries: tries, survived: tries, lost: 0)
    }

    /// Before the list is there nothing is to be kept, and so there is no summary either.
    @Test func aRunThatWaitsForItsListEndsAtOnce() throws {
        let pipe = Pipe()
        let run = try CommandProcess(
            "lede-index", ["--index", index, "--files-from", "-"], input: pipe.fileHandleForReading)
        try pipe.fileHandleForWriting.write(contentsOf: Data("a.txt\n".utf8))
        run.send(SIGINT)
        #expect(try run.outcome(within: 60).status == 128 + SIGINT)
        #expect(!FileManager.default.fileExists(atPath: index))
    }

    // MARK: - A second signal, and filters

    /// Two signals while the process is held up: it answers to both before it does anything else.
    @Test func theSecondSignalEndsAtOnce() throws {
        try directory.write("a.pdf", "A train.")
        let started = directory.file("started")
        let filter = "*.pdf=sh -c 'echo $$ > \(started); exec sleep 600'"
        for signals in [[SIGINT], [SIGINT, SIGTERM], [SIGTERM, SIGHUP]] {
            remove(index)
            remove(started)
            let run = try CommandProcess(
                "lede-index", ["--index", index, "--filter", filter, directory.file("a.pdf")])
            #expect(run.wait { !((try? String(contentsOfFile: started, encoding: .utf8)) ?? "").isEmpty })
            let child = try #require(
                Int32(String(contentsOfFile: started, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)))
            run.send(SIGSTOP)
            for signal in signals { run.send(signal) }
            run.send(SIGCONT)
            let outcome = try run.outcome(within: 60)
            if signals.count == 1 {
                #expect(outcome.status == 128 + SIGINT && outcome.signal == nil)
                #expect(outcome.text.contains("interrupted"))
            } else {
                #expect(outcome.signal.map(signals.contains) == true, "\(outcome)")
            }
            #expect(try isSound(articles: 0))
            // Nor is the filter left behind.
            let end = ContinuousClock.now + .seconds(60)
            while CommandProcess.isAlive(child), ContinuousClock.now < end { usleep(2000) }
            #expect(!CommandProcess.isAlive(child))
        }
    }

    // MARK: - Signals that are no request

    /// As `nohup` and scripts want it.
    @Test(arguments: ["HUP", "INT"]) func whatIsIgnoredStaysIgnored(name: String) throws {
        let (run, pipe) = try waitingRun("trap '' \(name); exec lede-index --index '\(index)' -")
        run.send(name == "HUP" ? SIGHUP : SIGINT)
        try finish(run, pipe)
    }

    @Test func aPauseDoesNoHarm() throws {
        let (run, pipe) = try waitingRun("exec lede-index --index '\(index)' -")
        for signal in [SIGTSTP, SIGCONT, SIGSTOP, SIGCONT, SIGTSTP, SIGTSTP, SIGCONT] { run.send(signal) }
        try finish(run, pipe)
    }

    /// A run that has read one record, and waits for more.
    private func waitingRun(_ script: String) throws -> (CommandProcess, Pipe) {
        let pipe = Pipe()
        let run = try CommandProcess("/bin/sh", ["-c", script], input: pipe.fileHandleForReading)
        try pipe.fileHandleForWriting.write(contentsOf: Data("{\"id\": 1, \"text\": \"A train.\"}\n".utf8))
        #expect(run.wait { FileManager.default.fileExists(atPath: index) })
        return (run, pipe)
    }

    private func finish(_ run: CommandProcess, _ pipe: Pipe) throws {
        try pipe.fileHandleForWriting.write(contentsOf: Data("{\"id\": 2, \"text\": \"A ship.\"}\n".utf8))
        try pipe.fileHandleForWriting.close()
        let outcome = try run.outcome()
        #expect(outcome.status == 0 && outcome.text.hasPrefix("2 added"), "\(outcome.text)\(outcome.errors)")
        #expect(try isSound(articles: 2))
    }

    // MARK: - Optimize

    @Test func optimizeKeepsWhatItMerged() throws {
        let parts = 6
        for number in 0..<parts {
            let archive = GeneratedArchive(articles: 150, words: 50...300, seed: UInt64(number))
            let file = try directory.write("\(number).jsonl", archive.jsonLines())
            #expect(try CommandProcess.run("lede-index", ["--quiet", "--index", index, file]).status == 0)
        }
        let whole = try Data(contentsOf: URL(fileURLWithPath: index))
        let tries = Torture.tries(6, long: 150)
        var generator = SplitMix64(seed: 3)
        var sound = 0
        for number in 0..<tries {
            remove(index)
            try whole.write(to: URL(fileURLWithPath: index))
            let signal = Self.signals[number % Self.signals.count]
            let run = try CommandProcess("lede-index", ["optimize", "--index", index])
            var looks = Int.random(in: 1...40, using: &generator)
            run.wait {
                looks -= 1
                return looks < 0
            }
            run.send(signal)
            let outcome = try run.outcome()
            #expect(outcome.status == 0 || outcome.status == 128 + signal, "\(outcome)")
            #expect(outcome.errors.isEmpty)
            if try isSound(articles: 150 * parts) { sound += 1 }
        }
        Torture.note("a signal stops optimize", tries: tries, survived: sound, lost: tries - sound)
        #expect(sound == tries)
    }

    // MARK: - A reader that has gone

    /// Every format is as silent as the others, and ends as the system ends whoever writes into a closed pipe.
    @Test(arguments: ["text", "line", "jsonl", "json", "tsv", "paths", "trec"])
    func queriesEndSilently(format: String) throws {
        try index("A train left the station.")
        // A pipe that nobody reads from is certain to be closed at the first write.
        for prelude in ["", "trap '' PIPE; "] {
            let outcome = try inClosedPipe(prelude, "lede-query --index '\(index)' --format \(format) train")
            #expect(outcome.signal == SIGPIPE && outcome.errors.isEmpty, "\(outcome)")
        }
    }

    @Test(arguments: ["stats", "check", "optimize", "remove -", "formats", "--help", "PATH", "verify hits.jsonl"])
    func indexCommandsEndSilently(command: String) throws {
        try index("A train left the station.")
        let hits = try CommandProcess.run("lede-query", ["--index", index, "--format", "jsonl", "train"]).text
        try directory.write("hits.jsonl", hits)
        let place = ["formats", "--help"].contains(command) || command.hasPrefix("verify") ? "" : "--index '\(index)'"
        let words = command == "PATH" ? place + " a.txt" : command + " " + place
        let outcome = try inClosedPipe("", "lede-index \(words)")
        #expect(outcome.signal == nil && outcome.status < 2, "\(outcome)")
        #expect(outcome.errors.isEmpty || outcome.errors == "-: not in the index\n" || command.hasPrefix("verify"))
    }

    private func index(_ text: String) throws {
        try directory.write("a.txt", text)
        let outcome = try CommandProcess.run("lede-index", ["--quiet", "--index", index, directory.file("a.txt")])
        #expect(outcome.status == 0)
    }

    private func inClosedPipe(_ prelude: String, _ command: String) throws -> CommandProcess.Outcome {
        let pipe = directory.file("closed")
        remove(pipe)
        let script = "\(prelude)mkfifo '\(pipe)'; exec 3<>'\(pipe)' 4>'\(pipe)' 3<&-; exec \(command) >&4"
        return try CommandProcess.run("/bin/sh", ["-c", script], workingDirectory: directory.path)
    }

    // MARK: - What is left

    private func remove(_ path: String) {
        for suffix in ["", "-wal", "-shm", "-journal", "-lock"] { unlink(path + suffix) }
    }

    /// Whether `check` passes, and the index holds so many articles; without an index there are none.
    private func isSound(articles: Int?) throws -> Bool {
        guard FileManager.default.fileExists(atPath: index) else { return articles ?? 0 == 0 }
        let outcome = try CommandProcess.run("lede-index", ["check", "--json", "--index", index])
        // A run that was stopped before it made the file its own leaves an empty one.
        if outcome.status == 2, outcome.errors.contains("not a Lede index") { return articles ?? 0 == 0 }
        let report = try JSONSerialization.jsonObject(with: outcome.output) as? [String: Any]
        guard outcome.status == 0, report?["sound"] as? Bool == true else { return false }
        return articles == nil || report?["articles"] as? Int == articles
    }
}
