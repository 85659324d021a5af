import IndexFile

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

/// Something a run does otherwise than one would think.
public enum RefreshNote: Sendable, Equatable {
    /// Many articles go in one by one, for the reason given, which takes several times as long.
    case buildsOneByOne(String)
}

/// A run failed on its way. What it had committed before is kept; the rest is as it was, but for a batch that
/// could be written and not synced (`isLastBatchUncertain`).
public struct RefreshFailure: Error, Sendable, Equatable {
    public var cause: IndexError
    /// Articles that were added, replaced or removed and are kept so.
    public var committed: Int

    /// Whether the last batch may be found made, or not: the storage failed as its changes were to be kept for good.
    public var isLastBatchUncertain: Bool { cause.isOfSync }

    public init(cause: IndexError, committed: Int) {
        self.cause = cause
        self.committed = committed
    }
}
