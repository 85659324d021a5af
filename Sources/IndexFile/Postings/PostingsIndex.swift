/// The postings of an index: what FTS5's table holds, in one state of it.
package final class PostingsIndex {
    private let pages: LeafPages
    /// From the newest to the oldest.
    private let segments: [SegmentStructure.Segment]

    private let counts: ReadStatement?

    /// - Parameter schema: the file's.
    /// - Throws: `SQLiteError` when the table is not of the form known here.
    package init(
        _ connection: ReadConnection, schema: Int = IndexFormat.version,
        isCancelled: @escaping @Sendable () -> Bool = { false }
    ) throws {
        counts = schema < TermCounts.firstVersion ? nil : try connection.statement(TermCounts.query)
        pages = try LeafPages(connection, isCancelled: isCancelled)
        let version = try connection.number("SELECT v FROM article_fts_config WHERE k = 'version'")
        guard version == SegmentStructure.knownVersion else {
            throw LeafPages.damaged("its format version is \(version), not \(SegmentStructure.knownVersion)")
        }
        guard let structure = try SegmentStructure.read(connection) else {
            throw LeafPages.damaged("its structure record is of an unknown form")
        }
        // What a merge has emptied stays in the record until the merge's end, without a first leaf.
        segments = structure.levels.flatMap { $0.segments.reversed() }.filter { $0.firstLeaf > 0 }
    }

    /// The articles with a term; `nil` when no article has had it.
    ///
    /// - Complexity: two look-ups for each segment.
    package func postings(of term: [UInt8]) throws -> TermPostings? {
        let key = SegmentReader.key(term)
        let readers = try segments.compactMap { segment in
            let reader = SegmentReader(pages, segment)
            return try key.withUnsafeBufferPointer { try reader.seek($0) } ? reader : nil
        }
        return try TermPostings(readers)
    }

    /// How many articles have a term.
    ///
    /// - Complexity: a look-up where the term is frequent and its number recorded; else O(articles).
    package func count(of term: [UInt8]) throws -> Int {
        if let counts, let count = try TermCounts.read(term, counts) { return count }
        return try postings(of: term)?.count(before: noArticle) ?? 0
    }

    /// The articles with a term that begins in one of these ways; a term that begins in several is counted once.
    package func postings(ofPrefixes prefixes: [[UInt8]]) throws -> PrefixPostings {
        let shortest = Set(prefixes).filter { prefix in
            !prefixes.contains { $0.count < prefix.count && prefix.starts(with: $0) }
        }
        return try PrefixPostings(
            shortest.map { PrefixScan($0, pages, segments) }, lastArticle: pages.lastArticle)
    }

    /// Where terms that begin so occur in given articles.
    package func places(ofPrefix prefix: [UInt8], in articles: [UInt32]) throws -> PrefixPlaces {
        try PrefixPlaces([PrefixScan(prefix, pages, segments)], in: articles)
    }

    /// Adds up what every term has in every article.
    ///
    /// - Throws: `SQLiteError` also where a term would not be found when a query looks for it.
    /// - Complexity: O(bytes of the postings), and a look-up for each term of each segment.
    package func add(to sums: inout PostingsSums) throws {
        var term: UInt64 = 0
        var article = 0
        try PrefixScan([], pages, segments).forEachEntry { reader in
            guard try reader.isFoundByLookUp() else { throw LeafPages.damaged("a term cannot be looked up") }
            term = PostingsSums.hash(ofTerm: reader.currentTerm)
            article = 0
        } _: { row, positions in
            var sum: UInt64 = 0
            positions.forEachPlace { sum &+= PostingsSums.hash(term, field: $0, position: $1) }
            sums.add(sum, article: row, from: &article)
        }
    }
}
