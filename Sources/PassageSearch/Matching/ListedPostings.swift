import IndexFile

/// Articles and frequencies that were found once, such as those of a phrase, where finding them is the work.
struct PostingsTable {
    private(set) var articles: [UInt32] = []
    private(set) var frequencies: [TermFrequency] = []

    /// Takes all there is of some postings.
    init(_ postings: any Postings) throws {
        while postings.article != noArticle {
            articles.append(postings.article)
            frequencies.append(try postings.frequency)
            try postings.advance()
        }
    }
}

/// Goes through a table of postings. It does not know the places.
final class ListedPostings: Postings {
    private let table: PostingsTable
    private var next = 0
    private(set) var article: UInt32

    init(_ table: PostingsTable) {
        self.table = table
        article = table.articles.first ?? noArticle
    }

    func advance() {
        next = min(next + 1, table.articles.count)
        article = next < table.articles.count ? table.articles[next] : noArticle
    }

    /// In steps that double, and from there by halves.
    func advance(to target: UInt32) {
        guard article < target else { return }
        let articles = table.articles
        var step = 1
        while next + step < articles.count, articles[next + step] < target { step *= 2 }
        var low = next + step / 2
        var high = min(next + step, articles.count)
        while low < high {
            let middle = (low + high) / 2
            if articles[middle] < target { low = middle + 1 } else { high = middle }
        }
        next = low
        article = low < articles.count ? articles[low] : noArticle
    }

    var frequency: TermFrequency { table.frequencies[next] }

    func appendPlaces(to places: inout [Place]) { preconditionFailure("a table of postings holds no places") }
}
