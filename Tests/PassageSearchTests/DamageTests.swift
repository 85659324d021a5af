import Foundation
import GRDB
import TestSupport
import Testing

@testable import IndexFile
@testable import PassageIndex
@testable import PassageSearch

/// Whatever stands in the full-text table's pages, a search ends with an answer or says that the file is damaged.
@Suite struct DamageTests {
    @Test(.timeLimit(.minutes(15)), arguments: 1...4 as ClosedRange<UInt64>)
    func damagedPagesAreNoTrap(seed: UInt64) throws {
        let index = try GrownIndex(seed: seed, articles: 200, pageSize: [64, 200, 1000, 4050][Int(seed) % 4])
        var generator = SplitMix64(seed: seed)
        let blocks = try index.connection.read { try Blocks($0) }
        let queries = RandomQueries(try index.connection.read { try TokenTable($0) })
        let searcher = try Searcher(path: index.path)
        let reader = try IndexReader(path: index.path)
        var outcomes = (answered: 0, damaged: 0)
        // 2,000 in all.
        for round in 0..<500 {
            let damage = try index.connection.write { database in
                try (0..<Int.random(in: 1...4, using: &generator)).map { _ in
                    try blocks.damage(database, using: &generator)
                }
            }
            let query = queries.query(using: &generator)
            do throws(IndexError) {
                try Self.search(query, searcher)
                // Every page of every segment, now and then.
                if round % 4 == 0 { try Self.readAll(reader) }
                outcomes.answered += 1
            } catch .corrupt(let path, _) {
                #expect(path == index.path)
                outcomes.damaged += 1
            } catch {
                Issue.record("seed \(seed), round \(round): \(query), \(damage): \(error)")
            }
            try index.connection.write { try blocks.restore($0) }
        }
        #expect(outcomes.answered > 20 && outcomes.damaged > 20, "seed \(seed): \(outcomes)")
    }

    /// All that a search does.
    private static func search(_ query: String, _ searcher: Searcher) throws(IndexError) {
        let request = SearchRequest(query: query, limit: 3, language: .english)
        try asIndexError {
            _ = try searcher.search(request)
            _ = try searcher.count(request)
        }
    }

    private static func readAll(_ reader: IndexReader) throws(IndexError) {
        try asIndexError { try reader.withSnapshot { _ = try $0.postings().postings(ofPrefixes: [[]]) } }
    }

    private static func asIndexError(_ body: () throws -> Void) throws(IndexError) {
        do {
            try body()
        } catch let error as IndexError {
            throw error
        } catch {
            throw .sqlite(path: "", code: 0, message: "not said by an IndexError: \(error)")
        }
    }

    /// Memory is taken for the articles there are, not for a number on a page.
    @Test func anArticleThatNeverWasIsDamage() throws {
        let index = try SampleIndex(texts: ["train", "harvest"])
        let connection = try IndexConnection(path: index.path, .writing)
        try connection.write {
            try $0.execute(
                sql: "INSERT INTO article_fts(rowid, body, title) VALUES (4294967294, 'train', ''), (1 << 40, 'ax', '')"
            )
        }
        let searcher = try index.searcher()
        for query in ["train", "tra*", "ax", "title:a*"] {
            let error = #expect(throws: IndexError.self) { try searcher.search(SearchRequest(query: query)) }
            guard case .corrupt = error else {
                Issue.record("\(query): \(error as Any)")
                continue
            }
        }
        #expect(try searcher.search(SearchRequest(query: "harvest")).hits.count == 1)
    }
}

/// The blocks of the full-text table, to be damaged and put back.
private final class Blocks {
    private let rows: [(id: Int64, block: [UInt8])]
    private let separators: [(key: [DatabaseValue], page: Int64)]
    private var damaged: Set<Int64> = []
    private var hasDamagedSeparators = false

    init(_ database: Database) throws {
        rows = try Row.fetchAll(database, sql: "SELECT id, block FROM article_fts_data ORDER BY id").map {
            ($0[0], Array($0[1] as Data))
        }
        separators = try Row.fetchAll(database, sql: "SELECT segid, term, pgno FROM article_fts_idx").map {
            ([$0[0], $0[1]], $0[2])
        }
    }

    func restore(_ database: Database) throws {
        for (id, block) in rows where damaged.contains(id) {
            try database.execute(
                sql: "REPLACE INTO article_fts_data VALUES (?, ?)", arguments: [id, Data(block)])
        }
        for (key, page) in separators where hasDamagedSeparators {
            try database.cachedStatement(sql: "REPLACE INTO article_fts_idx VALUES (?, ?, ?)")
                .execute(arguments: StatementArguments(key + [page.databaseValue]))
        }
        damaged = []
        hasDamagedSeparators = false
    }

    /// Damages one block or one separator, and says how.
    func damage(_ database: Database, using generator: inout SplitMix64) throws -> String {
        // The records come first; they are but two of many.
        let isRecord = Int.random(in: 0..<20, using: &generator) == 0
        let some = rows[isRecord ? 0..<2 : 2..<rows.count]
        guard let (id, block) = some.randomElement(using: &generator) else { return "" }
        damaged.insert(id)
        switch Int.random(in: 0..<8, using: &generator) {
        case 0:
            try database.execute(sql: "DELETE FROM article_fts_data WHERE id = ?", arguments: [id])
            return "\(id) is gone"
        case 1:
            let page = Int64.random(in: 0...200, using: &generator)
            let (segment, oldPage) = (id >> 37 as Int64, id & 0x7FFF_FFFF as Int64)
            hasDamagedSeparators = true
            try database.execute(
                sql: "UPDATE article_fts_idx SET pgno = ? WHERE segid = ? AND pgno >> 1 = ?",
                arguments: [page, segment, oldPage])
            return "a separator of segment \(segment) says page \(page >> 1), not \(oldPage)"
        default:
            let bytes = changed(block, using: &generator)
            try database.execute(
                sql: "UPDATE article_fts_data SET block = ? WHERE id = ?", arguments: [Data(bytes), id])
            return "\(id) is \(bytes)"
        }
    }

    private func changed(_ block: [UInt8], using generator: inout SplitMix64) -> [UInt8] {
        var bytes = block
        switch Int.random(in: 0..<10, using: &generator) {
        case 0: return Array(bytes.prefix(Int.random(in: 0...bytes.count, using: &generator)))
        case 1: return bytes + (0..<40).map { _ in UInt8.random(in: 0...255, using: &generator) }
        case 2: return rows.randomElement(using: &generator)?.block ?? []
        case 3, 4:
            // Greater numbers than anything has.
            let place = Int.random(in: 0...bytes.count, using: &generator)
            let number = (0..<Int.random(in: 1...12, using: &generator)).map { _ in UInt8(0xFF) } + [0x7F]
            bytes.replaceSubrange(place..<min(place + number.count, bytes.count), with: number)
        case 5: Self.flip(&bytes, among: 0..<4, using: &generator)
        default:
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                Self.flip(&bytes, among: bytes.indices, using: &generator)
            }
        }
        return bytes
    }

    private static func flip(_ bytes: inout [UInt8], among places: Range<Int>, using generator: inout SplitMix64) {
        guard let place = places.clamped(to: bytes.indices).randomElement(using: &generator) else { return }
        let isOneBit = Bool.random(using: &generator)
        bytes[place] ^=
            isOneBit ? 1 << UInt8.random(in: 0...7, using: &generator) : .random(in: 1...255, using: &generator)
    }
}

/// Queries of every kind over words that stand somewhere.
private struct RandomQueries {
    private let tokens: TokenTable

    init(_ tokens: TokenTable) { self.tokens = tokens }

    func query(using generator: inout SplitMix64) -> String {
        (0...Int.random(in: 0...3, using: &generator)).map { _ in part(using: &generator) }.joined(separator: " ")
    }

    private func part(using generator: inout SplitMix64) -> String {
        let words = tokens.terms(3, gap: 1, using: &generator).map { String(decoding: $0, as: UTF8.self) }
        let word = words.first ?? "x"
        switch Int.random(in: 0..<8, using: &generator) {
        case 0: return "\"\(words.joined(separator: " "))\""
        case 1: return "\"\(words.joined(separator: " "))\"~3"
        case 2: return "\(word.prefix(2))*"
        case 3: return "title:\(word)"
        case 4: return "body:\(word.prefix(1))*"
        case 5: return "+\(word)"
        case 6: return "-\(word)"
        default: return words.joined(separator: " ")
        }
    }
}
