/// The lengths of all articles, packed: row `n` of `length_block` holds those of the articles with ids
/// `n · 4096 ..< (n + 1) · 4096`, four bytes each, little-endian. An id without an article has length 0.
///
/// Scoring reads a length for every match; from here it costs an array access, where a row of its own would cost a
/// look-up in a B-tree.
package enum LengthBlocks {
    package static var articlesPerBlock: Int { 4096 }

    /// The block an article's length is in, and where.
    @inline(__always)
    package static func place(of article: Int64) -> (block: Int64, index: Int) {
        let size = Int64(articlesPerBlock)
        return (article / size, Int(article % size))
    }

    /// The packed lengths of a block; 0 where there are none.
    package static func read(_ block: Int64, _ connection: ReadConnection) throws -> [UInt32] {
        try connection.first("SELECT lengths FROM length_block WHERE id = ?", [.int(Int(block))]) { row in
            decoded(row.bytes(0))
        } ?? Array(repeating: 0, count: articlesPerBlock)
    }

    private static func decoded(_ bytes: UnsafeRawBufferPointer) -> [UInt32] {
        var lengths = [UInt32](repeating: 0, count: articlesPerBlock)
        for index in 0..<min(articlesPerBlock, bytes.count / 4) {
            lengths[index] = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: index * 4, as: UInt32.self))
        }
        return lengths
    }
}
