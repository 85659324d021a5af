/// A passage as a hit cites it, to be looked up in its source.
public struct Citation: Sendable, Equatable {
    /// The article's key, with an absolute path.
    public var key: String
    /// The passage.
    public var text: String
    /// Its bytes in the article's body.
    public var bytes: Range<Int>
    /// Its bytes in the source; `nil` where they are not known.
    public var sourceBytes: Range<Int>?

    public init(key: String, text: String, bytes: Range<Int>, sourceBytes: Range<Int>?) {
        self.key = key
        self.text = text
        self.bytes = bytes
        self.sourceBytes = sourceBytes
    }
}

/// What became of a cited passage.
public enum CitationStatus: Sendable, Equatable {
    /// It stands where it stood.
    case intact
    /// It stands elsewhere in the article.
    case moved(to: Place)
    /// The article is there, but the passage is not in it any more.
    case changed
    /// The article is not there any more, or cannot be read.
    case gone

    /// Where a passage stands now.
    public struct Place: Sendable, Equatable {
        /// Bytes of the article's body.
        public var bytes: Range<Int>
        /// Bytes of the source; `nil` where they are not known.
        public var sourceBytes: Range<Int>?
        /// The first line in the source, counted from 1.
        public var line: Int
    }
}
