/// What a run did, in numbers.
public struct RefreshSummary: Sendable, Equatable, Codable {
    /// The run's number.
    public var batch: Int64
    /// Articles by what happened to them.
    public var added = 0
    public var updated = 0
    public var unchanged = 0
    public var removed = 0
    /// Articles and inputs that could not be read.
    public var failed = 0
    /// Undecodable characters replaced by U+FFFD.
    public var replacements = 0
    /// Bytes of title and body text read.
    public var textBytes = 0
    public var seconds: Double = 0
    /// Whether the run was stopped before its end; what it had done is kept.
    public var interrupted = false

    public init(batch: Int64) {
        self.batch = batch
    }
}

/// How far a run is.
public struct RefreshProgress: Sendable, Equatable {
    /// Input files finished, and how many there are; the total is `nil` while it is not known.
    public var files = 0
    public var totalFiles: Int?
    /// Bytes of input files read (compressed, where they are), and their sum where it is known.
    public var inputBytes = 0
    public var totalInputBytes: Int?
    public var articles = 0

    public init() {}
}
