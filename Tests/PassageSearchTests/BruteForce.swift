import Foundation
import TextAnalysis

@testable import IndexFile
@testable import PassageIndex
@testable import PassageSearch

/// The ranking as its formula says it, article by article, over nothing but the tokens that the analyzer makes of each.
///
/// It has nothing of the postings it is to judge.
final class BruteForce {
    struct Article {
        var id: UInt32
        var published: String?
        var source: String?
        /// Positions that are no stop words, by field.
        var lengths: [Int]
        /// The terms at each position, by field.
        var fields: [[[Int32]]]
        var parts: [PartTable.Entry] = []
    }

    /// A place in an article: the field and the position in one number.
    typealias Place = Int

    /// How often a term occurs, in body and title, by article.
    struct Counts {
        var body: [Int]
        var title: [Int]
        /// Whether it occurs at all.
        var occurs: [Bool]
    }

    private(set) var articles: [Article] = []
    private var numbers: [[UInt8]: Int32] = [:]
    private var terms: [[UInt8]] = []
    /// The places of each term, by article.
    private var occurrences: [[(article: Int, place: Place)]] = []
    private var knownCounts: [MatchExpression: Counts] = [:]

    init(_ snapshot: IndexSnapshot) throws {
        var analyzers: [Language: Analyzer] = [:]
        for id in try snapshot.articles(passing: ArticleFilter()).ids {
            guard let record = try snapshot.article(id), let text = try snapshot.text(of: id) else { continue }
            var analyzer = analyzers.removeValue(forKey: text.language) ?? Analyzer(text.language)
            var article = Article(
                id: UInt32(id), published: record.published?.text, source: record.source, lengths: [], fields: [])
            article.parts = try snapshot.parts().parts(of: UInt32(id))
            for field in [text.body, record.title ?? ""] {
                let stream = analyzer.tokens(of: field)
                article.lengths.append(stream.contentCount)
                var positions = [[Int32]](repeating: [], count: stream.positionCount)
                for token in stream.tokens {
                    let term = number(of: Array(analyzer.term(of: token)))
                    positions[Int(token.position)].append(term)
                    let place = article.fields.count << 32 | Int(token.position)
                    occurrences[Int(term)].append((articles.count, place))
                }
                article.fields.append(positions)
            }
            // More words of a title than this are not told apart.
            article.lengths[1] = min(article.lengths[1], 255)
            articles.append(article)
            analyzers[text.language] = analyzer
        }
    }

    private func number(of term: [UInt8]) -> Int32 {
        if let known = numbers[term] { return known }
        let number = Int32(terms.count)
        numbers[term] = number
        terms.append(term)
        occurrences.append([])
        return number
    }

    // MARK: - Matching

    func count(of expression: MatchExpression) -> Int { matches(expression).count { $0 } }

    func matches(_ expression: MatchExpression) -> [Bool] {
        switch expression {
        case .phrase(let phrase): return counts(expression, phrases: [phrase]).occurs
        case .near(let phrases, _): return counts(expression, phrases: phrases).occurs
        case .all(let parts): return combined(parts.map(matches)) { $0 && $1 }
        case .any(let parts): return combined(parts.map(matches)) { $0 || $1 }
        case .excluding(let kept, let excluded): return combined([matches(kept), matches(excluded)]) { $0 && !$1 }
        }
    }

    private func combined(_ parts: [[Bool]], _ operation: (Bool, Bool) -> Bool) -> [Bool] {
        var result = parts[0]
        for part in parts.dropFirst() {
            for index in result.indices { result[index] = operation(result[index], part[index]) }
        }
        return result
    }

    /// How often a term occurs: where any of its phrases begins, or, of near ones, where any of them stands.
    func counts(_ expression: MatchExpression, phrases: [MatchExpression.TermPhrase]) -> Counts {
        let key = expression.unscored
        if let known = knownCounts[key] { return known }
        var byArticle: [Int: [Place]] = [:]
        if case .near(_, let distance) = expression {
            byArticle = near(phrases.map(places), distance)
        } else {
            // The occurrences of each term that begins so count, those at one place as well; but where there are other
            // phrases, a place counts once.
            let prefixes = phrases.filter { $0.isPrefix && $0.terms.count == 1 }
            let others = phrases.filter { !($0.isPrefix && $0.terms.count == 1) }
            var lists = others.map(places)
            if let first = prefixes.first {
                lists.append(places(ofPrefixes: prefixes.map { $0.terms[0] }, first.field))
            }
            for list in lists { byArticle.merge(list) { Array(Set($0).union($1)) } }
        }
        var counts = Counts(
            body: Array(repeating: 0, count: articles.count), title: Array(repeating: 0, count: articles.count),
            occurs: Array(repeating: false, count: articles.count))
        for (article, places) in byArticle where !places.isEmpty {
            let inTitle = places.count { $0 >> 32 == 1 }
            counts.title[article] = min(inTitle, 255)
            counts.body[article] = places.count - inTitle
            counts.occurs[article] = true
        }
        knownCounts[key] = counts
        return counts
    }

    func places(_ phrase: MatchExpression.TermPhrase) -> [Int: [Place]] {
        if phrase.isPrefix, phrase.terms.count == 1 { return places(ofPrefixes: phrase.terms, phrase.field) }
        guard let first = phrase.terms.first, let number = numbers[first] else { return [:] }
        var places: [Int: [Place]] = [:]
        for (article, place) in occurrences[Int(number)]
        where isIn(phrase.field, place, of: phrase.terms.count, articles[article]) {
            if goesOn(phrase, articles[article].fields[place >> 32], from: place & 0xFFFF_FFFF) {
                places[article, default: []].append(place)
            }
        }
        return places
    }

    private func goesOn(_ phrase: MatchExpression.TermPhrase, _ field: [[Int32]], from position: Int) -> Bool {
        for (offset, term) in phrase.terms.enumerated().dropFirst() {
            guard position + offset < field.count else { return false }
            let isLast = offset == phrase.terms.count - 1
            let isThere = field[position + offset].contains { number in
                phrase.isPrefix && isLast ? terms[Int(number)].starts(with: term) : terms[Int(number)] == term
            }
            if !isThere { return false }
        }
        return true
    }

    private func places(ofPrefixes prefixes: [[UInt8]], _ field: QueryNode.Field?) -> [Int: [Place]] {
        var places: [Int: [Place]] = [:]
        for (number, term) in terms.enumerated() where prefixes.contains(where: { term.starts(with: $0) }) {
            for (article, place) in occurrences[number] where isIn(field, place, of: 1, articles[article]) {
                places[article, default: []].append(place)
            }
        }
        return places
    }

    private func isIn(_ field: QueryNode.Field?, _ place: Place, of length: Int, _ article: Article) -> Bool {
        switch field {
        case nil: true
        case .body: place >> 32 == 0
        case .title: place >> 32 == 1
        case .parts(let roles):
            article.parts.contains { part in
                roles.contains(part.role) && Set(part.positions).isSuperset(of: place..<place + length)
            }
        }
    }

    /// The places that lie in a stretch of so many positions and two with one of each list.
    func near(_ lists: [[Int: [Place]]], _ distance: Int) -> [Int: [Place]] {
        var byArticle: [Int: [Place]] = [:]
        for (article, firsts) in lists[0] {
            let all = lists.map { $0[article] ?? [] }
            var kept: Set<Place> = []
            for start in all.joined() {
                let stretch = all.map { $0.filter { $0 >= start && $0 - start <= distance + 1 } }
                if stretch.allSatisfy({ !$0.isEmpty }) { kept.formUnion(stretch.joined()) }
            }
            if !firsts.isEmpty, !kept.isEmpty { byArticle[article] = Array(kept) }
        }
        return byArticle
    }

    // MARK: - Ranking

    /// Whether an article is of one of the sources, and of the days or months between two.
    func passes(_ article: Article, _ request: SearchRequest) -> Bool {
        let sources = request.sources.map { $0.lowercased() }
        if !sources.isEmpty, !sources.contains(article.source?.lowercased() ?? "") { return false }
        if let since = request.since?.text, article.published ?? "" < since { return false }
        guard let until = request.until?.text else { return true }
        guard let published = article.published else { return false }
        return published.prefix(until.count) <= until
    }
}
