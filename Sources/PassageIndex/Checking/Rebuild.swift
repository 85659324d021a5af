import Articles
import Foundation
import GRDB
import IndexFile
import TextAnalysis

/// Reads what is left of an index, and makes a new one of it.
struct Rebuild {
    private let source: Database
    private let schema: Int
    private let articles: StoredArticles
    private let text: StoredText
    private let target: Database
    private let linker: SegmentLinker
    private var store: ArticleStore
    private let worker = Worker(ArticleAnalysis())
    private let resources = BuildResources(jobs: 1)

    /// By id.
    private var files: [Int64: String] = [:]
    private var batches: Set<Int> = []
    /// Files that have to be read again.
    private var forgotten: Set<Int64> = []
    private var forgetsAll = false
    private var dropped: [ArticleFailure] = []
    private var doubtful: [ArticleFailure] = []
    /// Of the segment that is being filled.
    private var base: Int64?
    private var rows = 0
    private var tokens = ArticleField.allCases.map { _ in 0 }

    /// - Parameter target: a new index, inside a transaction.
    init(_ source: Database, schema: Int, _ connection: IndexConnection, _ target: Database) throws {
        self.source = source
        self.schema = schema
        self.target = target
        articles = StoredArticles(source.reading, schema: schema)
        // Bodies that need a dictionary that cannot be read are dropped one by one.
        let dictionary = (try? CompressionDictionary.read(source.reading)).flatMap { $0.isUsable ? $0 : nil }
        try dictionary?.write(target)
        text = StoredText(dictionary)
        store = try ArticleStore(connection, target, batch: 0)
        linker = try SegmentLinker(target)
    }

    /// - Returns: `nil` when it was cancelled.
    mutating func run(onProgress: (Double) -> Void, isCancelled: () -> Bool) throws -> IndexRepair.Outcome? {
        try copyFiles()
        copyBatches()
        let ids = try articleIDs()
        for (number, id) in ids.enumerated() {
            if isCancelled() { return nil }
            onProgress(Double(number) / Double(ids.count))
            try take(id)
        }
        try linkSegment()
        try store.finish()
        copyWithdrawals()
        try forgetFiles()
        let totals = try Totals.read(target.reading)
        return IndexRepair.Outcome(
            articles: totals.articles, passages: totals.passages, dropped: dropped, doubtful: doubtful)
    }

    // MARK: - Articles

    /// The ids of all articles that can still be told, ascending.
    private mutating func articleIDs() throws -> [Int64] {
        var ids: [Int64]
        do {
            ids = try articles.ids()
        } catch {
            // An index over them still names those whose rows cannot be reached.
            forgetsAll = true
            ids = try articles.ids(byLanguage: true)
        }
        return Set(ids).sorted()
    }

    /// Takes an article over, as far as it can be read.
    private mutating func take(_ id: Int64) throws {
        guard id > 0, id < Int64(UInt32.max) else { return drop(id, nil, "its id is none that there can be") }
        var problem: String?
        let read: StoredArticle?
        do {
            read = try articles.article(id)
        } catch {
            problem = "its parts cannot be read"
            read = try? articles.article(id, isWhole: false)
        }
        guard var article = read else { return drop(id, nil, "cannot be read") }
        guard let path = files[Int64(article.file)] else { return drop(id, nil, "its file is not known") }
        let key = ArticleKey.key(path: path, member: article.member)
        let body: String
        do {
            body = try article.frame.withUnsafeBytes { try text.body($0) }
        } catch {
            forgotten.insert(Int64(article.file))
            return drop(id, key, "\(error)".lowercased())
        }
        if !article.isIntact { problem = problem ?? "not as it was written" }
        if base.map({ id - $0 > Int64(Int32.max) }) ?? false { try linkSegment() }
        if base == nil { begin(id) }
        let language = Language(named: article.language) ?? .english
        let tokens = worker.add(id, title: article.title, body: body, in: language)
        if let restored = Self.restored(article, body, tokens) {
            article = restored
            problem = problem ?? "its passages are damaged"
        }
        if let problem {
            // Without the hash of what was read, the next run takes the article for a changed one.
            article.hash = []
            forgotten.insert(Int64(article.file))
            doubtful.append(ArticleFailure(path: key, reason: problem))
        }
        try insert(article, tokens)
        if worker.postings.bytes >= resources.postingsBytes { try linkSegment() }
    }

    private mutating func drop(_ id: Int64, _ key: String?, _ reason: String) {
        // Whose article it was cannot be told.
        if key == nil { forgetsAll = true }
        dropped.append(ArticleFailure(path: key ?? "article \(id)", reason: reason))
    }

    /// The article with its passages and lengths as its text has them; `nil` where what is stored of them will do.
    private static func restored(_ article: StoredArticle, _ body: String, _ tokens: AnalyzedText) -> StoredArticle? {
        let positions = tokens.measures.positions[ArticleField.body.rawValue]
        let bytes = Array(body.utf8)
        let table = try? PassageTable(encoded: article.passages)
        let hasGoodPassages = table.map { $0.problem(in: bytes, positions: positions) == nil } ?? false
        let hasGoodParts = article.hasParts(within: positions)
        if hasGoodPassages, hasGoodParts, article.hasWholeFingerprint, article.bytes == bytes.count { return nil }
        var restored = article
        restored.bytes = bytes.count
        if !hasGoodPassages {
            restored.passages = body.withUTF8Span { text in
                PassageTable(tokens.passages, in: text, lines: .counted(from: 1), source: nil).encoded
            }
        }
        if !hasGoodParts { restored.parts = nil }
        if !article.hasWholeFingerprint { restored.fingerprint = nil }
        return restored
    }

    private mutating func insert(_ article: StoredArticle, _ tokens: AnalyzedText) throws {
        if batches.insert(article.batch).inserted {
            try target.execute(
                sql: "INSERT OR IGNORE INTO batch(id, started) VALUES (?, '')", arguments: [article.batch])
        }
        var measures = tokens.measures
        measures.passages = try PassageTable(encoded: article.passages).entries.count
        try store.insertWithoutPostings(article, measures)
        rows += 1
        for (column, count) in measures.positions.enumerated() { self.tokens[column] += count }
    }

    // MARK: - Segments

    private mutating func begin(_ id: Int64) {
        base = id
        rows = 0
        tokens = ArticleField.allCases.map { _ in 0 }
        worker.begin(base: id)
    }

    private mutating func linkSegment() throws {
        guard let base else { return }
        try linker.link([worker.sortedPostings()], base: base, rows: rows, tokens: tokens, threads: 1)
        self.base = nil
    }

    // MARK: - Other tables

    private mutating func copyFiles() throws {
        for file in try StoredFile.all(source.reading, schema: schema) {
            try target.execute(
                sql: "INSERT OR IGNORE INTO file(id, path) VALUES (?, ?)", arguments: [file.id, file.path])
            // Of two with one path, the second has no row.
            guard target.changesCount > 0 else { continue }
            files[file.id] = file.path
            if file.isIntact {
                try FileRecord.update(file.id, size: file.size, modified: file.modified, hash: file.hash, target)
            }
        }
    }

    /// What runs did is no more than a record, so that what cannot be read of it is left out.
    private func copyBatches() {
        let columns = "id, started, finished, added, updated, unchanged, removed, failed, text_bytes"
        try? copy(from: "batch", columns)
    }

    private func copyWithdrawals() {
        guard schema >= PartTable.firstVersion else { return }
        try? copy(from: "withdrawal", "file, guid, version")
    }

    private func copy(from table: String, _ columns: String) throws {
        let marks = columns.split(separator: ",").map { _ in "?" }.joined(separator: ", ")
        let rows = try Row.fetchCursor(source, sql: "SELECT \(columns) FROM \(table)")
        while let row = try rows.next() {
            try? target.execute(
                sql: "INSERT OR IGNORE INTO \(table)(\(columns)) VALUES (\(marks))",
                arguments: StatementArguments(row.databaseValues))
        }
    }

    private func forgetFiles() throws {
        for file in forgetsAll ? Array(files.keys) : Array(forgotten) { try FileRecord.forget(file, target) }
    }
}
