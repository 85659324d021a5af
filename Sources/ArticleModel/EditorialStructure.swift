/// What a part of an article is to the editor who wrote it.
public enum EditorialRole: UInt8, Sendable, CaseIterable {
    /// The first paragraph, which tells the story in one.
    case lede = 1
    /// Where and when an agency's story was written: “OSLO, May 3 (Agency) —”.
    case dateline = 2
    /// Who wrote it.
    case byline = 3
    /// What somebody said.
    case quotation = 4
    /// The text to a picture.
    case caption = 5
    /// A heading inside the article.
    case heading = 6
}

/// A part of a body and what it is. Parts may lie in one another.
public struct EditorialPart: Sendable, Equatable {
    public var role: EditorialRole
    /// Bytes of the body.
    public var range: Range<Int>

    public init(_ role: EditorialRole, _ range: Range<Int>) {
        self.role = role
        self.range = range
    }
}

/// By what an agency knows an article in all its versions, whatever file they come in.
public struct ArticleIdentity: Sendable, Equatable {
    /// Unique in all the world, as `urn:newsml:agency.example:20230912:1234`.
    public var guid: String
    /// A later version takes the place of an earlier one.
    public var version: Int
    /// Whether the agency takes the article back in all versions up to this one.
    public var isWithdrawn: Bool

    public init(guid: String, version: Int = 1, isWithdrawn: Bool = false) {
        self.guid = guid
        self.version = version
        self.isWithdrawn = isWithdrawn
    }
}
