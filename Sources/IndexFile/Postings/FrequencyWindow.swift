/// The frequencies of several terms in a row of articles.
///
/// To look at one term after the other for some thousand articles, instead of at all terms for each article, keeps
/// what is touched in the cache and the branches foreseeable (after Lucene's BooleanScorer).
package final class FrequencyWindow {
    /// As many as a block of lengths has.
    package static let width: UInt32 = 4096

    /// The first article of the window.
    package private(set) var first: UInt32 = 0
    /// Term by term, the packed frequencies in all articles of the window: that of a term at a place is
    /// `frequencies[term << 12 + place]`.
    package let frequencies: UnsafeMutablePointer<UInt32>
    /// A bit for each article with one of the terms.
    private let occupied: UnsafeMutablePointer<UInt64>
    private let terms: Int

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

    @inline(__always)
    package func enter(_ frequency: TermFrequency, _ article: UInt32, _ term: Int) {
        let place = Int(article & 0xFFF)
        frequencies[term << 12 + place] = frequency.packed
        occupied[place >> 6] |= 1 << UInt64(place & 63)
    }

    /// Enters the frequency of a further term in an article that is in the window already.
    package func enter(_ frequency: TermFrequency, at place: Int, _ term: Int) {
        frequencies[term << 12 + place] = frequency.packed
    }

    /// The frequency of a term in the article at a place of the window.
    package func frequency(_ term: Int, at place: Int) -> TermFrequency {
        TermFrequency(packed: frequencies[term << 12 + place])
    }

    /// Puts the places of the articles in the window, ascending, into `places`, which holds a window's width; returns how
    /// many there are.
    package func occupiedPlaces(into places: UnsafeMutablePointer<UInt16>) -> Int {
        var count = 0
        for word in 0..<Self.words {
            var bits = occupied[word]
            while bits != 0 {
                places[count] = UInt16(truncatingIfNeeded: word << 6 + bits.trailingZeroBitCount)
                count += 1
                bits &= bits - 1
            }
        }
        return count
    }

    /// Empties the window of the articles at these places, which are all it has.
    package func clear(_ places: UnsafePointer<UInt16>, count: Int) {
        for term in 0..<terms {
            let frequencies = frequencies + term << 12
            for index in 0..<count { frequencies[Int(places[index])] = 0 }
        }
        occupied.update(repeating: 0, count: Self.words)
    }

    /// Calls `body` with the place of each article in the window, ascending, and empties the window.
    package func drain(_ body: (_ place: Int) throws -> Void) rethrows {
        try withUnsafeTemporaryAllocation(of: UInt16.self, capacity: Int(Self.width)) { places in
            guard let start = places.baseAddress else { return }
            let count = occupiedPlaces(into: start)
            defer { clear(start, count: count) }
            for index in 0..<count { try body(Int(start[index])) }
        }
    }
}
