import GRDB

/// The lengths of articles, read block by block as they are asked for.
package final class ArticleLengths {
    private let database: Database
    private var blocks = LengthBlocks()
    private var lastBlock: (number: Int64, lengths: [UInt32]) = (-1, [])

    init(_ database: Database) {
        self.database = database
    }

    /// The packed lengths of the 4,096 articles of which `article` is one, from the first on.
    package func block(of article: UInt32) throws -> [UInt32] {
        let block = LengthBlocks.place(of: Int64(article)).block
        if block != lastBlock.number { lastBlock = (block, try blocks.block(block, database)) }
        return lastBlock.lengths
    }

    /// The length of an article; it takes a look-up only when its block was not used last.
    package func length(of article: UInt32) throws -> ArticleLength {
        ArticleLength(packed: try block(of: article)[LengthBlocks.place(of: Int64(article)).index])
    }
}
