import ArticleModel
import GRDBSQLite
import IndexFile
import TextAnalysis

/// What the tables `article`, `article_part` and `article_identity` hold of an article: all that is known of it, from
/// which everything else in the index can be made again.
struct StoredArticle {
    var id: Int64
    var file: Int
    var member: String
    var title: String?
    var author: String?
    var source: String?
    var url: String?
    var language: String
    var published: String?
    var hash: [UInt8]
    var batch: Int
    /// Bytes of the body, uncompressed.
    var bytes: Int
    var passages: [UInt8]
    /// The body's zstd frame.
    var frame: [UInt8]
    var fingerprint: [UInt8]?
    var parts: [UInt8]?
    var identity: ArticleIdentity?
    /// As it was stored with the row; `nil` where there was none yet.
    var storedChecksum: Int64?
    /// Whether every column has a value of its type.
    var isWellTyped = true

    init(_ row: ArticleRow, file: Int64, batch: Int64) {
        id = row.id
        self.file = Int(file)
        member = row.member
        title = row.title
        author = row.author
        source = row.source
        url = row.url
        language = row.language.code
        published = row.published?.text
        hash = row.hash
        self.batch = Int(batch)
        bytes = row.bytes
        passages = row.passages
        frame = row.body
        fingerprint = row.fingerprint.stored
        parts = row.parts.isEmpty ? nil : row.parts
        identity = row.identity
    }

    /// Of all columns, in their order.
    var checksum: Int64 {
        let sum = RowChecksum()
        sum.add(Int(id))
        sum.add(file)
        for text in [member, title, author, source, url, language, published] { sum.add(text) }
        sum.add(hash)
        sum.add(batch)
        sum.add(bytes)
        for part in [passages, frame, fingerprint, parts] { sum.add(part) }
        sum.add(identity?.guid)
        sum.add(identity?.version)
        return sum.value
    }

    /// Whether the article is as it was written, as far as that can be told.
    var isIntact: Bool {
        guard let storedChecksum else { return isWellTyped }
        return isWellTyped && storedChecksum == checksum
    }

    /// Whether its parts, if it has some, can be read and lie within the body's positions.
    func hasParts(within positions: Int) -> Bool {
        guard let parts else { return true }
        let last = (try? PartTable(encoded: parts))?.entries.map(\.positions.upperBound).max()
        return last.map { $0 <= positions } ?? false
    }

    /// Whether its fingerprint, if it has one, has the bytes of one.
    var hasWholeFingerprint: Bool { fingerprint.map { $0.count == Fingerprint.count } ?? true }
}

/// Reads stored articles from an index of any schema.
struct StoredArticles {
    private let connection: ReadConnection
    private let schema: Int

    init(_ connection: ReadConnection, schema: Int) {
        self.connection = connection
        self.schema = schema
    }

    /// The ids of all articles, ascending, by the table or by one of its indexes.
    func ids(byLanguage: Bool = false) throws -> [Int64] {
        let source = byLanguage ? "INDEXED BY article_language" : "NOT INDEXED"
        let ids = try connection.all("SELECT id FROM article \(source)") { Int64($0.int(0)) }
        return byLanguage ? ids.sorted() : ids
    }

    /// The article with an id; `nil` when there is none.
    ///
    /// - Parameter isWhole: whether to read the tables beside `article`, too.
    func article(_ id: Int64, isWhole: Bool = true) throws -> StoredArticle? {
        let hasParts = isWhole && schema >= PartTable.firstVersion
        let sql = """
            SELECT article.id, file, member, title, author, source, url, language, published, hash, batch, bytes,
            passages, body, \(schema >= StoredFingerprint.firstVersion ? "fingerprint" : "NULL"),
            \(schema >= RowChecksum.firstVersion ? "checksum" : "NULL"),
            \(hasParts ? "parts, guid, version" : "NULL, NULL, NULL") FROM article
            \(hasParts ? Self.joins : "") WHERE article.id = ?
            """
        return try connection.first(sql, [.int(Int(id))]) { StoredArticle($0) }
    }

    private static let joins = """
        LEFT JOIN article_part ON article_part.article = article.id
        LEFT JOIN article_identity ON article_identity.article = article.id
        """
}

extension StoredArticle {
    fileprivate init(_ row: borrowing SQLiteRow) {
        var isWellTyped = true
        func has(_ column: Int, _ type: CInt, _ row: borrowing SQLiteRow) -> Bool {
            let found = row.type(column)
            if found != type, found != SQLITE_NULL { isWellTyped = false }
            return found != SQLITE_NULL
        }
        func text(_ column: Int, _ row: borrowing SQLiteRow) -> String? {
            has(column, SQLITE_TEXT, row) ? row.text(column) : nil
        }
        func bytes(_ column: Int, _ row: borrowing SQLiteRow) -> [UInt8]? {
            has(column, SQLITE_BLOB, row) ? Array(row.bytes(column)) : nil
        }
        func number(_ column: Int, _ row: borrowing SQLiteRow) -> Int? {
            has(column, SQLITE_INTEGER, row) ? row.int(column) : nil
        }
        id = Int64(row.int(0))
        file = number(1, row) ?? 0
        member = text(2, row) ?? ""
        title = text(3, row)
        author = text(4, row)
        source = text(5, row)
        url = text(6, row)
        language = text(7, row) ?? ""
        published = text(8, row)
        hash = bytes(9, row) ?? []
        batch = number(10, row) ?? 0
        self.bytes = number(11, row) ?? 0
        passages = bytes(12, row) ?? []
        frame = bytes(13, row) ?? []
        fingerprint = bytes(14, row)
        storedChecksum = number(15, row).map(Int64.init)
        parts = bytes(16, row)
        identity = text(17, row).map { ArticleIdentity(guid: $0, version: number(18, row) ?? 0) }
        self.isWellTyped = isWellTyped
    }
}
