import GRDB

/// The lengths of articles, read block by block as they are asked for.
package final class ArticleLengths {
    private let database: Database
    private var blocks = LengthBlocks()
    private var lastBlock: (number: Int64, lengths: [UInt32]) = (-1, [])

    init(_ database: Database) {
        self.database = database
    }

    /// The length of an article; it takes a look-up only when its block was not used last.
    @inline(__always)
    package func length(of article: UInt32) throws -> ArticleLength {
        let (block, index) = LengthBlocks.place(of: Int64(article))
        if block != lastBlock.number { lastBlock = (block, try blocks.block(block, database)) }
        return ArticleLength(packed: lastBlock.lengths[index])
    }
}
