import Foundation
import PassageIndex
import TestSupport
import Testing
import TextAnalysis

@testable import IndexFile
@testable import PassageSearch

/// How well near duplicates are told, over real text: `LEDE_CORPUS` names a file of articles.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["LEDE_CORPUS"] != nil))
struct DuplicateAccuracyTests {
    private struct Pair: Hashable {
        var first: Int
        var second: Int
    }

    private struct Article {
        var id: UInt32
        var body: String
        var fingerprint: Fingerprint?
    }

    /// All pairs, against all pairs whose shingles of five words, as anybody would cut them, have a Jaccard coefficient
    /// of 0.8 or more.
    @Test func nearDuplicatesAreThoseOfABruteForceComparison() throws {
        let corpus = try #require(ProcessInfo.processInfo.environment["LEDE_CORPUS"])
        let directory = try TemporaryDirectory()
        let index = directory.file("index.sqlite")
        _ = try IndexWriter(path: index).refresh(RefreshOptions(inputs: [.path(corpus)]))
        try IndexReader(path: index).withSnapshot { snapshot in
            let articles = try snapshot.articles(passing: ArticleFilter()).ids.map { id in
                Article(
                    id: UInt32(id), body: try snapshot.text(of: id)?.body ?? "",
                    fingerprint: try snapshot.traits(of: id)?.fingerprint)
            }
            let expected = Self.bruteForce(articles.map(\.body))
            var (guessed, compared, found): (Set<Pair>, Int, Set<Pair>) = ([], 0, [])
            let detection = DuplicateDetection(snapshot)
            for first in articles.indices {
                detection.begin()
                detection.add(articles[first].id, articles[first].fingerprint)
                for second in articles.indices[(first + 1)...] {
                    guard let one = articles[first].fingerprint, let other = articles[second].fingerprint else {
                        continue
                    }
                    let estimate = one.similarity(to: other)
                    guard estimate >= DuplicateDetection.leastEstimate else { continue }
                    let pair = Pair(first: first, second: second)
                    compared += 1
                    if estimate >= Shingles.leastSimilarity { guessed.insert(pair) }
                    if try detection.original(of: articles[second].id, other) != nil { found.insert(pair) }
                }
            }
            let exact = expected.filter { articles[$0.first].body == articles[$0.second].body }
            print("\(corpus): \(articles.count) articles, \(expected.count) pairs at 0.8 or more, \(exact.count) equal")
            print("by fingerprints alone: \(Self.accuracy(guessed, expected))")
            print("by fingerprints and the texts of \(compared) pairs: \(Self.accuracy(found, expected))")
            #expect(exact.isSubset(of: found))
            let common = Double(found.intersection(expected).count)
            #expect(common >= 0.95 * Double(found.count) && common >= 0.95 * Double(expected.count))
        }
    }

    private static func accuracy(_ found: Set<Pair>, _ expected: Set<Pair>) -> String {
        let common = found.intersection(expected).count
        func share(_ whole: Int) -> String {
            String(format: "%.4f (%d of %d)", Double(common) / Double(whole), common, whole)
        }
        return "precision \(share(found.count)), recall \(share(expected.count))"
    }

    /// Counts the shingles that texts have in common, from lists of the texts that have a shingle.
    private static func bruteForce(_ texts: [String]) -> Set<Pair> {
        var numbers: [Substring: UInt32] = [:]
        var holders: [SIMD8<UInt32>: [Int]] = [:]
        var sizes: [Int] = []
        var pairs: Set<Pair> = []
        for (number, text) in texts.enumerated() {
            let words = text.lowercased().split { !$0.isLetter && !$0.isNumber }.map { word in
                let next = UInt32(numbers.count + 1)
                return numbers[word]
                    ?? {
                        numbers[word] = next
                        return next
                    }()
            }
            var shingles: Set<SIMD8<UInt32>> = []
            for start in stride(from: 0, through: max(words.count - 5, 0), by: 1) where !words.isEmpty {
                var shingle = SIMD8<UInt32>()
                for (place, word) in words[start...].prefix(5).enumerated() { shingle[place] = word }
                shingles.insert(shingle)
            }
            var common: [Int: Int] = [:]
            for shingle in shingles {
                for other in holders[shingle] ?? [] { common[other, default: 0] += 1 }
                holders[shingle, default: []].append(number)
            }
            for (other, count) in common {
                let similarity = Double(count) / Double(sizes[other] + shingles.count - count)
                if similarity >= 0.8 { pairs.insert(Pair(first: other, second: number)) }
            }
            sizes.append(shingles.count)
        }
        return pairs
    }
}
