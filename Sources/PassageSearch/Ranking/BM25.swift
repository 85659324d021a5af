import IndexFile

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// BM25 (Robertson and Zaragoza, 2009) over title and body, a title's words counted several times (BM25F's simple
/// form, Robertson, Zaragoza and Taylor, 2004).
///
/// S = Σ w · (k1 + 1) · f / (f + K), with f = tf(body) + t · tf(title), K = k1 · (1 − b + b · dl / avgdl),
/// dl = length of the body + t · length of the title, and lengths that leave stop words out.
struct BM25 {
    private let parameters: RankingParameters
    /// K = `saturation` + `slope` · dl
    private let saturation: Double
    private let slope: Double

    init(_ parameters: RankingParameters, totals: Totals) {
        self.parameters = parameters
        let lengths = Double(totals.bodyLength) + parameters.titleWeight * Double(totals.titleLength)
        let average = max(lengths / Double(max(totals.articles, 1)), 1)
        saturation = parameters.k1 * (1 - parameters.b)
        slope = parameters.k1 * parameters.b / average
    }

    /// How much an occurrence of a term tells: the rarer, the more; never negative.
    static func inverseDocumentFrequency(_ documentFrequency: Int, articles: Int) -> Double {
        let df = Double(min(documentFrequency, articles))
        return log(1 + (Double(articles) - df + 0.5) / (df + 0.5))
    }

    /// K of an article.
    func normalization(_ length: ArticleLength) -> Double {
        saturation + slope * (Double(length.body) + parameters.titleWeight * Double(length.title))
    }

    /// What a term of weight `weight` adds to an article's score.
    @inline(__always)
    func score(_ weight: Double, _ frequency: TermFrequency, _ normalization: Double) -> Double {
        score(weight, Double(frequency.body) + parameters.titleWeight * Double(frequency.title), normalization)
    }

    /// The same, for a count of whatever tells of an article.
    @inline(__always)
    func score(_ weight: Double, _ count: Double, _ normalization: Double) -> Double {
        count > 0 ? weight * (parameters.k1 + 1) * count / (count + normalization) : 0
    }

    /// The weight of a term that a query names so many times.
    func weight(_ inverseDocumentFrequency: Double, queryFrequency: Int) -> Double {
        let count = Double(queryFrequency)
        guard parameters.k3.isFinite else { return inverseDocumentFrequency * count }
        return inverseDocumentFrequency * (parameters.k3 + 1) * count / (parameters.k3 + count)
    }

    /// What a term adds at the most, however often it occurs.
    func bound(weight: Double) -> Double { weight * (parameters.k1 + 1) }
}
