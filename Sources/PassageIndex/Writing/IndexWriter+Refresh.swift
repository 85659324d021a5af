import Articles
import Foundation
import GRDB

extension IndexWriter {
    /// Brings the index up to date with the inputs: new articles are added, changed ones replaced, unchanged ones left
    /// alone, and those that are gone from what was given are removed (`RefreshOptions.prunes`).
    ///
    /// What cannot be read is told to `onFailure` and left in the index as it was; the run goes on. Changes are
    /// committed some 32 MB at a time, so that a run that is cut off keeps what it had done.
    ///
    /// - Parameters:
    ///   - onFailure: called for every input or article that could not be read.
    ///   - onProgress: called after every article and file; it has to be cheap.
    ///   - isCancelled: polled as often; `true` ends the run, and the summary says `interrupted`.
    /// - Throws: `IndexError`.
    /// - Complexity: an unchanged file costs a `stat`; all that is known is read in one scan.
    public func refresh(
        _ options: RefreshOptions, onFailure: (ArticleFailure) -> Void = { _ in },
        onProgress: (RefreshProgress) -> Void = { _ in }, isCancelled: () -> Bool = { false }
    ) throws -> RefreshSummary {
        // The closures live as long as the run, which ends before this function returns.
        try withoutActuallyEscaping(onFailure) { onFailure in
            try withoutActuallyEscaping(onProgress) { onProgress in
                try withoutActuallyEscaping(isCancelled) { isCancelled in
                    var run = try RefreshRun(
                        connection, options,
                        RefreshRun.Observers(
                            onFailure: onFailure, onProgress: onProgress, isCancelled: isCancelled))
                    return try run.run()
                }
            }
        }
    }
}

/// One run under way.
private struct RefreshRun {
    struct Observers {
        let onFailure: (ArticleFailure) -> Void
        let onProgress: (RefreshProgress) -> Void
        let isCancelled: () -> Bool
    }

    private struct Cancelled: Error {}

    private let connection: IndexConnection
    private let options: RefreshOptions
    private let observers: Observers
    private let source: ArticleSource
    private let analysis: ArticleAnalysis
    private let started = ContinuousClock.now
    /// The files the index knew before the run, and how many articles came from each.
    private let known: [String: FileRecord]
    private let articleCounts: [Int64: Int]

    private var summary: RefreshSummary
    private var progress = RefreshProgress()
    private var changes = PendingChanges()

    init(_ connection: IndexConnection, _ options: RefreshOptions, _ observers: Observers) throws {
        self.connection = connection
        self.options = options
        self.observers = observers
        source = ArticleSource(options.reading)
        analysis = ArticleAnalysis(assumedLanguage: options.language)
        (known, articleCounts) = try connection.read { database in
            (try FileRecord.all(database), try FileRecord.articleCounts(database))
        }
        summary = RefreshSummary(batch: try connection.write(BatchRecord.begin))
    }

    mutating func run() throws -> RefreshSummary {
        do {
            try readInputs()
            try writeChanges()
        } catch is Cancelled {
            // What was read but not written yet is read again by the next run.
            summary.interrupted = true
        }
        let duration = ContinuousClock.now - started
        summary.seconds = duration / .seconds(1)
        let summary = summary
        try connection.write { try BatchRecord.end(summary, $0) }
        return summary
    }

    // MARK: - Inputs

    private mutating func readInputs() throws {
        let walk = InputWalker(
            options.inputs, claims: source.claims, isCancelled: observers.isCancelled
        ).walk()
        for failure in walk.failures { report(failure) }
        progress.totalFiles = walk.files.count
        progress.totalInputBytes = walk.files.reduce(0) { $0 + $1.size }
        for file in walk.files {
            try poll()
            let before = progress.inputBytes
            try read(file)
            progress.files += 1
            progress.inputBytes = before + file.size
            observers.onProgress(progress)
        }
        if walk.readsStandardInput { try readStandardInput() }
        if options.prunes { removeGoneFiles(walk) }
    }

    /// Reads a file unless it is as it was: by size and modification time, else by its content.
    private mutating func read(_ file: InputFile) throws {
        if file.isStream {
            _ = try readArticles(.path(file.path), path: file.path)
            return
        }
        let record = known[file.path]
        if let record, record.size == file.size, record.modified == file.modified {
            summary.unchanged += articleCounts[record.id] ?? 0
            return
        }
        let hash = ContentHash.ofFile(at: file.path)
        var finished = PendingChanges.FinishedFile(
            path: file.path, size: file.size, modified: file.modified, hash: hash, members: nil)
        if let record, record.size == file.size, let hash, record.hash == hash {
            summary.unchanged += articleCounts[record.id] ?? 0
            changes.add(.finish(finished))
            return
        }
        let outcome = try readArticles(.path(file.path), path: file.path)
        if outcome.failures > 0 {
            // What a broken record held before is not known, so nothing of the file goes, and it is read again.
            finished.size = nil
            finished.modified = nil
            finished.hash = nil
        } else if options.prunes {
            finished.members = Set(outcome.members.keys)
        }
        // A file that gave nothing at all, not even before, needs no record.
        if outcome.failures == 0 || !outcome.members.isEmpty || record != nil { changes.add(.finish(finished)) }
        if changes.isFull { try writeChanges() }
    }

    /// A stream is never all there is, so nothing goes because it does not hold it.
    private mutating func readStandardInput() throws {
        try poll()
        _ = try readArticles(.standardInput, path: "-")
    }

    private mutating func readArticles(
        _ input: Input, path: String
    ) throws -> (members: [String: Int], failures: Int) {
        // Of each member a hash of its text, by which a second one of the same id is known for a copy.
        var members: [String: Int] = [:]
        var failures = 0
        let before = progress.inputBytes
        var consumed = 0
        func take(_ result: Result<Articles.Article, ArticleFailure>) throws {
            try poll()
            progress.inputBytes = before + consumed
            switch result {
            case .failure(let failure):
                failures += 1
                report(failure)
            case .success(let article):
                let member = article.key == path ? "" : String(article.key.dropFirst(path.count + 1))
                let text = article.textHash
                if let first = members.updateValue(text, forKey: member) {
                    members[member] = first
                    if first == text {
                        summary.unchanged += 1
                    } else {
                        failures += 1
                        report(.repeatedID(member, article, path: path))
                    }
                    return
                }
                summary.textBytes += article.textBytes
                summary.replacements += article.replacements
                progress.articles += 1
                changes.add(.put(article, path: path, member: member))
                if changes.isFull { try writeChanges() }
                observers.onProgress(progress)
            }
        }
        try source.read(input, onProgress: { consumed = $0 }, take)
        return (members, failures)
    }

    private mutating func removeGoneFiles(_ walk: InputWalker.Walk) {
        let found = Set(walk.files.map(\.path))
        for (path, record) in known.sorted(by: { $0.key < $1.key })
        where !found.contains(path) && walk.covers(path) {
            changes.add(.removeFile(record.id))
        }
    }

    // MARK: - Bookkeeping

    private mutating func report(_ failure: ArticleFailure) {
        summary.failed += 1
        observers.onFailure(failure)
    }

    private func poll() throws {
        if observers.isCancelled() { throw Cancelled() }
    }

    private mutating func writeChanges() throws {
        guard try changes.write(to: connection, analysis, &summary, isCancelled: observers.isCancelled) else {
            throw Cancelled()
        }
    }
}

extension Articles.Article {
    /// A hash of title and body, good for as long as the process runs.
    fileprivate var textHash: Int {
        var hasher = Hasher()
        hasher.combine(title)
        hasher.combine(body)
        return hasher.finalize()
    }
}

extension ArticleFailure {
    /// Two records of one input have one id but not one text; which of them is meant, nobody can tell.
    fileprivate static func repeatedID(_ id: String, _ article: Articles.Article, path: String) -> ArticleFailure {
        var line: Int?
        if case .fixed(let number) = article.lines { line = number }
        return ArticleFailure(
            path: path, line: line, reason: "the id “\(id)” stands here again with another text; the first one is kept")
    }
}
