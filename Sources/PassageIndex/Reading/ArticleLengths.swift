import GRDB

/// The lengths of articles, read block by block as they are asked for.
public final class ArticleLengths {
    private let database: Database
    private var blocks = LengthBlocks()
    private var lastBlock: (number: Int64, lengths: [UInt32]) = (-1, [])
    /// The first failure to read; lengths are 0 from then on.
    public private(set) var failure: (any Error)?

    init(_ database: Database) {
        self.database = database
    }

    /// The length of an article; it takes a look-up only when its block was not used last.
    @inline(__always)
    public func length(of article: Int64) -> ArticleLength {
        let (block, index) = LengthBlocks.place(of: article)
        if block != lastBlock.number { load(block) }
        return ArticleLength(packed: lastBlock.lengths[index])
    }

    @inline(never)
    private func load(_ number: Int64) {
        do {
            lastBlock = (number, try blocks.block(number, database))
        } catch {
            failure = failure ?? error
            lastBlock = (number, Array(repeating: 0, count: LengthBlocks.articlesPerBlock))
        }
    }
}
