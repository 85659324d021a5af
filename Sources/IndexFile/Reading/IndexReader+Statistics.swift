import ArticleModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension IndexReader {
    /// What the index holds, in numbers; it counts nothing that is not kept as a sum or in an index.
    public func statistics() throws -> IndexStatistics {
        try withSnapshot { snapshot in
            let totals = try snapshot.totals()
            func date(_ sql: String) throws -> PublicationDate? {
                try connection.text(sql).flatMap(PublicationDate.init(stored:))
            }
            let languages = try connection.all(
                "SELECT language, count(*) FROM article GROUP BY language ORDER BY count(*) DESC, language"
            ) { (code: $0.text(0) ?? "", articles: $0.int(1)) }
            return IndexStatistics(
                path: path,
                schemaVersion: try connection.number("PRAGMA user_version"),
                analyzer: try connection.text("SELECT value FROM meta WHERE key = 'analyzer'") ?? "",
                articles: totals.articles, passages: totals.passages, tokens: totals.tokens,
                textBytes: totals.textBytes, fileBytes: fileBytes,
                batches: try connection.number("SELECT count(*) FROM batch"),
                sources: try connection.number(
                    "SELECT count(DISTINCT source COLLATE NOCASE) FROM article WHERE source IS NOT NULL"),
                languages: languages,
                firstPublished: try date("SELECT min(published) FROM article WHERE published IS NOT NULL"),
                lastPublished: try date("SELECT max(published) FROM article WHERE published IS NOT NULL"))
        }
    }

    /// Bytes of the file and its write-ahead log.
    private var fileBytes: Int {
        ["", "-wal"].reduce(0) { sum, suffix in
            var status = stat()
            return stat(path + suffix, &status) == 0 ? sum + Int(status.st_size) : sum
        }
    }
}
