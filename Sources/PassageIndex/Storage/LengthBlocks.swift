import Foundation
import GRDB

/// The lengths of all articles, packed: row `n` of `length_block` holds those of the articles with ids
/// `n · 4096 ..< (n + 1) · 4096`, four bytes each, little-endian. An id without an article has length 0.
///
/// Scoring reads a length for every match; from here it costs an array access, where a row of its own would cost a
/// look-up in a B-tree.
struct LengthBlocks {
    static let articlesPerBlock = 4096

    private var blocks: [Int64: [UInt32]] = [:]
    private var changed: Set<Int64> = []

    /// A block's packed lengths. Blocks are read when they are first asked for.
    mutating func block(_ number: Int64, _ database: Database) throws -> [UInt32] {
        try load(number, database)
        return blocks[number] ?? []
    }

    /// Sets an article's length; `write` stores it.
    mutating func set(_ length: ArticleLength, of article: Int64, _ database: Database) throws {
        let (block, index) = Self.place(of: article)
        try load(block, database)
        blocks[block]?[index] = length.packed
        changed.insert(block)
    }

    /// Stores what was set since, and forgets all blocks.
    mutating func write(_ database: Database) throws {
        let statement = try database.cachedStatement(sql: "INSERT OR REPLACE INTO length_block VALUES (?, ?)")
        for block in changed.sorted() {
            try statement.execute(arguments: [block, Self.encoded(blocks[block] ?? [])])
        }
        self = LengthBlocks()
    }

    private mutating func load(_ block: Int64, _ database: Database) throws {
        guard blocks[block] == nil else { return }
        let statement = try database.cachedStatement(sql: "SELECT lengths FROM length_block WHERE id = ?")
        let stored = try Data.fetchOne(statement, arguments: [block])
        blocks[block] = stored.map(Self.decoded) ?? Array(repeating: 0, count: Self.articlesPerBlock)
    }

    /// The block an article's length is in, and where.
    @inline(__always)
    static func place(of article: Int64) -> (block: Int64, index: Int) {
        let size = Int64(articlesPerBlock)
        return (article / size, Int(article % size))
    }

    private static func encoded(_ lengths: [UInt32]) -> Data {
        lengths.map(\.littleEndian).withUnsafeBytes { Data($0) }
    }

    /// The lengths of a block; missing ones are 0.
    static func decoded(_ data: Data) -> [UInt32] {
        var lengths = [UInt32](repeating: 0, count: articlesPerBlock)
        data.withUnsafeBytes { bytes in
            for index in 0..<min(articlesPerBlock, bytes.count / 4) {
                lengths[index] = UInt32(
                    littleEndian: bytes.loadUnaligned(fromByteOffset: index * 4, as: UInt32.self))
            }
        }
        return lengths
    }
}
