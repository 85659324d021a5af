/// The frequencies of several terms in a row of articles.
///
/// To look at one term after the other for some thousand articles, instead of at all terms for each article, keeps
/// what is touched in the cache and the branches foreseeable (after Lucene's BooleanScorer).
package final class FrequencyWindow {
    /// As many as a block of lengths has.
    package static let width: UInt32 = 4096

    /// The first article of the window.
    package private(set) var first: UInt32 = 0
    /// Term by term, the frequencies in all articles of the window.
    @usableFromInline package let frequencies: UnsafeMutablePointer<UInt32>
    /// A bit for each article with one of the terms.
    @usableFromInline package let occupied: UnsafeMutablePointer<UInt64>
    @usableFromInline package let terms: Int

    private static let words = Int(width) / 64

    package init(terms: Int) {
        self.terms = terms
        frequencies = .allocate(capacity: terms * Int(Self.width))
        frequencies.initialize(repeating: 0, count: terms * Int(Self.width))
        occupied = .allocate(capacity: Self.words)
        occupied.initialize(repeating: 0, count: Self.words)
    }

    deinit {
        frequencies.deallocate()
        occupied.deallocate()
    }

    /// Behind the last article of the window.
    package var end: UInt32 {
        let (end, isBehindAll) = first.addingReportingOverflow(Self.width)
        return isBehindAll ? noArticle : end
    }

    /// Goes to the window that holds `article`; it must be empty.
    package func move(to article: UInt32) { first = article & ~(Self.width - 1) }

    @inlinable @inline(__always)
    package func enter(_ frequency: TermFrequency, _ article: UInt32, _ term: Int) {
        let place = Int(article & 0xFFF)
        frequencies[term << 12 + place] = frequency.packed
        occupied[place >> 6] |= 1 << UInt64(place & 63)
    }

    /// Enters the frequency of a further term in an article that is in the window already.
    @inlinable
    package func enter(_ frequency: TermFrequency, at place: Int, _ term: Int) {
        frequencies[term << 12 + place] = frequency.packed
    }

    /// The frequency of a term in the article at a place of the window.
    @inlinable @inline(__always)
    package func frequency(_ term: Int, at place: Int) -> TermFrequency {
        TermFrequency(packed: frequencies[term << 12 + place])
    }

    /// Calls `body` with the place of each article in the window, ascending, and empties the window.
    @inlinable @inline(__always)
    package func drain(_ body: (_ place: Int) throws -> Void) rethrows {
        for word in 0..<64 where occupied[word] != 0 {
            var bits = occupied[word]
            occupied[word] = 0
            while bits != 0 {
                let place = word << 6 + bits.trailingZeroBitCount
                bits &= bits - 1
                defer { for term in 0..<terms { frequencies[term << 12 + place] = 0 } }
                try body(place)
            }
        }
    }
}
