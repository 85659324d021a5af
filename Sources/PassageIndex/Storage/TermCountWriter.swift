import Foundation
import GRDB
import IndexFile
import TextAnalysis

/// Changes the counts of frequent terms; see `TermCounts`.
struct TermCountWriter {
    private var counts: [[UInt8]: Int]
    private var changed: Set<[UInt8]> = []

    /// Reads what is recorded: some thousand terms.
    init(_ database: Database) throws {
        counts = [:]
        let rows = try Row.fetchCursor(database, sql: "SELECT term, articles FROM term_count")
        while let row = try rows.next() { counts[Array(row[0] as Data)] = row[1] }
    }

    /// The recorded terms in the order of their bytes.
    var recorded: [[UInt8]] { counts.keys.sorted { $0.lexicographicallyPrecedes($1) } }

    /// Counts an article's terms, or takes them away with `sign` -1.
    ///
    /// - Parameter terms: what the tokens' terms point into.
    mutating func count(_ tokens: AnalyzedText, terms: [UInt8], sign: Int) {
        guard !counts.isEmpty else { return }
        // A term stands once for each word that has it: “The” and “the” have one term in two places.
        var places: Set<UInt32> = []
        var seen: Set<[UInt8]> = []
        for token in tokens.fields.lazy.flatMap(\.tokens) where places.insert(token.termStart).inserted {
            let term = Array(terms[token.termRange])
            if counts[term] != nil, seen.insert(term).inserted { add(sign, to: term) }
        }
    }

    /// Adds the articles of a new segment.
    ///
    /// - Parameters:
    ///   - added: all recorded terms that the segment has, and any other that it has often enough.
    ///   - index: the index, the segment included.
    mutating func add(_ added: [TermCount], _ index: PostingsIndex) throws {
        for (term, articles) in added {
            if counts[term] != nil {
                add(articles, to: term)
            } else {
                counts[term] = try index.postings(of: term)?.count(before: noArticle) ?? 0
                changed.insert(term)
            }
        }
    }

    private mutating func add(_ articles: Int, to term: [UInt8]) {
        guard let count = counts[term] else { return }
        counts[term] = count + articles
        changed.insert(term)
    }

    /// Stores what has changed since.
    mutating func write(_ database: Database) throws {
        let statement = try database.cachedStatement(sql: "INSERT OR REPLACE INTO term_count VALUES (?, ?)")
        for term in changed { try statement.execute(arguments: [Data(term), counts[term]]) }
        changed = []
    }
}

/// A term and how many articles have it.
typealias TermCount = (term: [UInt8], articles: Int)
