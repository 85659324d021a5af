import ArticleModel
import TextAnalysis

/// One state of an index, valid during `IndexReader.withSnapshot`.
public struct IndexSnapshot {
    private let reader: IndexReader
    package var connection: ReadConnection { reader.connection }

    init(_ reader: IndexReader) {
        self.reader = reader
    }

    /// The index file.
    public var path: String { reader.path }

    public func totals() throws -> Totals { try Totals.read(connection) }

    /// The languages that articles of the index are written in.
    public func languages() throws -> [Language] {
        // One look-up in the index for each language, where DISTINCT would read every entry.
        let codes = try connection.all(
            """
            WITH RECURSIVE code(language) AS (
              SELECT min(language) FROM article
              UNION ALL
              SELECT (SELECT min(article.language) FROM article WHERE article.language > code.language)
              FROM code WHERE code.language IS NOT NULL)
            SELECT language FROM code WHERE language IS NOT NULL
            """
        ) { $0.text(0) ?? "" }
        return codes.compactMap(Language.init(named:))
    }

    /// Those of some languages that more than a few of the articles are in; all when none is.
    ///
    /// Among thousands of short articles in one language there are always some whose language was guessed wrong.
    ///
    /// - Complexity: O(1) for each language; nothing for a single one.
    package func commonLanguages(_ languages: [Language], articles: Int) throws -> [Language] {
        guard languages.count > 1 else { return languages }
        let few = min(articles / 100, 1000)
        let common = try languages.filter { language in
            let count = try connection.number(
                "SELECT count(*) FROM (SELECT 1 FROM article WHERE language = ? LIMIT ?)",
                [.text(language.code), .int(few + 1)])
            return count > few
        }
        return common.isEmpty ? languages : common
    }

    /// The postings of all terms.
    ///
    /// - Parameter isCancelled: asked before every page is read; when it says so, `CancellationError` is thrown.
    package func postings(isCancelled: @escaping @Sendable () -> Bool = { false }) throws -> PostingsIndex {
        try PostingsIndex(connection, schema: reader.schema, isCancelled: isCancelled)
    }

    package func lengths() -> ArticleLengths { ArticleLengths(connection) }

    package func parts() -> ArticleParts { ArticleParts(connection, schema: reader.schema) }

    /// The articles that pass a filter.
    public func articles(passing filter: ArticleFilter) throws -> ArticleSet {
        var set = ArticleSet()
        let (condition, arguments) = filter.condition
        try connection.statement("SELECT id FROM article WHERE \(condition)").forEachRow(arguments) { row in
            set.insert(Int64(row.int(0)))
            return true
        }
        return set
    }

    /// An article's metadata; `nil` when there is none with this id.
    public func article(_ id: Int64) throws -> ArticleRecord? {
        try connection.first(
            """
            SELECT path, member, title, author, source, url, language, published, file.hash
            FROM article JOIN file ON file.id = file WHERE article.id = ?
            """, [.int(Int(id))]
        ) { row in
            ArticleRecord(
                id: id, path: row.text(0) ?? "", member: row.text(1) ?? "", title: row.text(2), author: row.text(3),
                source: row.text(4), url: row.text(5), language: row.text(6) ?? "",
                published: row.text(7).flatMap(PublicationDate.init(stored:)), fileHash: Self.hexadecimal(row.bytes(8)))
        }
    }

    private static func hexadecimal(_ bytes: UnsafeRawBufferPointer) -> String? {
        guard !bytes.isEmpty else { return nil }
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    /// How many sources articles name, compared without regard to ASCII case.
    ///
    /// - Complexity: a look-up for each.
    package func sourceCount() throws -> Int {
        try connection.number(
            """
            WITH RECURSIVE name(source) AS (
              SELECT min(source COLLATE NOCASE) FROM article WHERE source IS NOT NULL
              UNION ALL
              SELECT (SELECT min(article.source COLLATE NOCASE) FROM article
                      WHERE article.source IS NOT NULL AND article.source COLLATE NOCASE > name.source)
              FROM name WHERE name.source IS NOT NULL)
            SELECT count(source) FROM name
            """)
    }

    /// - Complexity: O(articles that name their source), of which an index is counted.
    package func hasArticlesWithoutSource() throws -> Bool {
        try connection.number("SELECT count(*) FROM article WHERE source IS NOT NULL") < totals().articles
    }

    /// What tells an article from its near duplicates, as far as that can be told without its text; `nil` when there is
    /// none with this id.
    package func traits(of id: Int64) throws -> ArticleTraits? {
        let sql =
            reader.schema < StoredFingerprint.firstVersion
            ? "SELECT source, NULL FROM article WHERE id = ?" : "SELECT source, fingerprint FROM article WHERE id = ?"
        return try connection.first(sql, [.int(Int(id))]) { row in
            ArticleTraits(source: row.text(0), fingerprint: StoredFingerprint.read(row.bytes(1)))
        }
    }

    /// The ids of a file's articles, or of the one with a record's id, `limit` at the most.
    package func articles(ofFile path: String, member: String? = nil, limit: Int) throws -> [Int64] {
        let condition = member.map { _ in "AND member = ?" } ?? ""
        return try connection.all(
            "SELECT article.id FROM article JOIN file ON file.id = file WHERE path = ? \(condition) LIMIT \(limit)",
            [.text(path)] + (member.map { [.text($0)] } ?? [])
        ) { Int64($0.int(0)) }
    }

    /// An article's body and passages; `nil` when there is no article with this id.
    ///
    /// - Throws: `IndexError` when the stored bytes are damaged.
    public func text(of id: Int64) throws -> ArticleText? {
        let text = try reader.text()
        return try connection.first("SELECT body, passages, language FROM article WHERE id = ?", [.int(Int(id))]) {
            row in
            let (body, passages) = try StoredText.intact(id) {
                let body = try text.body(row.bytes(0))
                let passages = try PassageTable(encoded: row.bytes(1)).entries
                // They stand one behind the other, so that all lie in the body where the last one does.
                guard passages.last.map({ $0.passage.bytes.upperBound <= body.utf8.count }) ?? true else {
                    throw PassageTable.Damaged()
                }
                return (body, passages)
            }
            return ArticleText(
                body: body, passages: passages, language: row.text(2).flatMap(Language.init(named:)) ?? .english)
        }
    }
}

/// An article's metadata as the index holds it.
public struct ArticleRecord: Sendable, Equatable {
    public var id: Int64
    /// The file it came from, absolute; `-` for standard input.
    public var path: String
    /// What part of the file it is, as `ArticleKey` has it; empty when it is the file.
    public var member: String
    public var title: String?
    public var author: String?
    public var source: String?
    public var url: String?
    public var language: String
    public var published: PublicationDate?
    /// XXH3 with 128 bits of the file's bytes as they were read, in hexadecimal; `nil` where it is not known.
    public var fileHash: String?

    public var key: String { ArticleKey.key(path: path, member: member) }
}

/// By what articles are told apart where only the best of their kind are wanted.
package struct ArticleTraits: Sendable, Equatable {
    package var source: String?
    /// Of the body; `nil` where it has no word, and in articles that were indexed before there were fingerprints.
    package var fingerprint: Fingerprint?
}

/// An article's text as the index holds it.
public struct ArticleText: Sendable {
    public var body: String
    public var passages: [PassageTable.Entry]
    public var language: Language
}
