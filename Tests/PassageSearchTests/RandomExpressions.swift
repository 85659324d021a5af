import GRDB
import TestSupport

@testable import IndexFile
@testable import PassageIndex
@testable import PassageSearch

/// The terms of all articles by where they stand, as FTS5 tells it.
struct TokenTable {
    /// The terms of an article's field by their positions.
    private var fields: [[[[UInt8]]]] = []
    private(set) var terms: [[UInt8]] = []

    init(_ database: Database) throws {
        try database.execute(
            sql: "CREATE VIRTUAL TABLE IF NOT EXISTS temp.instances USING fts5vocab(main, article_fts, instance)")
        var byField: [String: [[[UInt8]]]] = [:]
        var all: Set<[UInt8]> = []
        for row in try Row.fetchAll(database, sql: "SELECT term, doc || col, offset FROM instances") {
            let term = Array((row[0] as String).utf8)
            let offset: Int = row[2]
            var positions = byField[row[1], default: []]
            while positions.count <= offset { positions.append([]) }
            positions[offset].append(term)
            byField[row[1]] = positions
            all.insert(term)
        }
        fields = byField.sorted { $0.key < $1.key }.map(\.value)
        terms = all.sorted { $0.lexicographicallyPrecedes($1) }
    }

    /// Terms as they stand somewhere, with up to `gap` others between one and the next.
    func terms(_ count: Int, gap: Int, using generator: inout SplitMix64) -> [[UInt8]] {
        guard let field = fields.randomElement(using: &generator) else { return [] }
        var position = Int.random(in: field.indices, using: &generator)
        var found: [[UInt8]] = []
        while found.count < count, position < field.count {
            if let term = field[position].randomElement(using: &generator) { found.append(term) }
            position += 1 + Int.random(in: 0...gap, using: &generator)
        }
        return found
    }
}

/// Expressions as the planner makes them, over terms that stand somewhere.
struct RandomExpressions {
    private let tokens: TokenTable
    var generator: SplitMix64

    init(_ tokens: TokenTable, seed: UInt64) {
        self.tokens = tokens
        generator = SplitMix64(seed: seed)
    }

    mutating func expression(depth: Int) -> MatchExpression {
        guard depth > 0 else { return leaf() }
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: return leaf()
        case 1: return .excluding(expression(depth: depth - 1), expression(depth: depth - 1))
        case 2: return .all(parts(depth))
        default: return .any(parts(depth))
        }
    }

    private mutating func parts(_ depth: Int) -> [MatchExpression] {
        (0..<Int.random(in: 2...3, using: &generator)).map { _ in expression(depth: depth - 1) }
    }

    private mutating func leaf() -> MatchExpression {
        let field = field()
        if Int.random(in: 0..<4, using: &generator) == 0 {
            let distance = Int.random(in: 0...8, using: &generator)
            var words = tokens.terms(Int.random(in: 2...3, using: &generator), gap: 4, using: &generator)
            if Bool.random(using: &generator) { words.shuffle(using: &generator) }
            // The same word twice is near itself.
            if Int.random(in: 0..<8, using: &generator) == 0 { words += words.prefix(1) }
            if words.count > 1 {
                return .near(words.map { MatchExpression.TermPhrase([$0], field: field) }, distance: distance)
            }
        }
        return .phrase(phrase(field))
    }

    private mutating func field() -> QueryNode.Field? {
        Int.random(in: 0..<4, using: &generator) == 0 ? [.title, .body].randomElement(using: &generator) : nil
    }

    private mutating func phrase(_ field: QueryNode.Field?) -> MatchExpression.TermPhrase {
        let length = Int.random(in: 1...3, using: &generator)
        var terms = tokens.terms(length, gap: 0, using: &generator)
        // Words that need not stand next to each other, or anywhere.
        if Int.random(in: 0..<6, using: &generator) == 0 { terms += tokens.terms(1, gap: 0, using: &generator) }
        if terms.isEmpty || Int.random(in: 0..<20, using: &generator) == 0 { terms = [Array("nowhere".utf8)] }
        let isPrefix = Int.random(in: 0..<3, using: &generator) == 0
        if isPrefix, let last = terms.last {
            // FTS5 takes no beginning of a character for a text.
            let letters = String(decoding: last, as: UTF8.self).unicodeScalars
            let beginning = letters.prefix(Int.random(in: 1...max(1, letters.count), using: &generator))
            terms[terms.count - 1] = Array(String(String.UnicodeScalarView(beginning)).utf8)
        }
        return MatchExpression.TermPhrase(terms, isPrefix: isPrefix, field: field)
    }
}
