import IndexFile

/// Counts the articles of each source, of which only so many are shown. Capitals make no difference, as in filters. An
/// article that names no source is nobody's, and takes from no share.
struct SourceShares {
    private let most: Int
    private let request: SearchRequest
    private let snapshot: IndexSnapshot
    /// By names as `folded` has them.
    private var taken: [[UInt8]: Int] = [:]
    /// Sources whose share is used up.
    private var full = 0

    init(most: Int, _ request: SearchRequest, _ snapshot: IndexSnapshot) {
        self.most = most
        self.request = request
        self.snapshot = snapshot
    }

    /// Takes an article of a source; `false` when its share is used up.
    mutating func take(_ source: String?) -> Bool {
        guard let source else { return true }
        let name = Self.folded(source)
        let count = taken[name, default: 0]
        guard count < most else { return false }
        taken[name] = count + 1
        if count + 1 == most { full += 1 }
        return true
    }

    /// Whether there is no article that could still be taken: with few sources, a search would otherwise go through all
    /// that match to find none.
    func areUsedUp() throws -> Bool {
        guard full > 0 else { return false }
        guard request.sources.isEmpty else { return full == Set(request.sources.map(Self.folded)).count }
        return try full == snapshot.sourceCount() && !snapshot.hasArticlesWithoutSource()
    }

    /// The bytes with ASCII letters in lower case, as SQLite's NOCASE compares. Strings would be compared by characters,
    /// which is not the same, and for a hostile name takes the square of its length.
    private static func folded(_ source: String) -> [UInt8] {
        source.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    }
}
