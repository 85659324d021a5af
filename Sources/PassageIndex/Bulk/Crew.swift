import Foundation
import IndexFile

/// Articles that go through the build together, numbered in the order they were read.
private struct Chunk: Sendable {
    var number: Int
    var articles: [IncomingArticle]
    var textBytes: Int { articles.reduce(0) { $0 + $1.article.textBytes } }
}

/// Threads that turn chunks of articles into rows, which are written in the order the articles were read.
///
/// The caller is one of the threads: when the queue is full it works on a chunk itself. So as many threads are at work
/// as there are workers, with one worker just the caller; none waits while there is work; and no more chunks are in
/// memory than a few for each thread.
///
/// Invariants: everything `private var` is touched under `condition`; a worker belongs to one thread; every thread
/// takes the oldest chunk there is, so that each worker sees articles in ascending order; rows are written by one
/// thread at a time, the one that has set `isWriting`.
final class Crew: @unchecked Sendable {
    private let workers: [Worker]
    private let mostExpectedBytes: Int
    private let write: ([ArticleRow]) throws -> Void
    private let condition = NSCondition()

    private var queue: [Chunk] = []
    /// Rows that wait for those of an earlier chunk.
    private var finished: [Int: [ArticleRow]] = [:]
    private var nextToSubmit = 0
    private var nextToWrite = 0
    private var isWriting = false
    private var failure: (any Error)?
    private var isStopped = false
    private var threads = 0
    private var postingsBytesByWorker: [Int]
    /// Text of the chunks that were handed over since the last commit, and of those that are done.
    private var submittedText = 0
    private var finishedText = 0
    /// Bytes of postings that a byte of text has made so far; strange texts make ten.
    private var postingsPerText = 1.0

    /// - Parameters:
    ///   - mostExpectedBytes: how much memory the postings of chunks under way may be expected to take.
    ///   - write: called with the rows of one chunk after the other, from any of the threads.
    init(_ workers: [Worker], mostExpectedBytes: Int, write: @escaping ([ArticleRow]) throws -> Void) {
        self.workers = workers
        self.mostExpectedBytes = mostExpectedBytes
        self.write = write
        postingsBytesByWorker = Array(repeating: 0, count: workers.count)
        for number in workers.indices.dropFirst() {
            threads += 1
            let thread = Thread { [self] in work(number) }
            thread.name = "lede-worker-\(number)"
            thread.start()
        }
    }

    /// Chunks that wait in the queue, or behind an earlier one, for each thread.
    private static let chunksPerThread = 2

    /// Memory that the postings of all chunks handed over will take: what is done is counted, the rest is estimated.
    var postingsBytes: Int { condition.withLock { postingsBytesByWorker.reduce(0, +) + expectedPostingsBytes } }

    /// What the postings of the chunks that are not done yet will take.
    private var expectedPostingsBytes: Int { Int(Double(submittedText - finishedText) * postingsPerText) }

    /// Counts no postings until a worker has had its next chunk. To be called when they are written.
    func forgetPostings() {
        condition.withLock {
            postingsBytesByWorker = Array(repeating: 0, count: workers.count)
            submittedText = 0
            finishedText = 0
        }
    }

    /// Hands a chunk over, or works on it.
    ///
    /// - Throws: what failed in any of the threads since.
    func submit(_ articles: [IncomingArticle]) throws {
        condition.lock()
        while failure == nil, finished.count > Self.chunksPerThread * workers.count { condition.wait() }
        if let failure {
            condition.unlock()
            throw failure
        }
        let chunk = Chunk(number: nextToSubmit, articles: articles)
        nextToSubmit += 1
        submittedText += chunk.textBytes
        queue.append(chunk)
        condition.broadcast()
        while !queue.isEmpty, isQueueTooLong {
            let oldest = queue.removeFirst()
            condition.unlock()
            process(oldest, 0)
            condition.lock()
        }
        condition.unlock()
    }

    /// Whether the caller has to take a chunk itself: there is work enough for the others, or too much for the memory,
    /// as with books in place of articles.
    private var isQueueTooLong: Bool {
        queue.count > Self.chunksPerThread * (workers.count - 1) || expectedPostingsBytes > mostExpectedBytes
    }

    /// Waits until all rows are written; the workers are the caller's then until the next chunk.
    ///
    /// - Throws: what failed in any of the threads.
    func drain() throws {
        while let chunk = condition.withLock({ queue.isEmpty ? nil : queue.removeFirst() }) { process(chunk, 0) }
        condition.lock()
        defer { condition.unlock() }
        while failure == nil, nextToWrite < nextToSubmit { condition.wait() }
        if let failure { throw failure }
    }

    /// Lets every thread finish its chunk, and waits for that; nothing is written any more.
    func stop() {
        condition.lock()
        isStopped = true
        queue.removeAll()
        condition.broadcast()
        while threads > 0 { condition.wait() }
        condition.unlock()
    }

    // MARK: - Threads

    private func work(_ number: Int) {
        while let chunk = nextChunk() { process(chunk, number) }
        condition.withLock {
            threads -= 1
            condition.broadcast()
        }
    }

    private func nextChunk() -> Chunk? {
        condition.lock()
        defer { condition.unlock() }
        while queue.isEmpty, !isStopped { condition.wait() }
        return isStopped ? nil : queue.removeFirst()
    }

    private func process(_ chunk: Chunk, _ number: Int) {
        guard condition.withLock({ failure == nil }) else { return }
        do {
            let rows = try workers[number].rows(of: chunk.articles)
            try writeInOrder(rows, of: chunk, by: number)
        } catch {
            condition.withLock {
                failure = failure ?? error
                condition.broadcast()
            }
        }
    }

    private func writeInOrder(_ rows: [ArticleRow], of chunk: Chunk, by worker: Int) throws {
        condition.lock()
        defer { condition.unlock() }
        postingsBytesByWorker[worker] = workers[worker].postings.bytes
        finishedText += chunk.textBytes
        postingsPerText = Double(postingsBytesByWorker.reduce(0, +)) / Double(max(finishedText, 1))
        finished[chunk.number] = rows
        // Whoever is writing takes these rows too when their turn comes.
        guard !isWriting else { return }
        isWriting = true
        defer { isWriting = false }
        while failure == nil, !isStopped, let rows = finished.removeValue(forKey: nextToWrite) {
            condition.unlock()
            defer { condition.lock() }
            try write(rows)
            condition.withLock {
                nextToWrite += 1
                condition.broadcast()
            }
        }
    }
}
