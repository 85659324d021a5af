import Foundation
import GRDB
import TestSupport

@testable import IndexFile
@testable import PassageIndex

/// Documents as nothing but words, and what an index over them has to answer.
struct DocumentModel {
    /// The words of both columns, by row.
    var documents: [Int64: [[String]]] = [:]

    /// A word's occurrence, as `fts5vocab` tells it.
    struct Instance: Hashable, CustomStringConvertible {
        var term: String
        var row: Int64
        var column: Int
        var offset: Int

        var description: String { "\(term.prefix(20)) \(row) \(column) \(offset)" }
    }

    var instances: Set<Instance> {
        var instances: Set<Instance> = []
        for (row, columns) in documents {
            for (column, words) in columns.enumerated() {
                for (offset, word) in words.enumerated() {
                    instances.insert(Instance(term: word, row: row, column: column, offset: offset))
                }
            }
        }
        return instances
    }

    /// Each term's rows with their FTS5 position lists, terms in the order of their bytes, rows ascending.
    var lists: [(term: [UInt8], rows: [(row: Int64, positions: [UInt8])])] {
        var lists: [String: [Int64: [[Int]]]] = [:]
        for (row, columns) in documents {
            for (column, words) in columns.enumerated() {
                for (offset, word) in words.enumerated() {
                    lists[word, default: [:]][row, default: [[], []]][column].append(offset)
                }
            }
        }
        return lists.map { term, rows in
            let sorted = rows.sorted { $0.key < $1.key }
            return (Array(term.utf8), sorted.map { ($0.key, Self.positionList($0.value)) })
        }.sorted { $0.term.lexicographicallyPrecedes($1.term) }
    }

    /// Differences plus two; the columns but the first announced by a one and their number.
    static func positionList(_ offsets: [[Int]]) -> [UInt8] {
        var list: [UInt8] = []
        for (column, offsets) in offsets.enumerated() where !offsets.isEmpty {
            if column > 0 { list += [1, UInt8(column)] }
            var last = 0
            for offset in offsets {
                list.appendVarint(UInt64(offset - last + 2))
                last = offset
            }
        }
        return list
    }

    func rows(where isFound: ([String]) -> Bool) -> [Int64] {
        documents.filter { isFound($0.value[0]) || isFound($0.value[1]) }.keys.sorted()
    }

    func rows(with word: String) -> Set<Int64> { Set(rows { $0.contains(word) }) }

    func rows(withPhrase first: String, _ second: String) -> [Int64] {
        rows { words in zip(words, words.dropFirst()).contains { $0 == first && $1 == second } }
    }
}

extension DocumentModel {
    /// What the words of random documents are like.
    enum Vocabulary: String, CaseIterable, Sendable {
        /// Three words that nearly every row has, several times.
        case few
        /// Hundreds of words of one or two letters.
        case tiny
        /// Words that begin with the same forty letters.
        case prefixes
        /// Words of up to 200 bytes, letters of two bytes among them.
        case long
        /// Some of each.
        case mixed

        func words(using generator: inout SplitMix64) -> [String] {
            func word(_ lengths: ClosedRange<Int>, of letters: String = "abcdefghij") -> String {
                String(
                    (0..<Int.random(in: lengths, using: &generator)).map { _ in
                        letters.randomElement(using: &generator) ?? "a"
                    })
            }
            switch self {
            case .few: return ["a", "ab", "b"]
            case .tiny: return (0..<300).map { _ in word(1...2, of: "abcdefghijklmnopqrstuvwxyz") }
            case .prefixes:
                let prefix = word(40...40)
                return (0..<80).map { _ in prefix + word(1...4, of: "ab") }
            case .long: return (0..<60).map { _ in word(40...100, of: "abéß") }
            case .mixed:
                return [.few, .tiny, .prefixes, .long].flatMap { (kind: Vocabulary) in
                    kind.words(using: &generator).prefix(30)
                }
            }
        }
    }

    /// - Parameter longest: words of a column, mostly; one in twenty is ten times as long.
    init(rows: Int, _ words: [String], longest: Int, from first: Int64 = 1, using generator: inout SplitMix64) {
        var row = first
        for _ in 0..<rows {
            let columns = (0..<2).map { column in
                let isLong = Int.random(in: 0..<20, using: &generator) == 0
                let most = column == 0 ? isLong ? longest * 10 : longest : 4
                return (0..<Int.random(in: 0...most, using: &generator)).map { _ in
                    // The first words are frequent, the last ones rare.
                    let number = (0..<3).map { _ in Int.random(in: 0..<words.count, using: &generator) }.min() ?? 0
                    return words[number]
                }
            }
            documents[row] = columns
            let hasGap = Int.random(in: 0..<10, using: &generator) == 0
            row += Int64.random(in: hasGap ? 1...100_000 : 1...2, using: &generator)
        }
    }
}
