/// A set of article ids: a bitmap, as the ids of an index are dense.
public struct ArticleSet: Sendable, Equatable {
    private var words: [UInt64] = []
    public private(set) var count = 0

    public init() {}

    public mutating func insert(_ id: Int64) {
        guard id >= 0, !contains(id) else { return }
        let word = Int(id >> 6)
        if word >= words.count {
            words.append(contentsOf: repeatElement(0, count: word + 1 - words.count))
        }
        words[word] |= 1 << UInt64(id & 63)
        count += 1
    }

    /// The least id that is not below `id`.
    package func first(from id: Int64) -> Int64? {
        var word = Int(id >> 6)
        guard word < words.count else { return nil }
        var bits = words[word] & (~0 << UInt64(id & 63))
        while bits == 0 {
            word += 1
            guard word < words.count else { return nil }
            bits = words[word]
        }
        return Int64(word << 6 + bits.trailingZeroBitCount)
    }

    /// The ids, ascending.
    public var ids: [Int64] {
        words.indices.flatMap { word in
            (0..<64).filter { words[word] & (1 << UInt64($0)) != 0 }.map { Int64(word * 64 + $0) }
        }
    }

    @inline(__always)
    public func contains(_ id: Int64) -> Bool {
        let word = Int(id >> 6)
        return word >= 0 && word < words.count && words[word] & (1 << UInt64(id & 63)) != 0
    }
}
