/// Where the bytes of a body stand in its source, for bodies that are pieces of the source in their order.
///
/// What stands in no run was put there by the reader: a line feed between two paragraphs, for one.
public struct SourceMap: Sendable, Equatable {
    /// Neighbouring bytes of the body that come from neighbouring bytes of the source.
    public struct Run: Sendable, Equatable {
        /// Bytes of the body.
        public var body: Range<Int>
        /// Bytes of the source. As many as of the body where they are the same; else they are another spelling, such as
        /// an entity reference.
        public var source: Range<Int>

        var isVerbatim: Bool { body.count == source.count }
    }

    /// Ascending in body and source.
    public private(set) var runs: [Run] = []

    public init() {}

    /// A body that is `count` bytes of the source, from `offset` on.
    public init(count: Int, at offset: Int) {
        append(0..<count, from: offset..<offset + count)
    }

    /// Adds what follows all that was added before.
    public mutating func append(_ body: Range<Int>, from source: Range<Int>) {
        guard !body.isEmpty else { return }
        let run = Run(body: body, source: source)
        if let last = runs.last, last.isVerbatim, run.isVerbatim, last.body.upperBound == body.lowerBound,
            last.source.upperBound == source.lowerBound
        {
            runs[runs.count - 1].body = last.body.lowerBound..<body.upperBound
            runs[runs.count - 1].source = last.source.lowerBound..<source.upperBound
        } else {
            runs.append(run)
        }
    }

    /// The map into a source that has `count` more bytes before it.
    public func shifted(by count: Int) -> SourceMap {
        guard count != 0 else { return self }
        var map = self
        for index in map.runs.indices {
            let source = map.runs[index].source
            map.runs[index].source = source.lowerBound + count..<source.upperBound + count
        }
        return map
    }

    /// The bytes of the source from the first to the last that a range of the body comes from; `nil` when it comes from
    /// none.
    ///
    /// - Complexity: O(log runs).
    public func source(of range: Range<Int>) -> Range<Int>? {
        // The first run that ends behind the range's beginning, and the last that begins before its end.
        let first = runs.partitioningIndex { $0.body.upperBound > range.lowerBound }
        let end = runs.partitioningIndex { $0.body.lowerBound >= range.upperBound }
        guard first < end else { return nil }
        let (one, other) = (runs[first], runs[end - 1])
        let lower = one.isVerbatim ? max(0, range.lowerBound - one.body.lowerBound) : 0
        let cut = other.isVerbatim ? max(0, other.body.upperBound - range.upperBound) : 0
        return one.source.lowerBound + lower..<other.source.upperBound - cut
    }
}
