import ArticleModel
import Articles
import Foundation
import GRDB
import IndexFile

/// One run under way: it reads, compares with what is known, and passes on what has changed.
///
/// A run of few new articles makes all its changes by itself, in a transaction at its end. Once there are many, they go
/// to a `BulkBuild`, and all other changes into the transactions of that.
struct RefreshRun {
    struct Observers {
        let onFailure: (ArticleFailure) -> Void
        let onProgress: (RefreshProgress) -> Void
        let isCancelled: () -> Bool
        let onNote: (RefreshNote) -> Void
    }

    private struct Cancelled: Error {}

    private let connection: IndexConnection
    private let options: RefreshOptions
    private let observers: Observers
    private let source: ArticleSource
    private let started = ContinuousClock.now
    private let walk: InputWalker.Walk
    private let known: KnownState

    /// What is committed, and what was read.
    private var summary: RefreshSummary
    private var progress = RefreshProgress()
    private var changes = PendingChanges()
    /// Files that the index knew.
    private var metFiles = 0
    /// Of the file that is read right now, if the index knew it: part of its changes may be committed before the rest.
    private var unfinishedFile: Int64?
    private var nextID: Int64
    private var bulk: BulkBuild?
    private var canBuildInBulk = true
    /// Whether there were articles that may stand for others.
    private var hasIdentities = false

    init(_ connection: IndexConnection, _ options: RefreshOptions, _ observers: Observers) throws {
        self.connection = connection
        self.options = options
        self.observers = observers
        var reading = options.reading
        reading.maximumArticleBytes = min(reading.maximumArticleBytes, options.resources.longestArticle)
        // An archive inside another one may have to be held beside it.
        reading.expansion.heldBytes = min(reading.expansion.heldBytes, options.resources.memory / 8)
        source = ArticleSource(reading)
        // With 100,000 files, either takes a good part of a second.
        let state = Background { try connection.read(KnownState.init) }
        walk = InputWalker(options.inputs, claims: source.claims, isCancelled: observers.isCancelled).walk()
        known = try state.value()
        nextID = known.lastID + 1
        summary = RefreshSummary(batch: try connection.write(BatchRecord.begin))
    }

    mutating func run() throws -> RefreshSummary {
        defer { bulk?.close() }
        do {
            do {
                try readInputs()
            } catch is Cancelled {
                // What was read but not analysed yet is read again by the next run.
                summary.interrupted = true
            }
            try commit()
            if hasIdentities { try removeObsoleteArticles() }
            try SegmentMerging(connection).limitSegments(isCancelled: observers.isCancelled)
            let duration = ContinuousClock.now - started
            summary.seconds = duration / .seconds(1)
            let summary = summary
            try connection.write { try BatchRecord.end(summary, $0) }
            return summary
        } catch let error as IndexError {
            throw RefreshFailure(cause: error, committed: summary.added + summary.updated + summary.removed)
        }
    }

    // MARK: - Inputs

    private mutating func readInputs() throws {
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
        if options.prunes { removeGoneFiles() }
    }

    /// Reads a file unless it is as it was: by size and modification time, else by its content.
    private mutating func read(_ file: InputFile) throws {
        if file.isStream {
            _ = try readArticles(.path(file.path), path: file.path)
            return
        }
        let record = known.files[ExactText(file.path)]
        if record != nil { metFiles += 1 }
        if let record, record.size == file.size, record.modified == file.modified {
            summary.unchanged += record.articles
            return
        }
        let modified = Self.telling(file.modified)
        let hash = ContentHash.ofFile(at: file.path)
        var finished = PendingChanges.FinishedFile(
            path: file.path, size: file.size, modified: modified, hash: hash, members: nil)
        if let record, record.size == file.size, let hash, try connection.read({ try record.hash($0) }) == hash {
            summary.unchanged += record.articles
            changes.add(.finish(finished))
            return
        }
        unfinishedFile = record?.id
        if let record { changes.add(.forgetWithdrawals(record.id)) }
        let outcome = try readArticles(.path(file.path), path: file.path)
        if outcome.failures > 0 {
            // What a broken record held before is not known, so nothing of the file goes, and it is read again.
            finished.size = nil
            finished.modified = nil
            finished.hash = nil
        } else if options.prunes, record != nil {
            finished.members = outcome.members
        }
        // A file that gave nothing at all, not even before, needs no record.
        if outcome.failures == 0 || !outcome.members.isEmpty || record != nil { changes.add(.finish(finished)) }
        unfinishedFile = nil
        if changes.isFull { try commit() }
    }

    /// The time of a file's last change; `nil` where the change is so young that another one may get the same time, so that
    /// only the content can tell.
    private static func telling(_ modified: Int64) -> Int64? {
        let now = Int64(Date().timeIntervalSince1970 * 1e9)
        return modified <= now - coarsestTick ? modified : nil
    }

    /// Of the clocks of file systems, that of FAT, in nanoseconds.
    private static let coarsestTick: Int64 = 2_000_000_000

    /// A stream is never all there is, so nothing goes because it does not hold it.
    private mutating func readStandardInput() throws {
        try poll()
        _ = try readArticles(.standardInput, path: "-")
    }

    private mutating func readArticles(
        _ input: Input, path: String
    ) throws -> (members: SeenMembers, failures: Int) {
        var members = SeenMembers()
        var failures = 0
        let before = progress.inputBytes
        var consumed = 0
        let record = known.files[ExactText(path)]
        func take(_ result: Result<Articles.Article, ArticleFailure>) throws {
            try poll()
            progress.inputBytes = before + consumed
            switch result {
            case .failure(let failure):
                failures += 1
                report(failure)
            case .success(let article):
                if let identity = article.identity {
                    hasIdentities = true
                    if identity.isWithdrawn { return changes.add(.withdraw(identity, path: path)) }
                }
                let member = ArticleKey.member(of: article.key, in: path)
                switch members.meet(member, title: article.title, body: article.body) {
                case .copy: summary.unchanged += 1
                case .conflict:
                    failures += 1
                    report(.repeatedID(member, article, path: path))
                case .first: try accept(article, path, member, record)
                }
            }
        }
        try source.read(input, onProgress: { consumed = $0 }, isCancelled: observers.isCancelled, take)
        return (members, failures)
    }

    private mutating func accept(
        _ article: Articles.Article, _ path: String, _ member: String, _ record: FileRecord?
    ) throws {
        summary.textBytes += article.textBytes
        summary.replacements += article.replacements
        progress.articles += 1
        defer { observers.onProgress(progress) }
        let hash = ContentHash.of(article, assumedLanguage: options.language)
        let incoming = IncomingArticle(id: nextID, path: path, member: member, article: article, hash: hash)
        if let record, record.articles > 0,
            let old = try connection.read({ try KnownArticle.find(member, file: record.id, $0) })
        {
            if old.hash.elementsEqual(hash) {
                summary.unchanged += 1
                if let passages = old.movedPassages(article) { changes.add(.move(old.id, passages: passages)) }
                return
            }
            nextID += 1
            changes.add(.replace(incoming, old: old.id))
        } else {
            nextID += 1
            try add(incoming)
        }
        if changes.isFull || bulk?.isFull == true { try commit() }
    }

    private mutating func removeGoneFiles() {
        guard metFiles < known.files.count else { return }
        let found = Set(walk.files.lazy.map { ExactText($0.path) })
        for (path, record) in known.files.filter({ !found.contains($0.key) }).sorted(by: { $0.key < $1.key })
        where walk.covers(path.text) {
            changes.add(.removeFile(record.id))
        }
    }

    // MARK: - Changes

    private mutating func add(_ incoming: IncomingArticle) throws {
        if let bulk { return try bulk.add(incoming) }
        changes.add(.insert(incoming))
        guard canBuildInBulk, changes.textBytes >= options.leastBulkBytes else { return }
        do {
            try connection.read { _ = try SegmentLinker($0) }
        } catch let obstacle as SegmentLinker.Obstacle {
            observers.onNote(.buildsOneByOne(obstacle.reason))
            canBuildInBulk = false
            return
        }
        try beginBulk(changes.takeInserts())
    }

    private mutating func beginBulk(_ articles: [IncomingArticle]) throws {
        let dictionary =
            try connection.read { try connection.compressionDictionary($0) }
            ?? CompressionDictionary.trained(on: articles.map(\.article.body))
        let build = BulkBuild(
            connection, options.resources, dictionary, assumedLanguage: options.language, run: summary.batch)
        bulk = build
        for article in articles { try build.add(article) }
    }

    private mutating func commit() throws {
        // Counted only once it is committed.
        var counted = summary
        counted.added += bulk?.count ?? 0
        func apply(_ store: inout ArticleStore, _ database: Database) throws {
            let analysis = ArticleAnalysis(
                assumedLanguage: options.language, dictionary: try connection.compressionDictionary(database))
            let isComplete = try changes.apply(
                to: &store, database, analysis, &counted, isCancelled: observers.isCancelled)
            counted.interrupted = counted.interrupted || !isComplete
            if let unfinishedFile { try FileRecord.markUnfinished(unfinishedFile, database) }
            try BatchRecord.update(counted, database)
        }
        if let bulk, bulk.count > 0 {
            try bulk.commit(apply)
        } else if !changes.isEmpty {
            try connection.write { database in
                var store = try ArticleStore(connection, database, batch: summary.batch)
                try apply(&store, database)
                try store.finish()
            }
        }
        summary = counted
        changes.removeAll()
        try connection.allowReadersBesideWriters()
    }

    private mutating func removeObsoleteArticles() throws {
        let batch = summary.batch
        let connection = connection
        summary.removed += try connection.write { database in
            let obsolete = try IdentityTable.obsoleteArticles(database)
            var store = try ArticleStore(connection, database, batch: batch)
            let analysis = ArticleAnalysis()
            for article in obsolete { try store.remove(article, analysis) }
            try store.finish()
            return obsolete.count
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
