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
    func fill(_ window: FrequencyWindow, _ term: Int) throws
}

/// Behind the last article of any list.
package let noArticle = UInt32.max

extension Postings {
    package func fill(_ window: FrequencyWindow, _ term: Int) throws {
        try advance(to: window.first)
        while article < window.end {
            window.enter(try frequency, article, term)
            try advance()
        }
    }
}
