import PassageIndex

/// Opens the postings of expressions.
struct ExpressionPostings {
    private let index: PostingsIndex

    init(_ index: PostingsIndex) {
        self.index = index
    }

    /// The articles that match; `nil` when there can be none.
    func articles(matching expression: MatchExpression) throws -> (any ArticleList)? {
        switch expression {
        case .phrase(let phrase): return try postings(of: phrase)
        case .near(let phrases, let distance): return try near(phrases, distance)
        case .all(let parts):
            var lists: [any ArticleList] = []
            for part in parts {
                guard let list = try articles(matching: part) else { return nil }
                lists.append(list)
            }
            return try AllArticles(lists)
        case .any(let parts):
            let lists = try parts.compactMap { try articles(matching: $0) }
            return lists.count > 1 ? AnyArticles(lists) : lists.first
        case .excluding(let kept, let excluded):
            guard let list = try articles(matching: kept) else { return nil }
            guard let unwanted = try articles(matching: excluded) else { return list }
            return try ExcludingArticles(list, without: unwanted)
        }
    }

    /// How many articles match.
    func count(of expression: MatchExpression) throws -> Int {
        guard let list = try articles(matching: expression) else { return 0 }
        if let term = list as? TermPostings { return try term.countRemaining() }
        var count = 0
        while list.article != noArticle {
            count += 1
            try list.advance()
        }
        return count
    }

    /// Where a term occurs; `nil` when nowhere.
    func postings(of term: QueryPlan.ScoredTerm) throws -> (any Postings)? {
        if case .near(let phrases, let distance) = term.expression { return try near(phrases, distance) }
        let alternatives = try term.phrases.compactMap { try postings(of: $0) }
        return alternatives.count > 1 ? AlternativePostings(alternatives) : alternatives.first
    }

    /// Where each phrase of a term occurs in some articles, ascending.
    func places(of term: QueryPlan.ScoredTerm, in articles: [UInt32]) throws -> [UInt32: [[Place]]] {
        var byArticle: [UInt32: [[Place]]] = [:]
        for (number, phrase) in term.phrases.enumerated() {
            guard let postings = try postings(of: phrase, in: articles) else { continue }
            for article in articles {
                try postings.advance(to: article)
                guard postings.article == article else { continue }
                try postings.appendPlaces(
                    to: &byArticle[article, default: term.phrases.map { _ in [] }][number])
            }
        }
        if case .near(_, let distance) = term.expression {
            byArticle = byArticle.mapValues { NearPostings.near($0, distance: distance) }
        }
        return byArticle
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
                terms.append(try index.postings(ofPrefix: prefix))
            }
        }
        guard let first = terms.first else { return nil }
        let postings: any Postings = terms.count > 1 ? try PhrasePostings(terms) : first
        guard let field = phrase.field.map({ $0 == .title ? ArticleField.title : .body }) else { return postings }
        return try FieldPostings(postings, in: field)
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
