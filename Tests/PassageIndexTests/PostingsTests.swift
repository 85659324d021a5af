import Articles
import GRDB
import TestSupport
import Testing

@testable import IndexFile
@testable import PassageIndex

/// What is read from FTS5's pages is what FTS5 reads from them, whatever has happened to the table.
@Suite struct PostingsTests {
    @Test(arguments: 1...5 as ClosedRange<UInt64>)
    func postingsAreThoseOfFTS5(seed: UInt64) throws {
        var archive = try ChangingArchive(seed: seed)
        for step in 0..<15 {
            let did = try archive.step()
            guard step % 3 == 2 else { continue }
            try archive.check("seed \(seed), step \(step): \(did)")
        }
    }

    /// An index of a doclist has itself an index when it is long, or its pages are small.
    @Test(arguments: [32, 64]) func longListsAreSkippedThrough(pageSize: Int) throws {
        var archive = try ChangingArchive(seed: UInt64(pageSize), pageSize: pageSize)
        try archive.add(1400, words: 1...3, isBulk: true)
        #expect(try archive.doclistIndexHeight() ?? 0 >= 1)
        try archive.check("one segment")
        // The same from FTS5's own hand.
        _ = try archive.removeSome()
        try archive.command("optimize", nil)
        #expect(try archive.doclistIndexHeight() ?? 0 >= 1)
        try archive.check("merged by FTS5")
    }

    /// FTS5 keeps no entry that takes back nothing, but a list that stayed at one would show an article that is gone.
    @Test func noWindowEndsAtARemovedArticle() throws {
        var archive = try ChangingArchive(seed: 1)
        try archive.add(1, words: 1...1, isBulk: false, gap: 10_000)
        try archive.execute(
            """
            INSERT INTO article_fts(rowid, body, title) VALUES (100, 'train', '');
            INSERT INTO article_fts(article_fts, rowid, body, title) VALUES ('delete', 5000, 'train', '');
            """)
        try archive.check("an article that never was removed")
    }

    @Test(arguments: [
        "UPDATE article_fts_config SET v = 5 WHERE k = 'version'", "DELETE FROM article_fts_config",
        "UPDATE article_fts_data SET block = x'00000000ff00000100' WHERE id = 10",
        "DELETE FROM article_fts_data WHERE id = 10",
    ]) func otherFormsAreRefused(change: String) throws {
        let directory = try TemporaryDirectory()
        let connection = try IndexConnection(path: directory.file("index.sqlite"), .writing)
        try connection.write { try $0.execute(sql: change) }
        #expect(throws: IndexError.self) { try connection.read { _ = try PostingsIndex($0.reading) } }
    }
}

/// An archive that grows, changes and shrinks at random, and FTS5's merges between.
private struct ChangingArchive {
    private let directory: TemporaryDirectory
    private let input: String
    private let writer: IndexWriter
    private var generator: SplitMix64
    /// The records of the one input file, by their ids.
    private var records: [String: String] = [:]
    private var nextRecord = 0

    init(seed: UInt64, pageSize: Int? = nil) throws {
        directory = try TemporaryDirectory()
        generator = SplitMix64(seed: seed)
        input = try directory.write("a.jsonl", "")
        writer = try IndexWriter(path: directory.file("index.sqlite"))
        let pageSize = pageSize ?? [32, 64, 200, 1000, 4050].randomElement(using: &generator) ?? 64
        for (name, value) in [("pgsz", pageSize), ("usermerge", 2), ("automerge", 2), ("crisismerge", 4)] {
            try command(name, value)
        }
        try add(30, words: 1...20, isBulk: false)
    }

    // MARK: - Steps

    /// Does something, and says what.
    mutating func step() throws -> String {
        switch Int.random(in: 0..<12, using: &generator) {
        case 0:
            try command("optimize", nil)
            return "optimize"
        case 1...3:
            let pages = [1, 2, 5, 20, -3, -20].randomElement(using: &generator) ?? 1
            try command("merge", pages)
            return "merge \(pages)"
        case 4: return "remove \(try removeSome())"
        case 5, 6:
            let changed = try changeSome()
            return "replace \(changed)"
        default:
            let count = Int.random(in: 1...250, using: &generator)
            let isBulk = Bool.random(using: &generator)
            let gap = Int.random(in: 0..<3, using: &generator) == 0 ? Int.random(in: 0...6000, using: &generator) : 0
            try add(count, words: 1...25, isBulk: isBulk, gap: gap)
            return "add \(count)\(isBulk ? " in bulk" : "")"
        }
    }

    func command(_ name: String, _ value: Int?) throws {
        try writer.connection.write {
            try $0.execute(sql: "INSERT INTO article_fts(article_fts, rank) VALUES (?, ?)", arguments: [name, value])
        }
    }

    func execute(_ sql: String) throws { try writer.connection.write { try $0.execute(sql: sql) } }

    /// - Parameter gap: ids that are left out, as if many articles had come and gone.
    mutating func add(_ count: Int, words: ClosedRange<Int>, isBulk: Bool, gap: Int = 0) throws {
        try writer.connection.write {
            try $0.execute(sql: "UPDATE sqlite_sequence SET seq = seq + ? WHERE name = 'article'", arguments: [gap])
        }
        for text in texts(count, words) {
            records["\(nextRecord)"] = text
            nextRecord += 1
        }
        try refresh(isBulk: isBulk)
    }

    private mutating func texts(_ count: Int, _ words: ClosedRange<Int>) -> [String] {
        GeneratedArchive(articles: count, words: words, mostWords: 150, seed: generator.next()).articles.map {
            // A word that most articles have makes a long list.
            let common = Int.random(in: 0..<10, using: &generator) > 0 ? " train" : ""
            let title = $0.title.map { ",\"title\":\"\($0)\(common)\"" } ?? ""
            return "\"language\":\"en\"\(title),\"text\":\"\($0.text.replacing("\n", with: " "))\(common)\""
        }
    }

    private mutating func changeSome() throws -> Int {
        let changed = records.keys.sorted().filter { _ in Int.random(in: 0..<8, using: &generator) == 0 }
        for (key, text) in zip(changed, texts(changed.count, 1...25)) {
            // Changed in part or altogether, or gone.
            switch Int.random(in: 0..<4, using: &generator) {
            case 0: records[key] = nil
            case 1: records[key] = records[key]?.replacing("train", with: "harvest train")
            default: records[key] = text
            }
        }
        try refresh(isBulk: Bool.random(using: &generator))
        return changed.count
    }

    mutating func removeSome() throws -> Int {
        let gone = records.keys.sorted().filter { _ in Int.random(in: 0..<6, using: &generator) == 0 }
        #expect(try writer.remove(keys: gone.map { "\(input)#\($0)" }).removed == gone.count)
        for key in gone { records[key] = nil }
        return gone.count
    }

    private func refresh(isBulk: Bool) throws {
        let lines = records.keys.sorted().map { "{\"id\":\"\($0)\",\(records[$0] ?? "")}\n" }
        try directory.write("a.jsonl", lines.joined())
        var options = bulkOptions([input], isBulk: isBulk)
        if isBulk { options.leastBulkBytes = 1 }
        #expect(try writer.refresh(options).failed == 0)
    }

    // MARK: - Checks

    func doclistIndexHeight() throws -> Int? {
        try writer.connection.read {
            try Int.fetchOne($0, sql: "SELECT max(id >> 31 & 31) FROM article_fts_data WHERE id >> 36 & 1")
        }
    }

    mutating func check(_ place: String) throws {
        var generator = generator
        defer { self.generator = generator }
        try writer.connection.read { database in
            let oracle = try PostingsOracle(database)
            let index = try PostingsIndex(database.reading)
            for term in oracle.terms {
                let name = "\(place): “\(String(decoding: term, as: UTF8.self))”"
                let list = try #require(oracle.lists[term])
                try PostingsOracle.check(list, name, using: &generator) { try index.postings(of: term) }
                #expect(try index.postings(of: term)?.count(before: noArticle) == list.articles.count, "\(name)")
            }
            for unknown in Self.unknown(beside: oracle.terms, using: &generator) {
                #expect(try index.postings(of: unknown)?.count(before: noArticle) ?? 0 == 0, "\(place): \(unknown)")
            }
            for prefix in Self.prefixes(of: oracle.terms, using: &generator) {
                try Self.check(prefix, oracle, index, place, using: &generator)
            }
        }
    }

    private static func unknown(beside terms: [[UInt8]], using generator: inout SplitMix64) -> [[UInt8]] {
        let known = Set(terms)
        let some = (0..<20).compactMap { _ in terms.randomElement(using: &generator) }
        return (some.map { $0 + [0] } + some.map { $0 + [0xFF] } + some.map { $0.dropLast() } + [[], [0xFF]])
            .filter { !known.contains($0) }
    }

    private static func prefixes(of terms: [[UInt8]], using generator: inout SplitMix64) -> [[UInt8]] {
        (0..<5).compactMap { _ in
            terms.randomElement(using: &generator).map { $0.prefix(.random(in: 0...3, using: &generator)) + [] }
        } + [[0xFF], Array("train".utf8)]
    }

    private static func check(
        _ prefix: [UInt8], _ oracle: PostingsOracle, _ index: PostingsIndex, _ place: String,
        using generator: inout SplitMix64
    ) throws {
        let name = "\(place): “\(String(decoding: prefix, as: UTF8.self))*”"
        let expected = oracle.list(ofPrefixes: [prefix])
        // The places in every article at once; of articles that have none as well.
        let some = expected.articles.filter { _ in Bool.random(using: &generator) }
        let wanted = (some + (0..<20).map { _ in UInt32.random(in: 0...20_000, using: &generator) }).sorted()
        let found = try index.places(ofPrefix: prefix, in: wanted)
        var list = PostingsOracle.List()
        while found.article != noArticle {
            list.articles.append(found.article)
            list.places.append([])
            found.appendPlaces(to: &list.places[list.places.count - 1])
            found.advance()
        }
        let set = Set(wanted)
        let isWanted = expected.articles.map { set.contains($0) }
        let expectedList = PostingsOracle.List(
            articles: zip(expected.articles, isWanted).filter(\.1).map(\.0),
            places: zip(expected.places, isWanted).filter(\.1).map(\.0))
        #expect(list.difference(from: expectedList) == nil, "\(name): places")

        // Alone, and with others that stand for some of the same terms or for none.
        for prefixes in [[prefix], [prefix, prefix + prefix, Array(prefix.dropLast()), [0xFF]]] {
            let expected = prefixes.count > 1 ? oracle.list(ofPrefixes: prefixes) : expected
            let postings = try index.postings(ofPrefixes: prefixes)
            var frequencies: [UInt32: TermFrequency] = [:]
            while postings.article != noArticle {
                frequencies[postings.article] = postings.frequency
                try postings.advance()
            }
            let all = zip(expected.articles, expected.articles.indices.map { expected.frequency($0) })
            let isSame = frequencies == Dictionary(uniqueKeysWithValues: all)
            #expect(isSame, "\(name): frequencies, \(prefixes.count) prefixes")
        }
    }
}
