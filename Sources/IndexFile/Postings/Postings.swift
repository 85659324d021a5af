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
    /// Keeps those places, ascending, `distance` behind which it occurs in the article.
    func keepPlaces(_ places: inout [Place], followedAt distance: Int) throws
    /// A number that is the higher the more often it occurs in the article; it costs nothing to ask.
    var placesHint: Int { get }

    /// Appends the frequencies in the articles from the current one on that are before `limit`, and goes behind them.
    func appendFrequencies(to run: inout FrequencyRun, before limit: UInt32) throws
    /// How many articles there are from the current one on that are before `limit`; goes behind them.
    func count(before limit: UInt32) throws -> Int
}

/// Behind the last article of any list.
package let noArticle = UInt32.max

extension Postings {
    package var placesHint: Int { Int.max }

    package func keepPlaces(_ places: inout [Place], followedAt distance: Int) throws {
        var own: [Place] = []
        try appendPlaces(to: &own)
        var next = 0
        places.removeAll { place in
            let wanted = place.advanced(by: distance)
            while next < own.count, own[next] < wanted { next += 1 }
            return next == own.count || own[next] != wanted
        }
    }

    package func appendFrequencies(to run: inout FrequencyRun, before limit: UInt32) throws {
        while article < limit {
            run.append(article, try frequency)
            try advance()
        }
    }

    package func count(before limit: UInt32) throws -> Int {
        var count = 0
        while article < limit {
            count += 1
            try advance()
        }
        return count
    }
}
