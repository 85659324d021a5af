import Foundation
import GRDB
import IndexFile
import TextAnalysis

/// Analyses every stored article again, and compares all that the index holds with what that gives.
struct ContentCheck {
    private let database: Database
    /// One for all, as it keeps its statements.
    private let reading: ReadConnection
    private let articles: StoredArticles
    private let text: StoredText
    private let lengths: ArticleLengths
    private let schema: Int
    private let analysis = ArticleAnalysis()
    private var problems = ArticleProblems()

    init(_ database: Database, _ connection: IndexConnection) throws {
        self.database = database
        reading = database.reading
        schema = connection.schema
        articles = StoredArticles(reading, schema: schema)
        lengths = ArticleLengths(reading)
        let dictionary = try CompressionDictionary.read(reading)
        text = StoredText(dictionary)
        if dictionary?.isUsable == false { problems.addOther("the dictionary of the texts is damaged") }
    }

    consuming func run(_ check: inout IndexCheck) throws {
        let ids = try articles.ids().compactMap { UInt32(exactly: $0) }
        var sums = Totals()
        var tokens = ArticleField.allCases.map { _ in 0 }
        var postings = ContiguousArray<UInt64?>()
        postings.reserveCapacity(ids.count)
        for id in ids {
            let measures = try measures(of: Int64(id), &postings)
            guard let measures else {
                sums.articles += 1
                continue
            }
            sums.count(measures, sign: 1)
            for (column, count) in measures.positions.enumerated() { tokens[column] += count }
        }
        try comparePostings(of: ids, with: postings)
        let totals = try Totals.read(reading)
        let stored = try reading.number("SELECT count(*) FROM article")
        if stored != ids.count { check.problems.append("\(stored - ids.count) articles with ids that none can have") }
        check.problems += problems.lines
        // Where an article cannot be read, neither can the sums be known.
        if check.problems.isEmpty {
            if totals != sums { check.problems.append("the stored totals \(totals) are not the sums \(sums)") }
            check.problems += try SumCheck.recordProblems(database, articles: sums.articles, tokens: tokens)
        }
        check.problems += try countProblems()
        check.problems += try fileProblems()
        check.articles = sums.articles
        check.passages = sums.passages
    }

    // MARK: - Articles

    /// What an article adds to the sums; `nil` when it is damaged.
    ///
    /// - Parameter postings: gets the sum of its postings, or `nil` where that cannot be known.
    private mutating func measures(of id: Int64, _ postings: inout ContiguousArray<UInt64?>) throws -> ArticleMeasures?
    {
        guard let article = try articles.article(id) else {
            problems.add(id, "cannot be found by its id")
            postings.append(nil)
            return nil
        }
        guard let (body, passages) = intactText(of: article) else {
            postings.append(nil)
            return nil
        }
        analysis.trim()
        let tokens = analysis.analyze(
            title: article.title, body: body, in: Language(named: article.language) ?? .english)
        postings.append(tokens.postingsSum(terms: analysis.terms(of: tokens.language)))
        var measures = tokens.measures
        measures.passages = passages.entries.count
        try compareLengths(of: id, with: measures)
        comparePlaces(of: article, passages, body, positions: measures.positions[ArticleField.body.rawValue])
        return measures
    }

    private mutating func intactText(of article: StoredArticle) -> (body: String, passages: PassageTable)? {
        if !article.isIntact { problems.add(article.id, "not as it was written") }
        do {
            let body = try article.frame.withUnsafeBytes { try text.body($0) }
            let passages = try PassageTable(encoded: article.passages)
            return (body, passages)
        } catch {
            problems.add(article.id, "damaged: \(error)")
            return nil
        }
    }

    private mutating func compareLengths(of id: Int64, with measures: ArticleMeasures) throws {
        let sizes = try reading.first("SELECT sz FROM article_fts_docsize WHERE id = ?", [.int(Int(id))]) {
            SumCheck.columnSizes($0.bytes(0)) ?? []
        }
        if let sizes {
            if sizes != measures.positions {
                problems.add(id, "\(sizes) tokens in the full-text index, \(measures.positions) in its text")
            }
        } else {
            problems.add(id, "not in the full-text index")
        }
        let length = try lengths.length(of: UInt32(clamping: id))
        if length != measures.length { problems.add(id, "its length for ranking is not that of its text") }
    }

    /// Passages and parts must lie in the body one behind the other, on character boundaries, and within its tokens.
    private mutating func comparePlaces(
        of article: StoredArticle, _ passages: PassageTable, _ body: String, positions: Int
    ) {
        let text = Array(body.utf8)
        if text.count != article.bytes { problems.add(article.id, "\(text.count) bytes of body, not \(article.bytes)") }
        if let problem = passages.problem(in: text, positions: positions) { problems.add(article.id, problem) }
        if !article.hasParts(within: positions) { problems.add(article.id, "its parts are not within its tokens") }
        if !article.hasWholeFingerprint {
            let bytes = article.fingerprint?.count ?? 0
            problems.add(article.id, "a fingerprint of \(bytes) bytes, not \(Fingerprint.count)")
        }
    }

    // MARK: - What is made of articles

    private mutating func comparePostings(of ids: [UInt32], with expected: ContiguousArray<UInt64?>) throws {
        var sums = PostingsSums(articles: ids)
        do {
            try PostingsIndex(reading, schema: schema).add(to: &sums)
        } catch let error as SQLiteError where error.isCorruption {
            return problems.addOther(error.message)
        }
        for (index, id) in ids.enumerated() where expected[index] != nil && expected[index] != sums.sums[index] {
            problems.add(Int64(id), "its words are not those of the full-text index")
        }
        if sums.strangers > 0 {
            problems.addOther("\(sums.strangers) entries of the full-text index belong to no article")
        }
    }

    private func countProblems() throws -> [String] {
        guard schema >= TermCounts.firstVersion else { return [] }
        let index = try PostingsIndex(reading, schema: schema)
        let wrong: [String] = try Row.fetchAll(database, sql: "SELECT term, articles FROM term_count").compactMap {
            row in
            let term = Array(row[0] as Data)
            let count = try index.postings(of: term)?.count(before: noArticle) ?? 0
            let name = String(decoding: term, as: UTF8.self)
            return row[1] == count ? nil : "“\(name)” is in \(count) articles, not in \(row[1] as DatabaseValue)"
        }
        guard let first = wrong.first else { return [] }
        return ["\(wrong.count) recorded counts of terms are wrong: \(first)" + (wrong.count > 1 ? ", …" : "")]
    }

    private func fileProblems() throws -> [String] {
        try StoredFile.all(reading, schema: schema).filter { !$0.isIntact }
            .map { "file \($0.path): not as it was recorded" }
    }
}

extension PassageTable {
    /// What is wrong with the passages of a body; `nil` when they lie in it one behind the other, on character
    /// boundaries, and hold all its positions.
    func problem(in text: [UInt8], positions: Int) -> String? {
        let isBoundary = { (offset: Int) in offset == text.count || text[offset] & 0xC0 != 0x80 }
        for entry in entries {
            let range = entry.passage.bytes
            guard range.upperBound <= text.count, isBoundary(range.lowerBound), isBoundary(range.upperBound) else {
                return "a passage at bytes \(range) of \(text.count)"
            }
        }
        let last = entries.last?.passage.positions.upperBound ?? 0
        return last == positions ? nil : "passages of \(last) tokens, \(positions) in its text"
    }
}

extension AnalyzedText {
    /// The sum of the article's postings; see PostingsSums.
    ///
    /// - Parameter terms: what the tokens' terms point into.
    fileprivate func postingsSum(terms: [UInt8]) -> UInt64 {
        terms.withUnsafeBufferPointer { terms in
            var sum: UInt64 = 0
            for (field, stream) in fields.enumerated() {
                for token in stream.tokens {
                    let term = PostingsSums.hash(ofTerm: UnsafeBufferPointer(rebasing: terms[token.termRange]))
                    sum &+= PostingsSums.hash(term, field: field, position: Int(token.position))
                }
            }
            return sum
        }
    }
}
