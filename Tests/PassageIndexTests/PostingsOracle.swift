import GRDB
import TestSupport
import Testing

@testable import IndexFile
@testable import PassageIndex

/// What FTS5 itself says that its table holds, to compare with what is read from its pages.
struct PostingsOracle {
    /// Places by article, articles ascending.
    struct List: Equatable {
        var articles: [UInt32] = []
        var places: [[Place]] = []

        func frequency(_ index: Int) -> TermFrequency { TermFrequency(places[index]) }

        /// The first article that is not before `target`.
        func index(notBefore target: UInt32) -> Int {
            var low = 0
            var high = articles.count
            while low < high {
                let middle = (low + high) / 2
                if articles[middle] < target { low = middle + 1 } else { high = middle }
            }
            return low
        }

        /// What a list has otherwise at first, in words; lists are too long to be read.
        func difference(from expected: List) -> String? {
            let least = min(articles.count, expected.articles.count)
            let place = (0..<least).first { articles[$0] != expected.articles[$0] || places[$0] != expected.places[$0] }
            guard let place else {
                let counts = "\(articles.count) articles, not \(expected.articles.count)"
                return articles.count == expected.articles.count ? nil : counts
            }
            return "article \(articles[place]) at \(places[place].map(\.description)), "
                + "not \(expected.articles[place]) at \(expected.places[place].map(\.description))"
        }
    }

    private(set) var lists: [[UInt8]: List] = [:]
    /// In the order of their bytes.
    private(set) var terms: [[UInt8]] = []

    init(_ database: Database) throws {
        try database.execute(
            sql: "CREATE VIRTUAL TABLE IF NOT EXISTS temp.oracle USING fts5vocab(main, article_fts, instance)")
        let rows = try Row.fetchCursor(database, sql: "SELECT term, doc, col = 'title', offset FROM oracle")
        var term: [UInt8] = []
        var list = List()
        while let row = try rows.next() {
            let next = Array((row[0] as String).utf8)
            if next != term {
                close(term, list)
                term = next
                list = List()
            }
            let article: UInt32 = row[1]
            if list.articles.last != article {
                list.articles.append(article)
                list.places.append([])
            }
            list.places[list.places.count - 1].append(Place(field: row[2], position: row[3]))
        }
        close(term, list)
    }

    private mutating func close(_ term: [UInt8], _ list: List) {
        guard !list.articles.isEmpty else { return }
        terms.append(term)
        lists[term] = list
    }

    /// The places of all terms that begin in one of these ways, those at one place as often as there are terms.
    func list(ofPrefixes prefixes: [[UInt8]]) -> List {
        var places: [UInt32: [Place]] = [:]
        for term in terms where prefixes.contains(where: { term.starts(with: $0) }) {
            guard let list = lists[term] else { continue }
            for (article, some) in zip(list.articles, list.places) { places[article, default: []] += some }
        }
        let articles = places.keys.sorted()
        return List(articles: articles, places: articles.map { (places[$0] ?? []).sorted() })
    }
}

extension Place: CustomStringConvertible {
    public var description: String { "\(field):\(position)" }
}

extension TermFrequency {
    init(_ places: [Place]) {
        let title = places.count { $0.field == ArticleField.title.rawValue }
        self.init(body: places.count - title, title: title)
    }
}

// MARK: - Comparing

extension PostingsOracle {
    /// Reads a list in every way there is; each has to give the same.
    ///
    /// - Parameter open: opens the list anew; `nil` when there is none.
    static func check(
        _ expected: List, _ comment: String, using generator: inout SplitMix64, open: () throws -> (any Postings)?
    ) throws {
        guard let rows = try open() else {
            #expect(expected.articles.isEmpty, "\(comment): no list")
            return
        }
        let difference = try all(rows).difference(from: expected)
        #expect(difference == nil, "\(comment): row by row")
        // There are many short lists, and all of a kind.
        guard expected.articles.count > 30 || Int.random(in: 0..<4, using: &generator) == 0 else { return }
        for longest in [3, 40, 3000] as [UInt32] {
            guard let postings = try open() else { break }
            try checkSkips(postings, expected, longest: longest, comment, using: &generator)
        }
        if let postings = try open() { try checkRuns(postings, expected, comment, using: &generator) }
    }

    private static func all(_ postings: any Postings) throws -> List {
        var list = List()
        while postings.article != noArticle {
            list.articles.append(postings.article)
            var places: [Place] = []
            try postings.appendPlaces(to: &places)
            list.places.append(places)
            #expect(try postings.frequency == TermFrequency(places))
            try postings.advance()
        }
        return list
    }

    /// Skips and steps in turn.
    private static func checkSkips(
        _ postings: any Postings, _ expected: List, longest: UInt32, _ comment: String,
        using generator: inout SplitMix64
    ) throws {
        var index = 0
        var target: UInt32 = 0
        var isSame = true
        while index < expected.articles.count, isSame {
            if Int.random(in: 0..<3, using: &generator) == 0 {
                try postings.advance()
                index += 1
            } else {
                let (next, isBehindAll) = max(target, expected.articles[index]).addingReportingOverflow(
                    .random(in: 0...longest, using: &generator))
                target = isBehindAll ? noArticle : next
                try postings.advance(to: target)
                index = expected.index(notBefore: target)
            }
            guard index < expected.articles.count else { break }
            isSame = try postings.article == expected.articles[index] && postings.frequency == expected.frequency(index)
            if isSame, Bool.random(using: &generator) {
                var places: [Place] = []
                try postings.appendPlaces(to: &places)
                isSame = places == expected.places[index]
            }
        }
        #expect(isSame, "\(comment): skips of up to \(longest), at \(postings.article), to \(target)")
        if isSame { #expect(postings.article == noArticle, "\(comment): the end") }
    }

    /// The frequencies some thousand articles at a time, as the ranking takes them, now and then with a skip between.
    private static func checkRuns(
        _ postings: any Postings, _ expected: List, _ comment: String, using generator: inout SplitMix64
    ) throws {
        var run = FrequencyRun()
        var found: [UInt32: TermFrequency] = [:]
        var skipped: Set<UInt32> = []
        while postings.article != noArticle {
            let (limit, isBehindAll) = (postings.article & ~4095).addingReportingOverflow(4096)
            let end = isBehindAll ? noArticle : limit
            run.removeAll()
            try postings.appendFrequencies(to: &run, before: end)
            #expect(
                zip(run.entries, run.entries.dropFirst()).allSatisfy { $0.article < $1.article }, "\(comment): order")
            for entry in run.entries { found[entry.article] = entry.frequency }
            #expect(postings.article >= end, "\(comment): behind the run")
            guard Int.random(in: 0..<4, using: &generator) == 0 else { continue }
            let (target, isBehindEnd) = end.addingReportingOverflow(.random(in: 0...9000, using: &generator))
            guard !isBehindEnd, postings.article != noArticle else { continue }
            skipped.formUnion(expected.articles.filter { $0 >= end && $0 < target })
            try postings.advance(to: target)
        }
        let all = Dictionary(
            uniqueKeysWithValues: expected.articles.indices.map { (expected.articles[$0], expected.frequency($0)) })
        let isSame = found == all.filter { !skipped.contains($0.key) }
        #expect(isSame, "\(comment): runs")
    }
}
