/// The set of a text's shingles, by which near duplicates are told for sure; see `ShingleHashes`.
public struct Shingles: Sendable, Equatable {
    /// Two texts whose sets have this much in common are near duplicates of each other.
    public static let leastSimilarity = 0.8

    // Of 64 bits each: a text of a million words has two equal ones by chance once in 40 million times.
    private let hashes: Set<UInt64>

    /// - Parameters:
    ///   - stream: the tokens of `text`.
    ///   - terms: what the tokens' terms point into: `Analyzer.terms`.
    /// - Complexity: O(tokens).
    public init(_ stream: TokenStream, of text: Span<UInt8>, terms: [UInt8]) {
        var hashes = Set<UInt64>(minimumCapacity: stream.positionCount)
        ShingleHashes.forEach(stream, text, terms: terms) { hashes.insert($0) }
        self.hashes = hashes
    }

    public var count: Int { hashes.count }

    /// What two texts have in common of all that they have (Jaccard's coefficient), from 0 to 1; 0 where one has no
    /// word.
    ///
    /// - Complexity: O(shingles).
    public func similarity(to other: Shingles) -> Double {
        let (few, many) = hashes.count < other.hashes.count ? (hashes, other.hashes) : (other.hashes, hashes)
        let common = few.reduce(0) { $0 + (many.contains($1) ? 1 : 0) }
        let all = few.count + many.count - common
        return all > 0 ? Double(common) / Double(all) : 0
    }
}
