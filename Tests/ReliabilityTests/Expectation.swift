import Foundation

/// What an index may hold after a run that was to lead it from one state to another: the old state with some of the
/// run's changes, which have to be the first ones.
struct Expectation {
    /// What becomes of an article; `nil` where there is none.
    struct Change {
        var key: String
        var after: IndexedNews.Article?
    }

    let before: [String: IndexedNews.Article]
    /// In the order in which the run makes them.
    let changes: [Change]
    /// The words that queries look for.
    let words: [String]
    /// The number of the last run before.
    let lastBatch: Int64

    /// Of a run that changes no article.
    init(_ before: [String: IndexedNews.Article], words: [String], lastBatch: Int64) {
        self.before = before
        self.changes = []
        self.words = words
        self.lastBatch = lastBatch
    }

    /// - Parameter news: what the run reads in `folder`.
    init(_ before: [String: IndexedNews.Article], to news: NewsFiles, in folder: String, lastBatch: Int64) {
        self.before = before
        self.words = news.words
        self.lastBatch = lastBatch
        let after = news.articles(in: folder)
        // A run reads the files by name and the records in their order; a file's lost records go after those, lost
        // files at the end.
        let gone = Dictionary(grouping: before.keys.filter { after[$0] == nil }.sorted()) { key in
            String(key.prefix { $0 != "#" })
        }
        let names = news.files.keys.sorted()
        let read = names.flatMap { name in
            (news.files[name] ?? []).map { "\(folder)/\(name)#\($0.id)" } + (gone["\(folder)/\(name)"] ?? [])
        }
        let lost = gone.keys.filter { path in !names.contains { "\(folder)/\($0)" == path } }.sorted()
        changes = (read + lost.flatMap { gone[$0] ?? [] }).compactMap { key in
            before[key] == after[key] ? nil : Change(key: key, after: after[key])
        }
    }

    /// How many changes an index holds, by what its articles are.
    ///
    /// - Throws: `Loss` where it is in no state between two changes.
    func changesMade(in articles: [String: IndexedNews.Article]) throws -> Int {
        var expected = before
        var made = 0
        for change in changes {
            guard articles[change.key] == change.after else { break }
            expected[change.key] = change.after
            made += 1
        }
        guard expected == articles else {
            let wrong = Set(expected.keys).union(articles.keys).filter { expected[$0] != articles[$0] }
            let first = wrong.min() ?? ""
            let (found, due) = (articles[first], expected[first])
            throw Loss(
                """
                after \(made) of \(changes.count) changes \(wrong.count) articles are wrong: \(first) is \
                \(found.map { "\($0)" } ?? "missing"), not \(due.map { "\($0)" } ?? "gone")
                """)
        }
        return made
    }
}

/// Something is not as it was promised.
struct Loss: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
