import GRDB
import IndexFile
import TextAnalysis

/// Adds many articles with several threads: each analyses its share and keeps the postings in memory; the rows are
/// written as they come; and at the end of a batch all postings become one segment of the full-text table.
///
/// A batch is a transaction; between its first `add` and `commit` the write lock is held. After an error the build
/// has to be closed, which takes the batch back.
final class BulkBuild {
    private let connection: IndexConnection
    private let resources: BuildResources
    private let run: Int64
    private let dictionary: CompressionDictionary?
    private let workers: [Worker]
    private let rows = RowWriter()
    private let crew: Crew

    private var chunk: [IncomingArticle] = []
    private var chunkBytes = 0
    /// No article of the batch has a smaller id.
    private var base: Int64 = 0

    /// Articles added since the last commit.
    private(set) var count = 0

    private let mostChunkBytes = BatchLimits.standard.chunkBytes
    private static let articlesPerChunk = 500

    /// - Parameters:
    ///   - dictionary: stored with the first batch where the index has none yet.
    ///   - run: its number.
    init(
        _ connection: IndexConnection, _ resources: BuildResources, _ dictionary: CompressionDictionary?,
        assumedLanguage: Language?, run: Int64
    ) {
        self.connection = connection
        self.resources = resources
        self.dictionary = dictionary
        self.run = run
        workers = (0..<resources.jobs).map { _ in
            Worker(
                ArticleAnalysis(
                    assumedLanguage: assumedLanguage, dictionary: dictionary, knownWords: resources.knownWords))
        }
        crew = Crew(workers, mostExpectedBytes: resources.postingsBytes / 2) { [rows] in try rows.write($0) }
    }

    /// Whether the batch has to be committed before more is added, by memory.
    var isFull: Bool {
        let bytes = crew.postingsBytes
        return bytes >= resources.postingsBytes || bytes / resources.jobs >= PostingsBuffer.maximumBytes
    }

    /// Adds an article; its id is greater than that of any before.
    ///
    /// - Throws: what failed in any of the threads.
    func add(_ article: IncomingArticle) throws {
        if count == 0 { try begin(article.id) }
        count += 1
        chunk.append(article)
        chunkBytes += article.article.textBytes
        if chunkBytes >= mostChunkBytes || chunk.count >= Self.articlesPerChunk { try submit() }
    }

    private func begin(_ firstID: Int64) throws {
        base = firstID
        for worker in workers { worker.begin(base: base) }
        try rows.begin(connection, run, dictionary)
    }

    private func submit() throws {
        guard !chunk.isEmpty else { return }
        let articles = chunk
        chunk = []
        chunkBytes = 0
        try crew.submit(articles)
    }

    /// Writes what is in memory, and ends the batch, which has at least one article.
    ///
    /// - Parameter changes: further changes of the same transaction, made before the segment is linked.
    func commit(_ changes: (inout ArticleStore, Database) throws -> Void) throws {
        try submit()
        try crew.drain()
        let runs = try sortedRuns()
        let threads = resources.jobs
        try rows.commit(changes) { [base] database, rows, tokens in
            do {
                try SegmentLinker(database).link(runs, base: base, rows: rows, tokens: tokens, threads: threads)
            } catch let obstacle as SegmentLinker.Obstacle {
                // There was none when the build began; the rows are written already.
                throw DatabaseError(message: obstacle.reason)
            }
        }
        count = 0
        crew.forgetPostings()
    }

    /// Ends the threads, and takes back a batch that was not committed.
    func close() {
        crew.stop()
        rows.rollBack()
    }

    /// The workers' postings, each sorted by a thread. The crew is idle, so its workers are free for these.
    private func sortedRuns() throws -> [PostingsRun] {
        let sorting = workers.map { worker in
            nonisolated(unsafe) let worker = worker
            return Background { worker.sortedPostings() }
        }
        return try sorting.map { try $0.value() }
    }
}

/// Writes the rows of one batch after the other, each in a transaction, and counts what they add to the full-text
/// table.
///
/// Used by one thread at a time; `Crew` sees to that.
private final class RowWriter {
    private struct Batch {
        let transaction: WriteTransaction
        var store: ArticleStore
        var rows = 0
        var tokens = Array(repeating: 0, count: ArticleField.allCases.count)
    }

    private var batch: Batch?

    func begin(_ connection: IndexConnection, _ run: Int64, _ dictionary: CompressionDictionary?) throws {
        let transaction = try connection.beginWriting()
        do {
            batch = try transaction.run { database in
                if let dictionary, try connection.compressionDictionary(database) == nil {
                    try dictionary.write(database)
                }
                return Batch(transaction: transaction, store: try ArticleStore(connection, database, batch: run))
            }
        } catch {
            transaction.rollBack()
            throw error
        }
    }

    func write(_ rows: [ArticleRow]) throws {
        try batch?.transaction.run { _ in
            for row in rows {
                try batch?.store.insertWithoutPostings(row)
                for (field, positions) in row.measures.positions.enumerated() { batch?.tokens[field] += positions }
            }
        }
        batch?.rows += rows.count
    }

    func commit(
        _ changes: (inout ArticleStore, Database) throws -> Void,
        link: (Database, _ rows: Int, _ tokens: [Int]) throws -> Void
    ) throws {
        guard var batch else { return }
        try batch.transaction.run { database in
            try changes(&batch.store, database)
            try batch.store.finish()
            try link(database, batch.rows, batch.tokens)
        }
        try batch.transaction.commit()
        self.batch = nil
    }

    func rollBack() {
        batch?.transaction.rollBack()
        batch = nil
    }
}
