import GRDB
import TestSupport
import Testing

/// What an index relies on of FTS5: a row that is removed, and never comes again, stays away, wherever a merge is cut short.
///
/// Of a row that does come again some words may stay for ever (SQLite 3.40), which is why a changed article gets a new id.
@Suite struct FullTextMergeTests {
    private struct Posting: Hashable {
        var term: String
        var row: Int64
    }

    @Test(arguments: 1...6 as ClosedRange<UInt64>) func removedRowsStayAway(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let queue = try DatabaseQueue()
        try queue.inDatabase { database in
            // Pages so small that merges stop at nearly every term.
            try database.execute(
                sql: """
                    CREATE VIRTUAL TABLE texts USING fts5(text, content='');
                    INSERT INTO texts(texts, rank) VALUES ('pgsz', 64);
                    CREATE VIRTUAL TABLE postings USING fts5vocab(texts, instance);
                    """)
        }
        var texts: [Int64: [String]] = [:]
        var lastRow: Int64 = 0
        func insert(_ database: Database) throws {
            lastRow += 1
            let words = Set(
                (0..<Int.random(in: 3...15, using: &generator)).map { _ in
                    "w\(Int.random(in: 0..<60, using: &generator))"
                }
            ).sorted()
            texts[lastRow] = words
            try database.execute(
                sql: "INSERT INTO texts(rowid, text) VALUES (?, ?)", arguments: [lastRow, words.joined(separator: " ")])
        }
        try queue.write { database in for _ in 0..<30 { try insert(database) } }
        for step in 1...600 {
            try queue.write { database in
                for _ in 0..<Int.random(in: 1...3, using: &generator) {
                    guard let row = texts.keys.sorted().randomElement(using: &generator), let words = texts[row] else {
                        continue
                    }
                    try database.execute(
                        sql: "INSERT INTO texts(texts, rowid, text) VALUES ('delete', ?, ?)",
                        arguments: [row, words.joined(separator: " ")])
                    texts[row] = nil
                    try insert(database)
                }
            }
            if Bool.random(using: &generator) {
                let pages = [1, 2, 4, -1, -3].randomElement(using: &generator) ?? 1
                try queue.write {
                    try $0.execute(sql: "INSERT INTO texts(texts, rank) VALUES ('merge', ?)", arguments: [pages])
                }
            }
            guard step % 50 == 0 else { continue }
            let found = try queue.read { database in
                try Row.fetchAll(database, sql: "SELECT term, doc FROM postings").map {
                    Posting(term: $0["term"], row: $0["doc"])
                }
            }
            let expected = Set(texts.flatMap { row, words in words.map { Posting(term: $0, row: row) } })
            try #require(Set(found) == expected, "step \(step)")
        }
    }
}
