import Foundation
import GRDB
import IndexFile

/// Changes the lengths of articles, block by block; see `LengthBlocks`.
struct LengthWriter {
    private var blocks: [Int64: [UInt32]] = [:]

    /// Sets an article's length; `write` stores it.
    mutating func set(_ length: ArticleLength, of article: Int64, _ database: Database) throws {
        let (block, index) = LengthBlocks.place(of: article)
        if blocks[block] == nil { blocks[block] = try LengthBlocks.read(block, database.reading) }
        blocks[block]?[index] = length.packed
    }

    /// Stores what was set since, and forgets all blocks. One whose articles are all gone is removed: ids are never used
    /// again, so it would stay empty for ever.
    mutating func write(_ database: Database) throws {
        let writing = try database.cachedStatement(sql: "INSERT OR REPLACE INTO length_block VALUES (?, ?)")
        let removal = try database.cachedStatement(sql: "DELETE FROM length_block WHERE id = ?")
        for (block, lengths) in blocks.sorted(by: { $0.key < $1.key }) {
            if lengths.allSatisfy({ $0 == ArticleLength.none.packed }) {
                try removal.execute(arguments: [block])
            } else {
                let bytes = lengths.map(\.littleEndian).withUnsafeBytes { Data($0) }
                try writing.execute(arguments: [block, bytes])
            }
        }
        self = LengthWriter()
    }
}
