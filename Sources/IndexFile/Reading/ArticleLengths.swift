/// The lengths of articles, read block by block as they are asked for.
package final class ArticleLengths {
    private let connection: ReadConnection
    private var blocks: [Int64: [UInt32]] = [:]
    private var lastBlock: (number: Int64, lengths: [UInt32]) = (-1, [])

    package init(_ connection: ReadConnection) {
        self.connection = connection
    }

    /// The packed lengths of the 4,096 articles of which `article` is one, from the first on.
    package func block(of article: UInt32) throws -> [UInt32] {
        let number = LengthBlocks.place(of: Int64(article)).block
        if number != lastBlock.number {
            let lengths = try blocks[number] ?? LengthBlocks.read(number, connection)
            blocks[number] = lengths
            lastBlock = (number, lengths)
        }
        return lastBlock.lengths
    }

    /// The length of an article; it takes a look-up only when its block was not used last.
    package func length(of article: UInt32) throws -> ArticleLength {
        ArticleLength(packed: try block(of: article)[LengthBlocks.place(of: Int64(article)).index])
    }
}
