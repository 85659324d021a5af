/// Something to read articles from.
public enum Input: Sendable, Hashable {
    /// A file or a directory; a byte that is no UTF-8 stands in it as the character U+10FE00 + byte.
    case path(String)
    case standardInput
}

/// How inputs are read.
public struct ReadingOptions: Sendable, Equatable {
    /// The name of the reader for all inputs; `nil` to choose by file name, then by content.
    public var format: String?
    public var fieldMap: FieldMap
    /// A longer file or record is a failure, so that no input can ask for all memory.
    public var maximumArticleBytes: Int
    /// The first whose pattern matches a file's name reads it.
    public var filters: [InputFilter] = []
    /// A filter that takes longer is stopped.
    public var filterTime: Duration = .seconds(60)
    public var expansion = ExpansionLimits()

    public init(format: String? = nil, fieldMap: FieldMap = FieldMap(), maximumArticleBytes: Int = 64 << 20) {
        self.format = format
        self.fieldMap = fieldMap
        self.maximumArticleBytes = maximumArticleBytes
    }
}

/// A regular file to read, or a stream with a name.
public struct InputFile: Sendable, Equatable {
    /// Absolute, without `.`, `..` and doubled slashes; symbolic links are not resolved. A byte that is no UTF-8 stands in
    /// it as the character U+10FE00 + byte.
    public var path: String
    /// Bytes; 0 for a stream.
    public var size: Int
    /// Nanoseconds since 1970.
    public var modified: Int64
    /// A named pipe: it can be read once, and does not tell whether it changed.
    public var isStream: Bool
}
