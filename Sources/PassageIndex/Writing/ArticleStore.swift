import Articles
import Foundation
import GRDB
import TextAnalysis

/// Adds, replaces and removes articles inside one write transaction, and keeps lengths and totals in step.
///
/// Call `finish` before the transaction commits.
struct ArticleStore {
    private let database: Database
    private let tokenizer: LedeTokenizer
    private let batch: Int64
    private let compressor = Compressor()
    private let analysis: ArticleAnalysis
    private var lengths = LengthBlocks()
    private var totals: Totals

    init(_ connection: IndexConnection, _ database: Database, _ analysis: ArticleAnalysis, batch: Int64) throws {
        self.database = database
        self.analysis = analysis
        self.batch = batch
        tokenizer = connection.tokenizer
        totals = try Totals.read(database)
    }

    /// Stores lengths and totals.
    mutating func finish() throws {
        try lengths.write(database)
        try totals.write(database)
    }

    // MARK: - Articles

    /// What putting an article did.
    enum Outcome { case added, updated, unchanged }

    /// Puts an article in the place of the one with its file and member, if there is one and it differs.
    mutating func put(_ article: Articles.Article, file: Int64, member: String) throws -> Outcome {
        let language = analysis.language(of: article)
        let hash = ContentHash.of(article, language: language.code)
        let known = try database.cachedStatement(sql: "SELECT id, hash FROM article WHERE file = ? AND member = ?")
        if let row = try Row.fetchOne(known, arguments: [file, member]) {
            let id: Int64 = row["id"]
            if (row["hash"] as Data).elementsEqual(hash) { return .unchanged }
            try remove(id)
            try insert(article, id: id, file: file, member: member, language, hash)
            return .updated
        }
        try insert(article, id: nil, file: file, member: member, language, hash)
        return .added
    }

    private mutating func insert(
        _ article: Articles.Article, id: Int64?, file: Int64, member: String, _ language: Language, _ hash: [UInt8]
    ) throws {
        let analyzed = analysis.analyze(
            title: article.title, body: article.body, in: language, lines: article.lines)
        let body = try article.body.withUTF8Span { try compressor.compressed($0) }
        try database.cachedStatement(
            sql: """
                INSERT INTO article(id, file, member, title, author, source, url, language, published, hash, batch,
                bytes, passages, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(
            arguments: [
                id, file, member, article.title, article.author, article.source, article.url, language.code,
                article.published?.text, Data(hash), batch, article.body.utf8.count, Data(analyzed.passages.encoded),
                Data(body),
            ])
        let id = id ?? database.lastInsertedRowID
        let insert = try database.cachedStatement(sql: "INSERT INTO article_fts(rowid, title, body) VALUES (?, ?, ?)")
        try tokenizer.handOver(analyzed.fields, terms: analyzed.terms) {
            try insert.execute(
                arguments: [id, LedeTokenizer.sign(forField: 0), LedeTokenizer.sign(forField: 1)])
        }
        try lengths.set(analyzed.length, of: id, database)
        totals.count(analyzed, sign: 1)
    }

    /// Removes an article. FTS5 holds no text to know its tokens from, so they are made once more.
    mutating func remove(_ id: Int64) throws {
        let select = try database.cachedStatement(
            sql: "SELECT title, language, passages, body FROM article WHERE id = ?")
        guard let row = try Row.fetchOne(select, arguments: [id]) else { return }
        let (stored, passages) = try StoredText.intact(id) {
            (try StoredText.body(row["body"]), try PassageTable(encoded: row["passages"] as Data))
        }
        let language = Language(named: row["language"]) ?? .english
        var analyzed = analysis.analyze(title: row["title"], body: stored, in: language, lines: .fixed(1))
        analyzed.passages = passages
        let delete = try database.cachedStatement(
            sql: "INSERT INTO article_fts(article_fts, rowid, title, body) VALUES ('delete', ?, ?, ?)")
        try tokenizer.handOver(analyzed.fields, terms: analyzed.terms) {
            try delete.execute(
                arguments: [id, LedeTokenizer.sign(forField: 0), LedeTokenizer.sign(forField: 1)])
        }
        try database.cachedStatement(sql: "DELETE FROM article WHERE id = ?").execute(arguments: [id])
        try lengths.set(.none, of: id, database)
        totals.count(analyzed, sign: -1)
    }
}
