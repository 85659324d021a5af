import ArticleModel
import Foundation
import GRDB
import IndexFile
import TextAnalysis

/// Adds, replaces and removes articles inside one write transaction, and keeps lengths and totals in step.
///
/// Call `finish` before the transaction commits.
struct ArticleStore {
    private let connection: IndexConnection
    private let database: Database
    private let batch: Int64
    private let stored: StoredArticles
    private var lengths = LengthWriter()
    private var totals: Totals
    /// Read when the first article comes whose terms nobody else counts.
    private var termCounts: TermCountWriter?
    /// The ids of files met in this transaction.
    private var files: [ExactText: Int64] = [:]

    init(_ connection: IndexConnection, _ database: Database, batch: Int64) throws {
        self.connection = connection
        self.database = database
        self.batch = batch
        stored = StoredArticles(database.reading, schema: IndexFormat.version)
        totals = try Totals.read(database.reading)
    }

    /// Stores lengths and totals.
    mutating func finish() throws {
        try lengths.write(database)
        try totals.write(database)
        try termCounts?.write(database)
        termCounts = nil
        files = [:]
    }

    // MARK: - Articles

    /// Adds an article, the full-text table included.
    mutating func insert(_ incoming: IncomingArticle, _ analysis: ArticleAnalysis) throws {
        analysis.trim()
        let article = try analysis.analyze(incoming)
        try insert(StoredArticle(article.row, file: file(article.row.path), batch: batch), article.row.measures)
        try write(
            article.tokens, analysis, "INSERT INTO article_fts(rowid, body, title) VALUES (?, ?, ?)", incoming.id,
            sign: 1)
    }

    /// Adds an article's row, and the length that FTS5 keeps of it; its postings come with a segment.
    mutating func insertWithoutPostings(_ row: ArticleRow) throws {
        try insertWithoutPostings(StoredArticle(row, file: file(row.path), batch: batch), row.measures)
    }

    /// Adds an article that was stored before, and the length that FTS5 keeps of it.
    mutating func insertWithoutPostings(_ article: StoredArticle, _ measures: ArticleMeasures) throws {
        try insert(article, measures)
        var sizes: [UInt8] = []
        for count in measures.positions { sizes.appendVarint(UInt64(count)) }
        try database.cachedStatement(sql: "INSERT INTO article_fts_docsize(id, sz) VALUES (?, ?)")
            .execute(arguments: [article.id, Data(sizes)])
    }

    private mutating func insert(_ article: StoredArticle, _ measures: ArticleMeasures) throws {
        try database.cachedStatement(
            sql: """
                INSERT INTO article(id, file, member, title, author, source, url, language, published, hash, batch,
                bytes, passages, body, fingerprint, checksum) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(
            arguments: [
                article.id, article.file, article.member, article.title, article.author, article.source, article.url,
                article.language, article.published, Data(article.hash), article.batch, article.bytes,
                Data(article.passages), Data(article.frame), article.fingerprint.map { Data($0) }, article.checksum,
            ])
        if let parts = article.parts {
            try database.cachedStatement(sql: "INSERT INTO article_part(article, parts) VALUES (?, ?)")
                .execute(arguments: [article.id, Data(parts)])
        }
        if let identity = article.identity { try IdentityTable.insert(identity, of: article.id, database) }
        try lengths.set(measures.length, of: article.id, database)
        totals.count(measures, sign: 1)
    }

    /// Gives an unchanged article the passages that say where in its file it stands now.
    ///
    /// A damaged row keeps the checksum that tells so.
    func move(_ id: Int64, to passages: [UInt8]) throws {
        guard var article = try stored.article(id), article.isIntact else { return }
        article.passages = passages
        try database.cachedStatement(sql: "UPDATE article SET passages = ?, checksum = ? WHERE id = ?")
            .execute(arguments: [Data(passages), article.checksum, id])
    }

    /// Removes an article. FTS5 holds no text to know its tokens from, so they are made once more.
    mutating func remove(_ id: Int64, _ analysis: ArticleAnalysis) throws {
        let select = try database.cachedStatement(
            sql: "SELECT title, language, passages, body FROM article WHERE id = ?")
        guard let row = try Row.fetchOne(select, arguments: [id]) else { return }
        let text = try connection.storedText(database)
        let (body, passages) = try StoredText.intact(id) {
            (try text.body(row["body"] as Data), try PassageTable(encoded: row["passages"] as Data))
        }
        analysis.trim()
        let tokens = analysis.analyze(
            title: row["title"], body: body, in: Language(named: row["language"]) ?? .english)
        try write(
            tokens, analysis, "INSERT INTO article_fts(article_fts, rowid, body, title) VALUES ('delete', ?, ?, ?)", id,
            sign: -1)
        for table in ["article WHERE id", "article_part WHERE article", "article_identity WHERE article"] {
            try database.cachedStatement(sql: "DELETE FROM \(table) = ?").execute(arguments: [id])
        }
        try lengths.set(.none, of: id, database)
        var measures = tokens.measures
        measures.passages = passages.entries.count
        totals.count(measures, sign: -1)
    }

    /// Runs a statement of the full-text table, whose arguments are a row and its fields.
    ///
    /// - Parameter sign: 1 where it adds the article's terms, -1 where it takes them away.
    private mutating func write(
        _ tokens: AnalyzedText, _ analysis: ArticleAnalysis, _ sql: String, _ id: Int64, sign: Int
    ) throws {
        if termCounts == nil { termCounts = try TermCountWriter(database) }
        termCounts?.count(tokens, terms: analysis.terms(of: tokens.language), sign: sign)
        let statement = try database.cachedStatement(sql: sql)
        try connection.tokenizer.handOver(tokens.fields, terms: analysis.terms(of: tokens.language)) {
            try statement.execute(
                arguments: [id, LedeTokenizer.sign(forField: 0), LedeTokenizer.sign(forField: 1)])
        }
    }

    // MARK: - Files

    /// The id of the file at `path`, which is recorded when it is new.
    mutating func file(_ path: String) throws -> Int64 {
        if let id = files[ExactText(path)] { return id }
        let id = try FileRecord.id(of: path, database)
        // Of a folder of files, each is met once or twice; of a container, its one path all the time.
        if files.count >= 1000 { files = [:] }
        files[ExactText(path)] = id
        return id
    }

    /// Forgets the id of a file whose record may be gone.
    mutating func forgetFiles() { files = [:] }
}
