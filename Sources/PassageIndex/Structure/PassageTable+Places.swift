import ArticleModel
import IndexFile
import TextAnalysis

extension PassageTable {
    /// The passages of a body with their places in the source.
    ///
    /// - Parameters:
    ///   - passages: in the order of the body.
    ///   - source: `nil` where the body is no piece of it.
    /// - Complexity: O(bytes) where lines are counted.
    init(_ passages: [Passage], in body: Span<UInt8>, lines: LineMapping, source: SourceMap?) {
        var counter = LineCounter(lines)
        self.init(
            entries: passages.map { passage in
                Entry(
                    passage: passage, line: counter.line(of: passage.bytes.lowerBound, in: body),
                    source: source?.source(of: passage.bytes))
            })
    }
}
