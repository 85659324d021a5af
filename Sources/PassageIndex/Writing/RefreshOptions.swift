import Articles
import IndexFile
import TextAnalysis

/// What a run indexes, and how.
public struct RefreshOptions: Sendable {
    public var inputs: [Input]
    public var reading: ReadingOptions
    /// The language of articles that do not name theirs; `nil` to guess it.
    public var language: Language?
    /// Whether articles go whose file is gone from a directory that is given again, or whose record is gone from a
    /// file that is read again. Nothing outside of what is given ever goes.
    public var prunes: Bool
    /// Threads and memory for runs with many new articles. The result does not depend on them.
    public var resources: BuildResources
    /// See `BatchLimits`.
    var leastBulkBytes = BatchLimits.standard.leastBulkBytes

    public init(
        inputs: [Input], reading: ReadingOptions = .init(), language: Language? = nil, prunes: Bool = true,
        resources: BuildResources = BuildResources()
    ) {
        self.inputs = inputs
        self.reading = reading
        self.language = language
        self.prunes = prunes
        self.resources = resources
    }
}
