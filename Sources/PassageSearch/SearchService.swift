import Dispatch
import Synchronization

/// Answers the queries of any number of tasks from one index, some at a time.
///
/// A task that is cancelled has its search ended: between two pages of postings, or in the midst of a statement.
public final class SearchService: Sendable {
    private let lanes: [Lane]
    /// How many searches are in each lane.
    private let waiting: Mutex<[Int]>

    /// A thread's worth of searches, one after the other.
    private final class Lane: @unchecked Sendable {
        let queue = DispatchQueue(label: "lede.search")
        private let path: String
        /// Touched in the queue only.
        private var opened: Searcher?

        init(path: String, _ searcher: Searcher?) {
            self.path = path
            opened = searcher
        }

        func searcher() throws -> Searcher {
            if let opened { return opened }
            let searcher = try Searcher(path: path)
            opened = searcher
            return searcher
        }
    }

    /// Opens the index at `path` for reading.
    ///
    /// - Parameter searches: how many go on at the same time.
    /// - Throws: `IndexError`.
    public init(path: String, searches: Int = 4) throws {
        let first = try Searcher(path: path)
        lanes = (0..<max(1, searches)).map { Lane(path: path, $0 == 0 ? first : nil) }
        waiting = Mutex(Array(repeating: 0, count: max(1, searches)))
    }

    /// The best passages of the best articles; see `Searcher.search`.
    ///
    /// - Throws: `IndexError`; `CancellationError` when the task was cancelled.
    public func search(_ request: SearchRequest) async throws -> SearchResults {
        try await run { try $0.search(request, isCancelled: $1) }
    }

    /// How many articles match.
    ///
    /// - Throws: `IndexError`; `CancellationError` when the task was cancelled.
    public func count(_ request: SearchRequest) async throws -> Int {
        try await run { try $0.count(request, isCancelled: $1) }
    }

    /// The best articles without their passages.
    ///
    /// - Throws: `IndexError`; `CancellationError` when the task was cancelled.
    public func articles(_ request: SearchRequest) async throws -> [ArticleHit] {
        try await run { try $0.articles(request, isCancelled: $1) }
    }

    /// Runs `body` in the lane with the fewest searches: the threads that tasks share must not wait.
    private func run<Result: Sendable>(
        _ body: @escaping @Sendable (Searcher, @escaping @Sendable () -> Bool) throws -> Result
    ) async throws -> Result {
        let cancellation = Cancellation()
        let number = waiting.withLock { waiting in
            let number = waiting.indices.min { waiting[$0] < waiting[$1] } ?? 0
            waiting[number] += 1
            return number
        }
        defer { waiting.withLock { $0[number] -= 1 } }
        let lane = lanes[number]
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                lane.queue.async {
                    continuation.resume(with: Swift.Result { try Self.answer(lane, cancellation, body) })
                }
            }
        } onCancel: {
            cancellation.cancel()
        }
    }

    private static func answer<Result>(
        _ lane: Lane, _ cancellation: Cancellation,
        _ body: (Searcher, @escaping @Sendable () -> Bool) throws -> Result
    ) throws -> Result {
        if cancellation.isCancelled { throw CancellationError() }
        let searcher = try lane.searcher()
        cancellation.begin(searcher)
        defer { cancellation.end() }
        do {
            return try body(searcher) { cancellation.isCancelled }
        } catch  where cancellation.isCancelled {
            // An interrupted statement fails in its own words.
            throw CancellationError()
        }
    }

    /// Whether a search is to end, and the searcher that is at it.
    private final class Cancellation: @unchecked Sendable {
        private let flag = Atomic(false)
        private let lock = Mutex(())
        /// Touched under the lock.
        private var running: Searcher?

        var isCancelled: Bool { flag.load(ordering: .relaxed) }

        func begin(_ searcher: Searcher) { lock.withLock { _ in running = searcher } }
        func end() { lock.withLock { _ in running = nil } }

        func cancel() {
            flag.store(true, ordering: .relaxed)
            // The searcher does not go on to another search while the lock is held.
            lock.withLock { _ in running?.interrupt() }
        }
    }
}
