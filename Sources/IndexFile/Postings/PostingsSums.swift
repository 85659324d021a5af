/// A sum over the postings of each article, by which two accounts of them are compared without either being kept.
///
/// Of every occurrence a hash of term, field and position is added up, so that the order in which they come has no
/// meaning; FTS5's integrity check compares texts with postings in the same way.
package struct PostingsSums {
    /// Ascending.
    package let articles: [UInt32]
    package private(set) var sums: [UInt64]
    /// Entries of articles that are not among `articles`.
    package private(set) var strangers = 0

    /// - Parameter articles: ascending.
    package init(articles: [UInt32]) {
        self.articles = articles
        sums = Array(repeating: 0, count: articles.count)
    }

    /// FNV-1a with 64 bits (Fowler, Noll and Vo, 1991).
    package static func hash(ofTerm term: some Sequence<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in term { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return hash
    }

    /// The hash of one occurrence, mixed by SplitMix64 (Steele, Lea and Flood, 2014).
    package static func hash(_ term: UInt64, field: Int, position: Int) -> UInt64 {
        var hash = term &+ Place(field: field, position: position).value &* 0x9E37_79B9_7F4A_7C15
        hash = (hash ^ (hash >> 30)) &* 0xBF58_476D_1CE4_E5B9
        hash = (hash ^ (hash >> 27)) &* 0x94D0_49BB_1331_11EB
        return hash ^ (hash >> 31)
    }

    /// Adds to an article's sum.
    ///
    /// - Parameter place: where to look from; it is left where the article is, as articles come in order.
    /// - Complexity: O(log of how far the article is from `place`).
    mutating func add(_ sum: UInt64, article: UInt32, from place: inout Int) {
        var step = 1
        var upper = place
        while upper < articles.count, articles[upper] < article {
            place = upper
            upper += step
            step *= 2
        }
        upper = min(upper, articles.count)
        while place < upper, articles[place] < article {
            let middle = (place + upper) / 2
            if articles[middle] < article { place = middle + 1 } else { upper = middle }
        }
        if place < articles.count, articles[place] == article { sums[place] &+= sum } else { strangers += 1 }
    }
}
