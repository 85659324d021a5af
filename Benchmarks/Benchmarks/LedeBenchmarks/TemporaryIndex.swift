import Foundation
import Lede

/// An index of the corpus in a directory of its own, gone with the value.
final class TemporaryIndex: Sendable {
    /// One that is built once for all queries.
    static let shared: TemporaryIndex = {
        let index = TemporaryIndex()
        do {
            _ = try index.build()
        } catch {
            preconditionFailure("the index cannot be built: \(error)")
        }
        return index
    }()

    private let directory: URL
    var path: String { directory.appending(path: "index.sqlite").path }

    init() {
        directory = FileManager.default.temporaryDirectory.appending(path: "lede-benchmark-\(UUID().uuidString)")
        do {
            try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        } catch {
            preconditionFailure("no temporary directory: \(error)")
        }
    }

    /// A copy of another one, which nothing is written to any more.
    convenience init(copying index: TemporaryIndex) throws {
        self.init()
        try FileManager.default.copyItem(atPath: index.path, toPath: path)
    }

    deinit {
        try? FileManager.default.removeItem(at: directory)
    }

    /// Indexes the corpus, or refreshes what is there.
    func build(from corpus: Corpus = .shared, jobs: Int = BuildResources.standardJobs) throws -> RefreshSummary {
        try IndexWriter(path: path).refresh(
            RefreshOptions(inputs: [.path(corpus.file)], resources: BuildResources(jobs: jobs)))
    }
}
