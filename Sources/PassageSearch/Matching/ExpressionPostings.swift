import IndexFile

/// Opens the postings of expressions.
final class ExpressionPostings {
    private let index: PostingsIndex
    private let parts: ArticleParts
    /// What was found of phrases and the like while they were counted.
    private var tables: [MatchExpression: PostingsTable] = [:]
    private var counts: [MatchExpression: Int] = [:]

    init(_ index: PostingsIndex, _ parts: ArticleParts) {
        self.index = index
        self.parts = parts
    }

    /// The articles that match; `nil` when there can be none.
    func articles(matching expression: MatchExpression) throws -> (any ArticleList)? {
        if let table = tables[expression.unscored] { return ListedPostings(table) }
        switch expression {
        case .phrase, .near: return try postings(of: expression)
        case .all(let parts):
            var lists: [any ArticleList] = []
            for part in parts {
                guard let list = try articles(matching: part) else { return nil }
                lists.append(list)
            }
            return try AllArticles(lists)
        case .any where expression.isTerm: return try postings(of: expression)
        case .any(let parts):
            let lists = try parts.compactMap { try articles(matching: $0) }
            return lists.count > 1 ? AnyArticles(lists) : lists.first
        case .excluding(let kept, let excluded):
            guard let list = try articles(matching: kept) else { return nil }
            guard let unwanted = try articles(matching: excluded) else { return list }
            return try ExcludingArticles(list, without: unwanted)
        }
    }

    /// How many articles match; asking again costs nothing.
    func count(of expression: MatchExpression) throws -> Int {
        let key = expression.unscored
        if let count = counts[key] ?? tables[key]?.articles.count { return count }
        var count = 0
        if case .phrase(let phrase) = key, phrase.isTerm {
            count = try index.count(of: phrase.terms[0])
        } else if let list = try articles(matching: key) {
            count = try Self.count(list)
        }
        counts[key] = count
        return count
    }

    /// Whether at least so many articles match; no more than these are looked at.
    func matches(_ expression: MatchExpression, atLeast number: Int) throws -> Bool {
        let key = expression.unscored
        if let count = counts[key] { return count >= number }
        guard number > 0 else { return true }
        guard let list = try articles(matching: key) else { return false }
        for _ in 1..<number where list.article != noArticle { try list.advance() }
        return list.article != noArticle
    }

    /// How many articles a term occurs in. What was found of a phrase and the like is kept for its scoring.
    func documentFrequency(of term: QueryPlan.ScoredTerm) throws -> Int {
        let key = term.expression.unscored
        if tables[key] == nil, let postings = try postings(of: key), !Self.isFound(postings) {
            tables[key] = try PostingsTable(postings)
        }
        return try count(of: key)
    }

    /// In how many articles a term of the index occurs.
    func documentFrequency(of term: [UInt8]) throws -> Int { try index.count(of: term) }

    /// Where a term of the index occurs; `nil` when nowhere.
    func postings(of term: [UInt8]) throws -> (any Postings)? { try index.postings(of: term) }

    /// In how many articles each word of a quotation occurs, read the plainest way.
    func documentFrequencies(ofWordsOf term: QueryPlan.ScoredTerm) throws -> [Int] {
        let words: [[UInt8]]
        if case .near = term.expression {
            words = term.phrases.flatMap(\.terms)
        } else {
            words = term.phrases.first?.terms ?? []
        }
        return try words.map { try index.count(of: $0) }
    }

    /// Whether going through the postings is no more work than going through a table of them.
    private static func isFound(_ postings: any Postings) -> Bool {
        postings is TermPostings || (postings as? AlternativePostings)?.areTerms == true
    }

    private static func count(_ list: any ArticleList) throws -> Int {
        if let postings = list as? any Postings { return try postings.count(before: noArticle) }
        var count = 0
        while list.article != noArticle {
            count += 1
            try list.advance()
        }
        return count
    }

    /// Where a term occurs; `nil` when nowhere.
    func postings(of term: QueryPlan.ScoredTerm) throws -> (any Postings)? {
        let expression = term.expression.unscored
        return try tables[expression].map { ListedPostings($0) } ?? postings(of: expression)
    }

    /// Where a phrase, one of several, or all of some that are near each other occur.
    private func postings(of expression: MatchExpression) throws -> (any Postings)? {
        switch expression {
        case .phrase(let phrase): return try postings(of: phrase)
        case .near(let phrases, let distance): return try near(phrases, distance)
        case .any(let parts): return try alternatives(parts)
        case .all, .excluding: preconditionFailure("no term is such an expression")
        }
    }

    private func alternatives(_ parts: [MatchExpression]) throws -> (any Postings)? {
        var found: [any Postings] = []
        var main = 0
        var most = 0
        for part in parts where !part.isPrefixAlone {
            guard let postings = try postings(of: part) else { continue }
            // Only one that is in the index by itself is counted at no cost worth mentioning.
            let frequency = postings is TermPostings ? try count(of: part) : 0
            if frequency > most { (main, most) = (found.count, frequency) }
            found.append(postings)
        }
        // In one list: to tell which places of two are the same takes a pass over all of them for each article.
        let prefixes = parts.compactMap { part -> MatchExpression.TermPhrase? in
            if case .phrase(let phrase) = part, phrase.isPrefixAlone { phrase } else { nil }
        }
        for (field, prefixes) in Dictionary(grouping: prefixes, by: \.field) {
            let postings = try index.postings(ofPrefixes: prefixes.map { $0.terms[0] })
            main = found.count
            found.append(try self.postings(postings, of: 1, in: field))
        }
        return found.count > 1 ? AlternativePostings(found, main: main) : found.first
    }

    /// Calls `body` with where a term occurs in some articles: the number of an article among them, the number of one of
    /// the term's phrases, and where that begins.
    ///
    /// - Parameter articles: ascending.
    func forEachPlace(
        of term: QueryPlan.ScoredTerm, in articles: [UInt32],
        _ body: (_ article: Int, _ phrase: Int, _ places: [Place]) -> Void
    ) throws {
        guard case .near(_, let distance) = term.expression else {
            return try forEachPhrasePlace(of: term, in: articles, body)
        }
        var places = articles.map { _ in term.phrases.map { _ in [Place]() } }
        try forEachPhrasePlace(of: term, in: articles) { places[$0][$1] = $2 }
        for (article, places) in places.enumerated() {
            for (phrase, near) in NearPostings.near(places, distance: distance).enumerated() {
                body(article, phrase, near)
            }
        }
    }

    private func forEachPhrasePlace(
        of term: QueryPlan.ScoredTerm, in articles: [UInt32], _ body: (Int, Int, [Place]) -> Void
    ) throws {
        var places: [Place] = []
        for (phraseNumber, phrase) in term.phrases.enumerated() {
            guard let postings = try postings(of: phrase, in: articles) else { continue }
            for (number, article) in articles.enumerated() {
                try postings.advance(to: article)
                guard postings.article == article else { continue }
                places.removeAll(keepingCapacity: true)
                try postings.appendPlaces(to: &places)
                body(number, phraseNumber, places)
            }
        }
    }

    private func near(_ phrases: [MatchExpression.TermPhrase], _ distance: Int) throws -> NearPostings? {
        var terms: [any Postings] = []
        for phrase in phrases {
            guard let postings = try postings(of: phrase) else { return nil }
            terms.append(postings)
        }
        return try NearPostings(terms, distance: distance)
    }

    /// - Parameter articles: where the phrase is looked for; `nil` for everywhere.
    private func postings(
        of phrase: MatchExpression.TermPhrase, in articles: [UInt32]? = nil
    ) throws -> (any Postings)? {
        let whole = phrase.isPrefix ? phrase.terms.dropLast() : phrase.terms[...]
        var terms: [any Postings] = []
        for term in whole {
            guard let postings = try index.postings(of: term) else { return nil }
            terms.append(postings)
        }
        if phrase.isPrefix, let prefix = phrase.terms.last {
            // Beside other terms, only the articles with these come into question.
            if let articles = try terms.isEmpty ? articles : Self.common(to: terms) {
                terms = try whole.compactMap { try index.postings(of: $0) }
                terms.append(try index.places(ofPrefix: prefix, in: articles))
            } else {
                terms.append(try index.postings(ofPrefixes: [prefix]))
            }
        }
        guard let postings = try Phrase.postings(terms) else { return nil }
        return try self.postings(postings, of: phrase.terms.count, in: phrase.field)
    }

    /// - Parameter length: positions of the phrase.
    private func postings(
        _ postings: any Postings, of length: Int, in field: QueryNode.Field?
    ) throws -> any Postings {
        switch field {
        case nil: postings
        case .title: try FilteredPostings(postings, FieldFilter(field: .title))
        case .body: try FilteredPostings(postings, FieldFilter(field: .body))
        case .parts(let roles): try FilteredPostings(postings, PartFilter(roles, ofLength: length, parts))
        }
    }

    private static func common(to terms: [any Postings]) throws -> [UInt32] {
        let list = try AllArticles(terms)
        var articles: [UInt32] = []
        while list.article != noArticle {
            articles.append(list.article)
            try list.advance()
        }
        return articles
    }
}

extension MatchExpression.TermPhrase {
    fileprivate var isPrefixAlone: Bool { isPrefix && terms.count == 1 }
    /// Whether it is one term, wherever that stands.
    fileprivate var isTerm: Bool { !isPrefix && terms.count == 1 && field == nil }
}

extension MatchExpression {
    fileprivate var isPrefixAlone: Bool {
        if case .phrase(let phrase) = self { phrase.isPrefixAlone } else { false }
    }
}
