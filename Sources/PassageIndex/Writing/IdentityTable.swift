import ArticleModel
import GRDB

/// What agencies say of their articles across files: which is a later version of which, and which are taken back.
enum IdentityTable {
    static func insert(_ identity: ArticleIdentity, of article: Int64, _ database: Database) throws {
        try database.cachedStatement(sql: "INSERT INTO article_identity(article, guid, version) VALUES (?, ?, ?)")
            .execute(arguments: [article, identity.guid, identity.version])
    }

    /// Notes that a file takes an article back.
    static func withdraw(_ identity: ArticleIdentity, in file: Int64, _ database: Database) throws {
        try database.cachedStatement(sql: "INSERT OR REPLACE INTO withdrawal(file, guid, version) VALUES (?, ?, ?)")
            .execute(arguments: [file, identity.guid, identity.version])
    }

    /// Forgets what a file took back, as it is gone or read anew.
    static func forgetWithdrawals(in file: Int64, _ database: Database) throws {
        try database.cachedStatement(sql: "DELETE FROM withdrawal WHERE file = ?").execute(arguments: [file])
    }

    /// The articles that are taken back, and those that there is a later version of; of two of one version, the first that
    /// was read.
    ///
    /// - Complexity: O(articles with an identity), by way of an index.
    static func obsoleteArticles(_ database: Database) throws -> [Int64] {
        try Int64.fetchAll(
            database,
            sql: """
                SELECT article FROM article_identity AS old WHERE EXISTS (
                  SELECT 1 FROM article_identity AS new WHERE new.guid = old.guid
                  AND (new.version, new.article) > (old.version, old.article))
                UNION
                SELECT article FROM article_identity JOIN withdrawal USING (guid)
                WHERE article_identity.version <= withdrawal.version
                """)
    }
}
