/// An article's length for ranking: positions of its title and its body that are no stop words.
public struct ArticleLength: Sendable, Equatable {
    public var title: Int
    public var body: Int

    @inlinable
    public init(title: Int, body: Int) {
        self.title = title
        self.body = body
    }

    package static let none = ArticleLength(title: 0, body: 0)
    private static let maximumTitle = 0xFF
    private static let maximumBody = 0xFF_FFFF

    /// The title in the upper 8 bits, the body in the lower 24; a longer one counts as the longest.
    @inlinable
    public init(packed: UInt32) {
        self.init(title: Int(packed >> 24), body: Int(packed & 0xFF_FFFF))
    }

    package var packed: UInt32 {
        UInt32(min(title, Self.maximumTitle)) << 24 | UInt32(min(body, Self.maximumBody))
    }

    /// The length as it is read back.
    package var clamped: ArticleLength { ArticleLength(packed: packed) }
}
