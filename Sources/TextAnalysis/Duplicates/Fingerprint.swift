/// 64 bytes of a text by which its near duplicates are guessed, without the text: one-permutation MinHash (Li, Owen
/// and Zhang, 2012) of its shingles, of each bin's least hash eight bits (Li and König, 2010).
///
/// The share of bins that two texts have in common estimates Jaccard's coefficient of their shingles, with a standard
/// deviation of 0.05 at 0.8. A text of few shingles leaves bins empty, and a bin that is empty in both texts says nothing:
/// such bins are left out, which makes the estimate of short texts nearly exact. (To fill them, as densification does,
/// is for looking fingerprints up by their bins.)
///
/// A word is what stands at one position of the text. It is taken from the text, which is read from its beginning to its
/// end; only one with other letters than ASCII's counts as the term it is searched by. To take every word by its term
/// would be waiting for memory: it costs more than twice as much.
///
/// An index holds fingerprints: what changes them has to change the index's schema.
public struct Fingerprint: Sendable, Hashable {
    /// How many bins, and bytes, there are.
    public static let count = 64

    /// A byte for each bin, eight to a number, the first one lowest: 0 where it is empty, else the least hash modulo 255
    /// plus 1.
    public let bins: SIMD8<UInt64>

    public init(bins: SIMD8<UInt64>) {
        self.bins = bins
    }

    /// - Parameters:
    ///   - stream: the tokens of `text`.
    ///   - terms: what the tokens' terms point into: `Analyzer.terms`.
    /// - Complexity: O(tokens).
    public init(_ stream: TokenStream, of text: Span<UInt8>, terms: [UInt8]) {
        var least = [UInt64](repeating: .max, count: Self.count)
        least.withUnsafeMutableBufferPointer { least in
            var hashes = ShingleHashes()
            var position: UInt32 = 0
            for token in stream.tokens where token.position >= position {
                position = token.position + 1
                let word =
                    ShingleWord.plainHash(text, token.range)
                    ?? ShingleWord.hash(text, token.range, term: terms[token.termRange])
                guard let hash = hashes.next(word) else { continue }
                let bin = Self.bin(of: hash)
                least[bin] = min(least[bin], hash)
            }
            if let hash = hashes.rest { least[Self.bin(of: hash)] = hash }
        }
        var bins = SIMD8<UInt64>()
        for bin in least.indices where least[bin] < .max {
            bins[bin >> 3] |= (least[bin] % 255 + 1) << UInt64(8 * (bin & 7))
        }
        self.bins = bins
    }

    /// By the upper bits, so that all hashes of a bin have them in common.
    @inline(__always)
    private static func bin(of hash: UInt64) -> Int { Int(hash >> 58) }

    /// Whether the text had no word; it is like no other then.
    public var isEmpty: Bool { bins == SIMD8() }

    /// An estimate of `Shingles.similarity(to:)`.
    public func similarity(to other: Fingerprint) -> Double {
        var equal = 0
        var empty = 0
        for index in bins.indices {
            equal += Self.zeroBytes(bins[index] ^ other.bins[index])
            empty += Self.zeroBytes(bins[index] | other.bins[index])
        }
        return empty < Self.count ? Double(equal - empty) / Double(Self.count - empty) : 0
    }

    @inline(__always)
    private static func zeroBytes(_ bytes: UInt64) -> Int {
        let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
        return (~(((bytes & low) &+ low) | bytes | low)).nonzeroBitCount
    }
}
