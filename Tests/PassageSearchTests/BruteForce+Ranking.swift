import Foundation

@testable import PassageSearch

// The formula, written down once more in the order of `Ranking/BM25.swift` and `Ranking/PositionalEvidence.swift`, so
// that scores are the same to the last bit.
extension BruteForce {
    /// All articles that match, best first.
    func ranking(_ plan: QueryPlan, _ request: SearchRequest) -> [Candidate] {
        guard let expression = plan.expression else { return [] }
        let formula = Formula(self, plan, request.ranking)
        let isMatch = matches(expression)
        let matching = articles.indices.filter { isMatch[$0] && passes(articles[$0], request) }
        func ranked(_ scores: [(index: Int, score: Double)]) -> [(index: Int, score: Double)] {
            scores.sorted {
                $0.score != $1.score ? $0.score > $1.score : articles[$0.index].id < articles[$1.index].id
            }
        }
        let first = ranked(matching.map { ($0, formula.firstScore($0)) })
        let again = ranked(
            first.prefix(request.ranking.rescoredArticles).map { ($0.index, $0.score + formula.secondScore($0.index)) })
        return (again + first.dropFirst(again.count)).map { Candidate(article: articles[$0.index].id, score: $0.score) }
    }
}

private struct Formula {
    /// A term, and the places of each of its phrases by article.
    private struct Term {
        var counts: BruteForce.Counts
        var phrases: [[Int: [BruteForce.Place]]]
        var lengths: [Int]
        var isGram: Bool
        var idf: Double
        var weight: Double
    }

    private struct Hit {
        var place: BruteForce.Place
        var term: Int
        var length: Int
    }

    private let scorer: BruteForce
    private let parameters: RankingParameters
    private let sequence: [Int]
    private let terms: [Term]
    private let parts: [Term]
    private let average: Double

    init(_ scorer: BruteForce, _ plan: QueryPlan, _ parameters: RankingParameters) {
        self.scorer = scorer
        self.parameters = parameters
        sequence = plan.sequence
        let articles = scorer.articles
        func sum(_ field: Int) -> Double { Double(articles.reduce(0) { $0 + $1.lengths[field] }) }
        average = max((sum(0) + parameters.titleWeight * sum(1)) / Double(max(articles.count, 1)), 1)
        func term(_ term: QueryPlan.ScoredTerm) -> Term {
            let counts = scorer.counts(term.expression, phrases: term.phrases)
            func idf(_ counts: BruteForce.Counts) -> Double {
                let frequency = Double(counts.occurs.count { $0 })
                return log(1 + (Double(articles.count) - frequency + 0.5) / (frequency + 0.5))
            }
            var weight = idf(counts)
            if term.isQuoted {
                let isNear = if case .near = term.expression { true } else { false }
                weight = term.phrases.prefix(isNear ? term.phrases.count : 1).flatMap(\.terms).reduce(0) { sum, word in
                    let phrase = MatchExpression.TermPhrase([word])
                    return sum + idf(scorer.counts(.phrase(phrase), phrases: [phrase]))
                }
            }
            let named = Double(term.queryFrequency)
            let k3 = parameters.k3
            var phrases = term.phrases.map(scorer.places)
            if case .near(_, let distance) = term.expression {
                let near = scorer.near(phrases, distance)
                phrases = phrases.map { places in
                    places.reduce(into: [:]) { result, entry in
                        let kept = Set(near[entry.key] ?? [])
                        result[entry.key] = entry.value.filter(kept.contains)
                    }
                }
            }
            return Term(
                counts: counts, phrases: phrases, lengths: term.phrases.map(\.terms.count), isGram: term.isGram,
                idf: weight, weight: k3.isFinite ? weight * (k3 + 1) * named / (k3 + named) : weight * named)
        }
        terms = plan.terms.map(term)
        parts = parameters.rescoredArticles > 0 ? plan.parts.map(term) : []
    }

    private func saturated(_ weight: Double, _ count: Double, _ k: Double) -> Double {
        count > 0 ? weight * (parameters.k1 + 1) * count / (count + k) : 0
    }

    private func k(_ article: Int) -> Double {
        let lengths = scorer.articles[article].lengths
        let length = Double(lengths[0]) + parameters.titleWeight * Double(lengths[1])
        return parameters.k1 * (1 - parameters.b) + parameters.k1 * parameters.b / average * length
    }

    private func frequency(_ term: Term, _ article: Int) -> Double {
        Double(term.counts.body[article]) + parameters.titleWeight * Double(term.counts.title[article])
    }

    func firstScore(_ article: Int) -> Double {
        // The one that can add most comes first.
        let order = terms.indices.sorted { (terms[$1].weight, $0) < (terms[$0].weight, $1) }
        return order.reduce(0) { sum, number in
            guard terms[number].counts.occurs[article] else { return sum }
            return sum + saturated(terms[number].weight, frequency(terms[number], article), k(article))
        }
    }

    func secondScore(_ article: Int) -> Double {
        let hits = hits(in: article)
        let k = k(article)
        let share = min(1, Double(parameters.proximityTerms) / Double(max(terms.count, 1)))
        let parts = parts.reduce(0) { $0 + saturated($1.weight, frequency($1, article), k) }
        return parameters.ledeWeight * lede(hits, article) + parameters.proximityWeight * share * proximity(hits, k)
            + parameters.bigramWeight * bigrams(hits, k) + parameters.partWeight * parts
    }

    /// One for each place and term, in the order of the text.
    private func hits(in article: Int) -> [Hit] {
        var hits: [Hit] = []
        for (number, term) in terms.enumerated() {
            var known: Set<BruteForce.Place> = []
            for (phrase, length) in zip(term.phrases, term.lengths) {
                for place in phrase[article] ?? [] where known.insert(place).inserted {
                    hits.append(Hit(place: place, term: number, length: length))
                }
            }
        }
        return hits.sorted { ($0.place, $0.term) < ($1.place, $1.term) }
    }

    private func lede(_ hits: [Hit], _ article: Int) -> Double {
        let titleLength = scorer.articles[article].lengths[1]
        return terms.indices.reduce(0) { sum, number in
            let count = hits.count { hit in
                let start = hit.place >> 32 == 1 ? 0 : titleLength
                return hit.term == number && start + hit.place & 0xFFFF_FFFF < parameters.ledeLength
            }
            return sum + saturated(terms[number].weight, Double(count), parameters.k1)
        }
    }

    private func proximity(_ hits: [Hit], _ k: Double) -> Double {
        var gains = [Double](repeating: 0, count: terms.count)
        for (one, other) in zip(hits, hits.dropFirst()) where one.term != other.term {
            guard one.place >> 32 == other.place >> 32, !(terms[one.term].isGram && terms[other.term].isGram) else {
                continue
            }
            let distance = Double(max(other.place - one.place, 1))
            gains[one.term] += terms[other.term].idf / (distance * distance)
            gains[other.term] += terms[one.term].idf / (distance * distance)
        }
        return zip(terms, gains).reduce(0) { $0 + saturated(min(1, $1.0.idf), $1.1, k) }
    }

    private func bigrams(_ hits: [Hit], _ k: Double) -> Double {
        var sum = 0.0
        var known: Set<[Int]> = []
        for (first, second) in zip(sequence, sequence.dropFirst()) where first != second {
            guard !terms[first].isGram, !terms[second].isGram, known.insert([first, second]).inserted else { continue }
            let places = Set(hits.filter { $0.term == second }.map(\.place))
            let count = hits.count { $0.term == first && places.contains($0.place + $0.length) }
            sum += saturated((terms[first].idf + terms[second].idf) / 2, Double(count), k)
        }
        return sum
    }
}
