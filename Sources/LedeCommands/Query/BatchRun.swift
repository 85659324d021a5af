import Dispatch
import PassageSearch
import Synchronization

/// Answers many queries from one open index, on all cores, and prints the answers in the order of the queries.
struct BatchRun {
    private let options: QueryOptions
    private let program: Program
    private let searchers: [Searcher]
    private let output = OutputChannel.standardOutput()

    /// - Throws: `IndexError`.
    init(_ options: QueryOptions, _ program: Program) throws {
        self.options = options
        self.program = program
        searchers = try (0..<Terminal.processors).map { _ in try Searcher(path: options.index.path) }
    }

    /// - Throws: `IndexError` of the search, `OutputError` of the printing, `UsageError` of the queries' file.
    func status(queriesFrom path: String) throws -> ExitStatus {
        var lines = try QueryLines(path: path)
        var isAnyFound = false
        while let queries = try lines.next() {
            for answer in try answers(queries) {
                isAnyFound = isAnyFound || answer.isFound
                try output.write(answer.bytes)
            }
            try output.flush()
        }
        return isAnyFound ? .success : .negative
    }

    private struct Answer: Sendable {
        var bytes: [UInt8] = []
        var isFound = false
    }

    /// Each thread takes the next query there is.
    private func answers(_ queries: [QueryLine]) throws -> [Answer] {
        let answers = Mutex([Result<Answer, any Error>?](repeating: nil, count: queries.count))
        let next = Atomic(0)
        let context = OutputContext.standard(options)
        // Each of the threads has a searcher to itself.
        nonisolated(unsafe) let searchers = searchers
        let options = options
        DispatchQueue.concurrentPerform(iterations: min(searchers.count, queries.count)) { thread in
            while true {
                let number = next.add(1, ordering: .relaxed).oldValue
                guard number < queries.count else { return }
                let result = Result { try Self.answer(queries[number], searchers[thread], options, context) }
                answers.withLock { $0[number] = result }
            }
        }
        return try answers.withLock { try $0.compactMap { try $0?.get() } }
    }

    private static func answer(
        _ line: QueryLine, _ searcher: Searcher, _ options: QueryOptions, _ context: OutputContext
    ) throws -> Answer {
        var request = options.request
        request.query = line.query
        var context = context
        context.query = line.id
        var answer = Answer()
        switch options.output {
        case .count:
            let count = try searcher.count(request)
            answer.bytes += (context.queryColumn + "\(count)" + context.terminator).utf8
            answer.isFound = count > 0
        case .hits(let format):
            switch (format ?? .line).make {
            case .passages(let make):
                var formatter = make(context)
                let hits = try searcher.search(request).hits
                var text = ""
                formatter.begin(&text)
                for hit in hits { formatter.append(hit, to: &text) }
                formatter.end(&text)
                answer.bytes += text.utf8
                answer.isFound = !hits.isEmpty
            case .articles(let make):
                var formatter = make(context)
                let articles = try searcher.articles(request)
                for article in articles { formatter.append(article, to: &answer.bytes) }
                answer.isFound = !articles.isEmpty
            }
        }
        return answer
    }
}
