import IndexFile

// This folder finds the articles that match a query, from the postings of its terms. A list only ever goes forward;
// a list that stands in two places of a query is opened twice.

/// The articles that are in all of several lists.
final class AllArticles: ArticleList {
    private let lists: [any ArticleList]
    private(set) var article: UInt32 = 0

    /// - Parameter lists: at least one; the shorter ones had better come first.
    init(_ lists: [any ArticleList]) throws {
        self.lists = lists
        try meet(from: 0)
    }

    func advance() throws {
        guard article != noArticle else { return }
        try meet(from: article + 1)
    }

    func advance(to target: UInt32) throws {
        if article < target { try meet(from: target) }
    }

    private func meet(from target: UInt32) throws {
        var target = target
        var agreeing = 0
        while agreeing < lists.count, target != noArticle {
            let list = lists[agreeing]
            try list.advance(to: target)
            // The first one says where the others have to be; one that is further on sends it on.
            agreeing = list.article == target || agreeing == 0 ? agreeing + 1 : 0
            target = list.article
        }
        article = target
    }
}

/// The articles that are in any of several lists.
final class AnyArticles: ArticleList {
    private let lists: [any ArticleList]
    private(set) var article: UInt32 = 0

    init(_ lists: [any ArticleList]) {
        self.lists = lists
        settle()
    }

    func advance() throws {
        for list in lists where list.article == article { try list.advance() }
        settle()
    }

    func advance(to target: UInt32) throws {
        guard article < target else { return }
        for list in lists { try list.advance(to: target) }
        settle()
    }

    private func settle() {
        article = noArticle
        for list in lists { article = min(article, list.article) }
    }
}

/// The articles of one list that are not in another.
final class ExcludingArticles: ArticleList {
    private let kept: any ArticleList
    private let excluded: any ArticleList

    init(_ kept: any ArticleList, without excluded: any ArticleList) throws {
        self.kept = kept
        self.excluded = excluded
        try settle()
    }

    var article: UInt32 { kept.article }

    func advance() throws {
        try kept.advance()
        try settle()
    }

    func advance(to target: UInt32) throws {
        try kept.advance(to: target)
        try settle()
    }

    private func settle() throws {
        while kept.article != noArticle {
            try excluded.advance(to: kept.article)
            guard excluded.article == kept.article else { return }
            try kept.advance()
        }
    }
}
