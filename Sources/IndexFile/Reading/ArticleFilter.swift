import ArticleModel

/// A condition on articles' metadata.
public struct ArticleFilter: Sendable, Equatable {
    /// Published on or after this date.
    public var since: PublicationDate?
    /// Published on or before this date: a day counts to its end.
    public var until: PublicationDate?
    /// From one of these sources, compared without regard to ASCII case; empty means any.
    public var sources: [String]

    public init(since: PublicationDate? = nil, until: PublicationDate? = nil, sources: [String] = []) {
        self.since = since
        self.until = until
        self.sources = sources
    }

    /// Whether every article passes.
    public var isEmpty: Bool { since == nil && until == nil && sources.isEmpty }

    /// The condition in SQL over `article`. Dates are text whose order is that of time.
    var condition: (sql: String, arguments: [SQLiteValue]) {
        var terms: [String] = []
        var arguments: [SQLiteValue] = []
        if let since {
            terms.append("published >= ?")
            arguments.append(.text(since.text))
        }
        if let until {
            terms.append("published < ?")
            arguments.append(.text(until.end))
        }
        if !sources.isEmpty {
            terms.append("source COLLATE NOCASE IN (\(sources.map { _ in "?" }.joined(separator: ", ")))")
            arguments += sources.map { .text($0) }
        }
        return (terms.isEmpty ? "1" : terms.joined(separator: " AND "), arguments)
    }
}
