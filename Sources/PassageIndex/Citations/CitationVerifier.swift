import ArticleModel
import Articles
import IndexFile

/// Reads the sources of cited passages once more, and tells whether they still say so.
public struct CitationVerifier {
    private let source: ArticleSource
    private let exists: (String) -> Bool

    /// - Parameters:
    ///   - options: how the sources were read when they were indexed.
    ///   - exists: whether there is a file at a path.
    public init(_ options: ReadingOptions = ReadingOptions(), exists: @escaping (String) -> Bool) {
        source = ArticleSource(options)
        self.exists = exists
    }

    private struct AllFound: Error {}

    /// What became of each citation.
    ///
    /// - Parameter onFailure: gets what could not be read of the sources.
    /// - Complexity: each source is read once, up to the last article that is cited.
    public func verify(
        _ citations: [Citation], onFailure: (ArticleFailure) -> Void = { _ in }
    ) -> [CitationStatus] {
        var statuses = citations.map { _ in CitationStatus.gone }
        var byKey: [ExactText: [Int]] = [:]
        var keysByPath: [ExactText: Set<ExactText>] = [:]
        for (number, citation) in citations.enumerated() {
            byKey[ExactText(citation.key), default: []].append(number)
            if let path = path(of: citation.key) {
                keysByPath[ExactText(path), default: []].insert(ExactText(citation.key))
            }
        }
        for (path, keys) in keysByPath.sorted(by: { $0.key < $1.key }) {
            var missing = keys
            try? source.read(.path(path.text)) { result in
                switch result {
                case .failure(let failure): onFailure(failure)
                case .success(let article):
                    guard let key = missing.remove(ExactText(article.key)) else { return }
                    for number in byKey[key] ?? [] {
                        statuses[number] = Self.status(of: citations[number], in: article)
                    }
                    if missing.isEmpty { throw AllFound() }
                }
            }
        }
        return statuses
    }

    /// The file that a key begins with.
    private func path(of key: String) -> String? {
        if exists(key) { return key }
        return ArticleKey.splits(of: key).last { exists($0.path) }?.path
    }

    private static func status(of citation: Citation, in article: Articles.Article) -> CitationStatus {
        let body = Array(article.body.utf8)
        let text = Array(citation.text.utf8)
        func stands(at start: Int) -> Bool {
            start >= 0 && start + text.count <= body.count && body[start..<start + text.count].elementsEqual(text)
        }
        let source = article.sourceMap?.source(of: citation.bytes)
        if citation.bytes.count == text.count, stands(at: citation.bytes.lowerBound), source == citation.sourceBytes {
            return .intact
        }
        // The place nearest to the one it had.
        let starts = body.indices.filter { stands(at: $0) }
        guard let start = starts.min(by: { distance($0, citation) < distance($1, citation) }) else { return .changed }
        let bytes = start..<start + text.count
        var lines = LineCounter(article.lines)
        return .moved(
            to: CitationStatus.Place(
                bytes: bytes, sourceBytes: article.sourceMap?.source(of: bytes),
                line: lines.line(of: start, in: body.span)))
    }

    private static func distance(_ start: Int, _ citation: Citation) -> Int { abs(start - citation.bytes.lowerBound) }
}
