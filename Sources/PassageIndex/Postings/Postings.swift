/// Articles in order of their ids, to be gone through once.
///
/// Articles are numbered by `UInt32`: an index has no more of them than that.
package protocol ArticleList: AnyObject {
    /// The article the list is at; `noArticle` behind the last.
    var article: UInt32 { get }

    /// Goes to the next article.
    func advance() throws
    /// Goes to the first article that is not before `target`; stays where that is the current one.
    func advance(to target: UInt32) throws
}

/// The articles that something occurs in, and where it occurs in each.
package protocol Postings: ArticleList {
    /// How often it occurs in the article.
    var frequency: TermFrequency { get throws }
    /// Appends where it occurs in the article, ascending.
    func appendPlaces(to places: inout [Place]) throws

    /// Enters the frequencies of the articles in front of the window's end, and goes behind them.
    func fill(_ window: inout FrequencyWindow, _ term: Int) throws
}

/// Behind the last article of any list.
package let noArticle = SegmentReader.end

extension Postings {
    package func fill(_ window: inout FrequencyWindow, _ term: Int) throws {
        try advance(to: window.first)
        while article < window.end {
            window.enter(try frequency, article, term)
            try advance()
        }
    }
}

/// The frequencies of several terms in a row of articles.
///
/// To look at one term after the other for some thousand articles, instead of at all terms for each article, keeps
/// what is touched in the cache and the branches foreseeable (after Lucene's BooleanScorer).
package struct FrequencyWindow {
    package static let width: UInt32 = 4096

    /// The first article of the window.
    package private(set) var first: UInt32 = 0
    private var frequencies: [[UInt32]]
    /// A bit for each article with one of the terms.
    private var occupied = [UInt64](repeating: 0, count: Int(width) / 64)

    package init(terms: Int) {
        frequencies = Array(repeating: Array(repeating: 0, count: Int(Self.width)), count: terms)
    }

    /// Behind the last article of the window.
    package var end: UInt32 {
        let (end, isBehindAll) = first.addingReportingOverflow(Self.width)
        return isBehindAll ? noArticle : end
    }

    /// Goes to the window that holds `article`; it must be empty.
    package mutating func move(to article: UInt32) { first = article & ~(Self.width - 1) }

    @inline(__always)
    package mutating func enter(_ frequency: TermFrequency, _ article: UInt32, _ term: Int) {
        let place = Int(article & (Self.width - 1))
        frequencies[term][place] = frequency.packed
        occupied[place >> 6] |= 1 << UInt64(place & 63)
    }

    @inline(__always)
    package func frequency(_ article: UInt32, _ term: Int) -> TermFrequency {
        TermFrequency(packed: frequencies[term][Int(article & (Self.width - 1))])
    }

    /// Calls `body` with each article in the window, ascending, and empties the window.
    package mutating func drain(_ body: (inout FrequencyWindow, UInt32) throws -> Void) rethrows {
        for word in occupied.indices where occupied[word] != 0 {
            var bits = occupied[word]
            while bits != 0 {
                let place = UInt32(word << 6 + bits.trailingZeroBitCount)
                bits &= bits - 1
                try body(&self, first + place)
                for term in frequencies.indices { frequencies[term][Int(place)] = 0 }
            }
            occupied[word] = 0
        }
    }
}
