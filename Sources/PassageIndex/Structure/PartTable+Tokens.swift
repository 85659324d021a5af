import ArticleModel
import IndexFile
import TextAnalysis

extension PartTable {
    /// The parts of a body, whose tokens are `stream`; those without a token are left out.
    ///
    /// - Parameter parts: in the order of their beginnings.
    /// - Complexity: O(parts · log tokens).
    init(_ parts: [EditorialPart], _ stream: TokenStream) {
        self.init(
            entries: parts.compactMap { part in
                let first = stream.firstToken(from: part.range.lowerBound)
                let end = stream.firstToken(from: part.range.upperBound)
                guard first < end else { return nil }
                return Entry(part.role, Int(stream.tokens[first].position)..<Int(stream.tokens[end - 1].position) + 1)
            })
    }
}

extension TokenStream {
    /// The number of the first token that begins at a byte or behind it.
    fileprivate func firstToken(from byte: Int) -> Int {
        tokens.partitioningIndex { Int($0.start) >= byte }
    }
}
