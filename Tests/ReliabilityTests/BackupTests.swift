import Foundation
import GRDB
import TestSupport
import Testing

@testable import IndexFile
@testable import PassageIndex

/// A backup is a state that was committed, whoever writes meanwhile, and never costs an older one.
@Suite struct BackupTests {
    private let directory: TemporaryDirectory
    private var index: String { directory.file("index.sqlite") }
    private var copy: String { directory.file("copy.sqlite") }

    init() throws {
        directory = try TemporaryDirectory()
        try directory.write("news/first.txt", "The bridge over the canal is closed.")
        _ = try IndexWriter(path: directory.file("index.sqlite")).refresh(
            RefreshOptions(inputs: [.path(directory.file("news"))]))
    }

    private func backup(_ arguments: String...) throws -> CommandProcess.Outcome {
        try CommandProcess.run(
            "lede-index", ["backup", "--index", index] + arguments, workingDirectory: directory.path)
    }

    private func bytes(_ path: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: path)) }

    private func leftovers() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: directory.path).filter {
            // A reader that ends leaves the log it has made.
            let name = $0.hasSuffix("-wal") || $0.hasSuffix("-shm") ? String($0.dropLast(4)) : $0
            return !["index.sqlite", "copy.sqlite", "news"].contains(name)
        }
    }

    /// Each batch replaces the words of the one before and adds an article: a state between two would have both words.
    @Test(.timeLimit(.minutes(10))) func copiesOfABusyIndexAreCommittedStates() throws {
        let batches = Torture.tries(30, long: 400)
        let (index, input) = (index, directory.file("batches.jsonl"))
        let ended = DispatchSemaphore(value: 0)
        Thread.detachNewThread {
            defer { ended.signal() }
            for batch in 1...batches {
                do {
                    let records = (0..<batch).map { #"{"id":"\#($0)","text":"word\#(batch) canal"}"# + "\n" }
                    try Data(records.joined().utf8).write(to: URL(fileURLWithPath: input))
                    _ = try IndexWriter(path: index).refresh(RefreshOptions(inputs: [.path(input)]))
                } catch {
                    Issue.record("batch \(batch): \(error)")
                }
            }
        }
        var (copies, lost) = (0, 0)
        repeat {
            let outcome = try backup(copy)
            #expect(outcome.status == 0, "\(outcome)")
            let problems = try IndexChecker(path: copy).check().problems
            let words = try Self.words(copy)
            let isCommitted = words.articles == 0 || words.distinct == 1 && words.last == "word\(words.articles) canal"
            #expect(problems == [] && isCommitted, "\(problems), \(words)")
            copies += 1
            if problems != [] || !isCommitted { lost += 1 }
        } while ended.wait(timeout: .now()) == .timedOut
        #expect(try leftovers() == ["batches.jsonl"])
        #expect(try IndexChecker(path: index).check().problems == [])
        Torture.note(
            "a backup beside a writer", tries: copies, survived: copies - lost, lost: lost,
            remark: "\(batches) batches meanwhile")
    }

    /// How many articles of the batches there are, and their texts.
    private static func words(_ path: String) throws -> (articles: Int, distinct: Int, last: String) {
        try IndexReader(path: path).withSnapshot { snapshot in
            let ids = try snapshot.connection.all(
                "SELECT article.id FROM article JOIN file ON file.id = file WHERE path LIKE '%batches.jsonl'"
            ) { Int64($0.int(0)) }
            let texts = try ids.compactMap { try snapshot.text(of: $0)?.body }
            return (ids.count, Set(texts).count, texts.last ?? "")
        }
    }

    @Test func anOlderBackupIsReplaced() throws {
        #expect(try backup(copy).status == 0)
        try directory.write("news/second.txt", "The market moves indoors.")
        _ = try IndexWriter(path: index).refresh(RefreshOptions(inputs: [.path(directory.file("news"))]))
        let outcome = try backup("--json", "copy.sqlite")
        #expect(outcome.status == 0 && outcome.text.contains(#""copy":"copy.sqlite","articles":2,"#), "\(outcome)")
        #expect(try ReadContents(path: copy) == ReadContents(path: index))
        #expect(try leftovers() == [])
        // The way back.
        try FileManager.default.removeItem(atPath: index)
        try FileManager.default.copyItem(atPath: copy, toPath: index)
        #expect(try ReadContents(path: copy) == ReadContents(path: index))
    }

    /// What a log holds belongs to the older copy, not to the one that takes its place.
    @Test func aLogOfTheOlderBackupIsNoPartOfTheNewOne() throws {
        #expect(try backup(copy).status == 0)
        let reader = try DatabaseQueue(path: copy)
        try reader.inDatabase { try $0.execute(sql: "UPDATE article SET title = 'Changed in the copy'") }
        #expect(try backup(copy).status == 0)
        #expect(try ReadContents(path: copy) == ReadContents(path: index))
        try reader.close()
        #expect(try ReadContents(path: copy) == ReadContents(path: index))
    }

    @Test func whatIsNoIndexIsNotWrittenOver() throws {
        let text = try directory.write("notes.txt", "Mine.")
        for target in [text, "index.sqlite", "./news/../index.sqlite", "news", "no/such/place.sqlite"] {
            let before = try bytes(index)
            let outcome = try backup(target)
            #expect(outcome.status == 2 && outcome.errors.split(separator: "\n").count == 1, "\(target): \(outcome)")
            #expect(try bytes(index) == before)
        }
        #expect(try String(contentsOfFile: text, encoding: .utf8) == "Mine.")
        // A link to the index is the index.
        try FileManager.default.createSymbolicLink(atPath: directory.file("link"), withDestinationPath: index)
        #expect(try backup("link").errors.contains("this is the index itself"))
        #expect(try backup().status == 2)
    }

    /// Whatever ends a backup before its end, the older copy is there as it was.
    @Test(.timeLimit(.minutes(10))) func anInterruptedBackupLeavesTheOlderOne() throws {
        #expect(try backup(copy).status == 0)
        let before = try bytes(copy)
        try directory.write("news/second.txt", "The market moves indoors.")
        _ = try IndexWriter(path: index).refresh(RefreshOptions(inputs: [.path(directory.file("news"))]))
        for stop in 0..<3 {
            var asked = 0
            let outcome = try IndexBackup(path: index).write(
                to: copy,
                isCancelled: {
                    asked += 1
                    return asked > stop
                })
            if outcome == nil { #expect(try bytes(copy) == before, "stopped at question \(stop)") }
            #expect(try leftovers() == [])
        }
        let tries = Torture.tries(4, long: 100)
        var survived = 0
        for number in 0..<tries {
            let run = try CommandProcess("lede-index", ["backup", "--index", index, copy])
            for _ in 0..<2000 where !FileManager.default.fileExists(atPath: copy + "-partial") { usleep(1000) }
            usleep(UInt32(number * 30_000 / tries))
            run.send(SIGKILL)
            _ = try run.outcome()
            let isOlder = try bytes(copy) == before
            let isNewer = try !isOlder && ReadContents(path: copy) == ReadContents(path: index)
            #expect(isOlder || isNewer, "try \(number)")
            if isOlder || isNewer { survived += 1 }
        }
        Torture.note("a backup that is killed", tries: tries, survived: survived, lost: tries - survived)
        #expect(try backup(copy).status == 0)
        #expect(try leftovers() == [])
    }

    /// A damaged index does not take the place of a good copy.
    @Test func aDamagedIndexIsNotCopiedOverAGoodOne() throws {
        #expect(try backup(copy).status == 0)
        let before = try bytes(copy)
        let queue = try DatabaseQueue(path: index)
        try queue.inDatabase { try $0.execute(sql: "DELETE FROM article_fts_docsize") }
        try queue.close()
        let outcome = try backup(copy)
        #expect(outcome.status == 2 && outcome.errors.contains("damaged"), "\(outcome)")
        #expect(try bytes(copy) == before)
    }
}
