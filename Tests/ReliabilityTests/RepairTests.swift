import Foundation
import GRDB
import TestSupport
import Testing

@testable import IndexFile
@testable import PassageIndex

/// Whatever is made of the stored articles can be made of them again.
@Suite struct RepairTests {
    private let index: SmallIndex
    private let contents: ReadContents

    init() throws {
        index = try SmallIndex()
        contents = try ReadContents(path: index.path, queries: SmallIndex.queries)
    }

    private func contents(_ path: String) throws -> ReadContents {
        try ReadContents(path: path, queries: SmallIndex.queries)
    }

    /// Damage to tables that follow from the articles.
    private static let derived = [
        "DELETE FROM article_fts_data",
        "DELETE FROM article_fts_data WHERE id > 10",
        "DELETE FROM article_fts_data WHERE id = 10",
        "UPDATE article_fts_data SET block = zeroblob(length(block)) WHERE id > 10",
        "UPDATE article_fts_data SET block = randomblob(length(block))",
        "UPDATE article_fts_data SET block = x'' WHERE id = 1",
        "DELETE FROM article_fts_idx",
        "UPDATE article_fts_idx SET pgno = pgno + 2",
        "DELETE FROM article_fts_docsize",
        "UPDATE article_fts_docsize SET sz = x'0101' WHERE id % 3 = 0",
        "DELETE FROM article_fts_config",
        "UPDATE article_fts_config SET v = 7 WHERE k = 'version'",
        "DELETE FROM length_block",
        "UPDATE length_block SET lengths = zeroblob(10)",
        "DELETE FROM totals",
        "UPDATE totals SET articles = 1, tokens = -7",
        "INSERT INTO term_count VALUES (CAST('bridge' AS BLOB), 1000000)",
        "UPDATE sqlite_sequence SET seq = 1 WHERE name = 'article'",
        "UPDATE meta SET value = 'lede-0'",
        "DELETE FROM meta",
    ]

    @Test(.timeLimit(.minutes(20))) func derivedTablesAreMadeAgain() throws {
        var lost = 0
        for damage in Self.derived {
            let path = try index.copy(changedBy: damage)
            let check = try? IndexChecker(path: path).check()
            #expect(check?.isSound != true, "\(damage): not found")
            let outcome = try #require(try IndexRepair(path: path).run())
            #expect(outcome.dropped == [] && outcome.doubtful == [], "\(damage)")
            let isSound = try IndexChecker(path: path).check().problems == []
            let isSame = try contents(path) == contents
            #expect(isSound && isSame, "\(damage)")
            if !isSound || !isSame { lost += 1 }
        }
        Torture.note(
            "a damaged table made from articles", tries: Self.derived.count, survived: Self.derived.count - lost,
            lost: lost, remark: "check --repair")
    }

    /// Damage to what articles are: they are named, and the next run reads them again.
    private static let stored = [
        "UPDATE article SET body = x'28B52FFD2000' WHERE id = 3",
        "UPDATE article SET body = zeroblob(200) WHERE id % 5 = 0",
        "UPDATE article SET body = substr(body, 1, length(body) - 2) WHERE id = 5",
        "UPDATE article SET title = 'Another one' WHERE id = 2",
        "UPDATE article SET author = 'Nobody', language = 'fr' WHERE id = 4",
        "UPDATE article SET passages = x'01' WHERE id = 6",
        "UPDATE article SET passages = randomblob(30) WHERE id < 9",
        "UPDATE article SET bytes = bytes + 1 WHERE id = 7",
        "UPDATE article SET fingerprint = x'00' WHERE id = 8",
        "UPDATE article_part SET parts = x'FF'",
        "DELETE FROM article_part",
        "UPDATE article_identity SET guid = 'urn:example:other'",
        "UPDATE file SET hash = randomblob(16)",
        "UPDATE article SET batch = 999 WHERE id = 9",
        "DELETE FROM batch",
        "DELETE FROM dictionary; INSERT INTO dictionary VALUES (randomblob(1000))",
        "DELETE FROM file WHERE path LIKE '%b.jsonl'",
    ]

    @Test(.timeLimit(.minutes(20))) func damagedArticlesAreReadAgain() throws {
        var lost = 0
        for damage in Self.stored {
            let path = try index.copy(changedBy: damage)
            let before = try IndexContentsByKey(path)
            let outcome = try #require(try IndexRepair(path: path).run(), "\(damage)")
            let problems = try IndexChecker(path: path).check().problems
            #expect(problems == [], "\(damage)")
            // What is neither dropped nor doubtful is as it was.
            let named = Set((outcome.dropped + outcome.doubtful).map(\.path))
            #expect(try IndexContentsByKey(path).without(named) == before.without(named), "\(damage)")
            _ = try index.refreshAll(path)
            let differences = try IndexContentsByKey(path).differences(from: IndexContentsByKey(index.path))
            #expect(differences == [], "\(damage)")
            #expect(try IndexChecker(path: path).check().problems == [], "\(damage)")
            if problems != [] || differences != [] { lost += 1 }
        }
        Torture.note(
            "a damaged article", tries: Self.stored.count, survived: Self.stored.count - lost, lost: lost,
            remark: "check --repair, and read again")
    }

    /// A repair that is killed leaves the index as it was, or repaired.
    @Test(.timeLimit(.minutes(20))) func aKilledRepairChangesNothing() throws {
        let tries = Torture.tries(4, long: 60)
        var (killed, survived) = (0, 0)
        for number in 0..<tries {
            let path = try index.copy(changedBy: Self.damage)
            let run = try CommandProcess("lede-index", ["check", "--repair", "--index", path])
            // From the moment on when there is something to interrupt.
            for _ in 0..<2000 where !FileManager.default.fileExists(atPath: path + "-repair") { usleep(1000) }
            usleep(UInt32(number * 120_000 / tries))
            run.send(SIGKILL)
            if try run.outcome().signal == SIGKILL { killed += 1 }
            if try survivesRepair(path, "try \(number)") { survived += 1 }
        }
        Torture.note(
            "a repair that is killed", tries: tries, survived: survived, lost: tries - survived,
            remark: "\(killed) before its end")
    }

    /// As does one that ends with the machine, at whatever access to a file.
    @Test(.timeLimit(.minutes(20))) func aRepairThatLosesPowerChangesNothing() throws {
        func run(_ path: String, fault: String) throws -> CommandProcess.Outcome {
            try CommandProcess.run(
                "lede-index-faulty", ["check", "--repair", "--index", path], environment: ["LEDE_FAULT": fault])
        }
        let counts = index.directory.file("counts")
        #expect(try run(index.copy(changedBy: Self.damage), fault: "count:\(counts)").status == 0)
        let operations = try OperationCounts.read(counts)
        let tries = Torture.tries(2, long: 60)
        var (lost, survived) = (0, 0)
        for operation in ["write", "sync"] {
            let count = operations[operation] ?? 0
            for number in 0..<tries {
                let path = try index.copy(changedBy: Self.damage)
                let fault = "power:\(operation):\(1 + number * count / tries)"
                if try run(path, fault: fault).signal == SIGKILL { lost += 1 }
                if try survivesRepair(path, fault) { survived += 1 }
            }
        }
        Torture.note(
            "a repair that loses power", tries: 2 * tries, survived: survived, lost: 2 * tries - survived,
            remark: "\(lost) before its end")
    }

    private static let damage = "DELETE FROM article_fts_data WHERE id > 10; DELETE FROM length_block"

    /// Whether an index is as it was before a repair, or repaired; the next repair brings it to its end.
    private func survivesRepair(_ path: String, _ name: String) throws -> Bool {
        let isSound = (try? IndexChecker(path: path).check().isSound) ?? false
        let isAsItWas = try !isSound && IndexContentsByKey(path) == IndexContentsByKey(index.path)
        let isRepaired = try isSound && contents(path) == contents
        #expect(isAsItWas || isRepaired, "\(name)")
        let outcome = try CommandProcess.run("lede-index", ["check", "--repair", "--index", path])
        #expect(outcome.status == 0, "\(outcome)")
        #expect(try contents(path) == contents)
        #expect(!FileManager.default.fileExists(atPath: path + "-repair"))
        return isAsItWas || isRepaired
    }

    @Test func theCommandTellsWhatItDid() throws {
        let path = try index.copy(changedBy: "UPDATE article SET body = x'28B52FFD2000' WHERE id = 3")
        let repair = try CommandProcess.run(
            "lede-index", ["check", "--repair", "--index", path], workingDirectory: index.directory.path)
        #expect(repair.status == 1)
        #expect(repair.errors == "a.jsonl#2: src size is incorrect; left out\n", "\(repair)")
        #expect(repair.text.contains("repaired; ") && repair.text.contains("1 left out, 0 doubtful"), "\(repair)")
        let again = try CommandProcess.run("lede-index", ["check", "--repair", "--json", "--index", path])
        #expect(again.status == 0 && again.text.contains(#""sound":true"#), "\(again)")

        // Of a file that is cut off behind its first page, nothing is left to repair.
        let cut = index.directory.file("cut.sqlite")
        try Data(contentsOf: URL(fileURLWithPath: index.path)).prefix(20_000).write(to: URL(fileURLWithPath: cut))
        let outcome = try CommandProcess.run("lede-index", ["check", "--repair", "--index", cut])
        #expect(outcome.status == 2 && outcome.errors.split(separator: "\n").count == 1, "\(outcome)")
    }
}

/// What the index has of each article, by its key: ids and the order of articles may differ.
private struct IndexContentsByKey: Equatable {
    private var articles: [String: String] = [:]

    /// Articles that cannot be read are left out.
    init(_ path: String) throws {
        let queue = try DatabaseQueue(path: path)
        let rows = try queue.read { database in
            let text = StoredText(try CompressionDictionary.read(database.reading))
            return try Row.fetchAll(
                database,
                sql: """
                    SELECT path, member, title, author, source, url, language, published, hex(passages),
                    hex(fingerprint), hex(parts), guid, version, body
                    FROM article JOIN file ON file.id = file LEFT JOIN article_part ON article_part.article = article.id
                    LEFT JOIN article_identity ON article_identity.article = article.id
                    """
            ).compactMap { row -> (String, String)? in
                guard let body = try? text.body(row["body"] as Data) else { return nil }
                let fields = (2..<13).map { "\(row[$0] as DatabaseValue)" } + [body]
                return (ArticleKey.key(path: row[0], member: row[1]), fields.joined(separator: "|"))
            }
        }
        articles = Dictionary(rows, uniquingKeysWith: { first, _ in first })
        try queue.close()
    }

    func differences(from other: IndexContentsByKey) -> [String] {
        Set(articles.keys).union(other.articles.keys).sorted().filter { articles[$0] != other.articles[$0] }.map {
            "\($0): \(articles[$0] ?? "missing"), not \(other.articles[$0] ?? "missing")"
        }
    }

    func without(_ keys: Set<String>) -> IndexContentsByKey {
        var rest = self
        for key in keys { rest.articles[key] = nil }
        return rest
    }
}
