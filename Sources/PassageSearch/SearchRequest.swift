import IndexFile
import TextAnalysis

/// What a search asks for.
public struct SearchRequest: Sendable {
    /// The query as typed; every string is a query.
    public var query: String
    /// An article to find more of its kind by, in place of the query.
    public var example: Example?
    /// Articles to return, behind `offset` better ones.
    public var limit: Int
    public var offset: Int
    /// Passages to return of each article.
    public var passagesPerArticle: Int
    /// How many characters of a passage there is room for, East Asian ones counted twice as they are twice as wide; see
    /// `Hit.excerpt`. `nil` where there is room for all.
    public var excerptLength: Int?
    /// Articles to return of each source, compared without regard to ASCII case; `nil` means any number. Articles that
    /// name no source are not counted.
    public var articlesPerSource: Int?
    /// Whether a near duplicate of a better article is no result of its own, but stands among that one's `duplicates`.
    ///
    /// Near duplicates have at least 80 per cent of all runs of five words in common that either of them has, and where
    /// they are shorter than fifty words, the title too.
    public var collapsesDuplicates: Bool
    /// Whether an article must hold all the words; else any word is enough.
    public var requiresAllWords: Bool
    /// Only articles published on or after this date.
    public var since: PublicationDate?
    /// Only articles published on or before this date.
    public var until: PublicationDate?
    /// Only articles of one of these sources, compared without regard to case; empty means all.
    public var sources: [String]
    /// The query's language; `nil` reads it in every language the index holds.
    public var language: Language?
    public var ranking: RankingParameters

    public init(
        query: String, limit: Int = 10, offset: Int = 0, passagesPerArticle: Int = 1, excerptLength: Int? = nil,
        articlesPerSource: Int? = nil, collapsesDuplicates: Bool = false, requiresAllWords: Bool = false,
        since: PublicationDate? = nil, until: PublicationDate? = nil,
        sources: [String] = [], language: Language? = nil, ranking: RankingParameters = .init()
    ) {
        self.query = query
        self.limit = limit
        self.offset = offset
        self.passagesPerArticle = passagesPerArticle
        self.excerptLength = excerptLength
        self.articlesPerSource = articlesPerSource
        self.collapsesDuplicates = collapsesDuplicates
        self.requiresAllWords = requiresAllWords
        self.since = since
        self.until = until
        self.sources = sources
        self.language = language
        self.ranking = ranking
    }

    /// What of the query is left out because it is too long; `nil` for nearly every query.
    ///
    /// - Complexity: O(1) for a query of ordinary length, else that of parsing it.
    public var excess: String? {
        // A word or a sign takes a byte at least.
        query.utf8.count > QueryParser.maximumWords ? QueryParser.parse(query).excess : nil
    }
}
