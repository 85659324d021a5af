import Articles
import TestSupport

@testable import PassageIndex

/// An index of one input file, whose records come, change and go.
final class ChangingIndex {
    let directory: TemporaryDirectory
    var path: String { directory.file("index") }

    init() throws {
        directory = try TemporaryDirectory()
    }

    /// Writes the records that are there now to the input file, and indexes it.
    func refresh(_ articles: some Sequence<GeneratedArchive.Article>, bulk: Bool) throws {
        var archive = GeneratedArchive(articles: 0, words: 1...1, seed: 1)
        archive.articles = Array(articles)
        let input = try directory.write("a.jsonl", archive.jsonLines())
        var options = RefreshOptions(inputs: [.path(input)], resources: BuildResources(jobs: 2))
        options.leastBulkBytes = bulk ? 1 : .max
        _ = try IndexWriter(path: path).refresh(options)
    }
}
