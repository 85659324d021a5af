import Articles
import Foundation
import GRDB
import TestSupport
import Testing

@testable import IndexFile
@testable import PassageIndex

/// Random runs of every kind, one after the other, against a dictionary of texts.
@Suite struct BulkPropertyTests {
    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func theIndexEqualsADictionary(seed: UInt64) throws {
        var world = try ChangingWorld(seed: seed)
        for step in 0..<22 {
            let did = try world.step()
            let place = "seed \(seed), step \(step): \(did)"
            #expect(try IndexChecker(path: world.index).check().problems == [], "\(place)")
            let (stored, counts) = try world.stored()
            #expect(stored == world.expected, "\(place)")
            #expect(counts == world.expectedCounts, "\(place)")
            if let counts = try world.countsOfWriter() { #expect(counts == world.expectedCounts, "\(place), writer") }
        }
    }
}

/// A tree of files that changes at random, and an index that follows.
private struct ChangingWorld {
    private static let words = ["ax", "bog", "cup", "dol", "elk", "fog", "gum", "hut", "ink", "jam", "kit", "lug"]

    private let directory: TemporaryDirectory
    private var generator: SplitMix64
    /// What the files hold: texts by member, by file; a file that is an article has the member "".
    private var files: [String: [String: String]] = [:]
    /// Keys that were removed from the index, and are still in the files.
    private var removed: Set<String> = []
    private var writer: IndexWriter
    private var nextMember = 0

    var index: String { directory.file("index.sqlite") }

    init(seed: UInt64) throws {
        directory = try TemporaryDirectory()
        generator = SplitMix64(seed: seed)
        writer = try IndexWriter(path: directory.file("index.sqlite"))
        try directory.write("news/first.txt", "ax bog")
        files["first.txt"] = ["": "ax bog"]
        // Small pages and early merges, so that merges stop on their way.
        let pageSize = [32, 64, 200, 4050].randomElement(using: &generator) ?? 64
        for (name, value) in [("pgsz", pageSize), ("usermerge", 2), ("automerge", 2), ("crisismerge", 4)] {
            try command(name, value)
        }
        _ = try refresh()
    }

    /// The texts the index has to hold, by key.
    var expected: [String: String] {
        var texts: [String: String] = [:]
        for (file, members) in files {
            for (member, text) in members { texts[key(file, member)] = text }
        }
        return texts.filter { !removed.contains($0.key) }
    }

    /// How many texts each word stands in.
    var expectedCounts: [String: Int] {
        var counts = Dictionary(uniqueKeysWithValues: Self.words.map { ($0, 0) })
        for text in expected.values {
            for word in Set(text.utf8.split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }) {
                counts[word, default: 0] += 1
            }
        }
        return counts
    }

    private func key(_ file: String, _ member: String) -> String {
        let path = directory.file("news/" + file)
        return member.isEmpty ? path : "\(path)#\(member)"
    }

    /// What the index holds, and how many articles FTS5 finds for some words: as many as our own reading of its table.
    func stored() throws -> (texts: [String: String], counts: [String: Int]) {
        var counts: [String: Int] = [:]
        try IndexConnection(path: index, .writingExisting).read { database in
            for word in Self.words { counts[word] = try Self.count(word, database) }
        }
        return try IndexReader(path: index).withSnapshot { snapshot in
            var texts: [String: String] = [:]
            for id in try snapshot.articles(passing: ArticleFilter()).ids {
                let record = try #require(try snapshot.article(id))
                texts[record.key] = try snapshot.text(of: id)?.body
            }
            let postings = try snapshot.postings()
            for word in Self.words {
                #expect(try postings.postings(of: Array(word.utf8))?.count(before: noArticle) ?? 0 == counts[word])
            }
            return (texts, counts)
        }
    }

    /// The counts as the writer finds them, now and then: FTS5 remembers what it has read for a connection's queries.
    mutating func countsOfWriter() throws -> [String: Int]? {
        guard Bool.random(using: &generator) else { return nil }
        return try writer.connection.read { database in
            var counts: [String: Int] = [:]
            for word in Self.words { counts[word] = try Self.count(word, database) }
            return counts
        }
    }

    private static func count(_ word: String, _ database: Database) throws -> Int {
        try Int.fetchOne(
            database, sql: "SELECT count(*) FROM article_fts WHERE article_fts MATCH ?", arguments: [word]) ?? 0
    }

    /// Does something, and says what.
    mutating func step() throws -> String {
        if Bool.random(using: &generator) { writer = try IndexWriter(path: index) }
        switch Int.random(in: 0..<10, using: &generator) {
        case 0:
            try command("optimize", nil)
            return "optimize"
        case 1, 2:
            let pages = [1, 2, 5, 50, -5, -100].randomElement(using: &generator) ?? 1
            try command("merge", pages)
            return "merge \(pages)"
        case 3: return try remove()
        default:
            try change()
            return try refresh()
        }
    }

    private func command(_ name: String, _ value: Int?) throws {
        try writer.connection.write {
            try $0.execute(sql: "INSERT INTO article_fts(article_fts, rank) VALUES (?, ?)", arguments: [name, value])
        }
    }

    private mutating func remove() throws -> String {
        let keys = expected.keys.sorted().filter { _ in Int.random(in: 0..<5, using: &generator) == 0 }
        #expect(try writer.remove(keys: keys).removed == keys.count)
        removed.formUnion(keys)
        return "remove \(keys.count)"
    }

    private mutating func refresh() throws -> String {
        let isBulk = Int.random(in: 0..<3, using: &generator) > 0
        let jobs = Int.random(in: 1...3, using: &generator)
        let postingsBytes = Bool.random(using: &generator) ? 1 : nil
        var options = bulkOptions(
            [directory.file("news")], jobs: jobs, isBulk: isBulk, postingsBytes: postingsBytes)
        options.language = .english
        // Some runs become bulk builds on their way.
        if isBulk { options.leastBulkBytes = [1, 3000, 20_000].randomElement(using: &generator) ?? 1 }
        let summary = try writer.refresh(options)
        #expect(summary.failed == 0)
        // Whoever was removed is read again, as its file is.
        removed = []
        return isBulk ? "bulk run of \(jobs) jobs, \(postingsBytes ?? 0) bytes" : "plain run"
    }

    // MARK: - Files

    private mutating func text() -> String {
        (0...Int.random(in: 0...(Int.random(in: 0..<30, using: &generator) == 0 ? 2000 : 30), using: &generator))
            .map { _ in
                let number = (0..<2).map { _ in Int.random(in: 0..<Self.words.count, using: &generator) }.min() ?? 0
                return Self.words[number]
            }.joined(separator: " ")
    }

    private mutating func change() throws {
        for _ in 0..<Int.random(in: 0...5, using: &generator) {
            let name = "\(Int.random(in: 0...9, using: &generator)).txt"
            if files[name] != nil, Int.random(in: 0..<3, using: &generator) == 0 {
                files[name] = nil
                try directory.remove("news/" + name)
            } else {
                let text = text()
                files[name] = ["": text]
                try directory.write("news/" + name, text)
            }
        }
        for _ in 0..<Int.random(in: 0...2, using: &generator) {
            try changeContainer("\(Int.random(in: 0...2, using: &generator)).jsonl")
        }
    }

    /// Adds records, mostly few, sometimes enough for several batches; changes some, drops some.
    private mutating func changeContainer(_ name: String) throws {
        var members = files[name] ?? [:]
        let isLarge = members.count < 500 && Int.random(in: 0..<6, using: &generator) == 0
        for _ in 0..<(isLarge ? 1100 : Int.random(in: 1...30, using: &generator)) {
            members["m\(nextMember)"] = text()
            nextMember += 1
        }
        for member in members.keys.sorted() {
            switch Int.random(in: 0..<20, using: &generator) {
            case 0: members[member] = text()
            case 1: members[member] = nil
            default: break
            }
        }
        if members.count > 1500 { members = members.filter { $0.key.hasSuffix("7") } }
        files[name] = members
        let lines = members.keys.shuffled(using: &generator).map {
            "{\"id\":\"\($0)\",\"text\":\"\(members[$0] ?? "")\"}"
        }
        try directory.write("news/" + name, lines.joined(separator: "\n") + "\n")
    }
}
