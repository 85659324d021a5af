import Foundation
import GRDB
import PassageIndex
import TestSupport
import Testing

@testable import IndexFile
@testable import PassageSearch

/// Near duplicates are one result, and a source has no more than its share.
@Suite struct DiversityTests {
    private typealias Sample = SampleIndex.Sample

    /// `count` different words, which no other number gives.
    private static func words(_ count: Int, _ number: Int) -> String {
        (0..<count).map { "w\(number)x\($0)" }.joined(separator: " ")
    }

    /// An article about a train: the more often the word stands there, the better it ranks.
    private func article(
        _ id: String, trains: Int, _ text: String, title: String? = nil, source: String? = nil
    ) -> Sample {
        let train = String(repeating: "train ", count: trains)
        return Sample(id: id, title: title, text: train + text, source: source, language: "en")
    }

    private func request(_ limit: Int = 10, offset: Int = 0, perSource: Int? = nil) -> SearchRequest {
        SearchRequest(
            query: "train", limit: limit, offset: offset, articlesPerSource: perSource, collapsesDuplicates: true)
    }

    private func id(_ article: Hit.ArticleSummary) -> String { String(article.key.split(separator: "#").last ?? "") }

    /// The ids of the articles found, each with those of its duplicates.
    private func groups(_ index: SampleIndex, _ request: SearchRequest) throws -> [[String]] {
        let searcher = try index.searcher()
        let hits = try searcher.search(request).hits
        let articles = try searcher.articles(request)
        let groups = hits.map { [id($0.article)] + $0.duplicates.map(id) }
        #expect(groups == articles.map { [id($0.article)] + $0.duplicates.map(id) })
        #expect(hits.map(\.rank) == hits.indices.map { request.offset + $0 + 1 })
        #expect(articles.map(\.rank) == hits.map(\.rank))
        return groups
    }

    @Test func reprintsAreOneResult() throws {
        let story = Self.words(120, 1)
        let index = try SampleIndex([
            article("a", trains: 4, story, title: "One headline"),
            article("b", trains: 3, Self.words(120, 2)),
            article("c", trains: 4, story, title: "Another headline, which is longer"),
            // The lead is another one.
            article("d", trains: 1, "Officials said on Sunday that " + story),
            // Cut by a quarter, so that it tells less.
            article("e", trains: 3, Self.words(85, 1)),
            article("f", trains: 1, Self.words(120, 2).replacing("w2x60 ", with: "otherwise ")),
        ])
        let all = try groups(index, request())
        #expect(Set(all.map { Set($0) }) == [["a", "c", "d"], ["b", "f"], ["e"]])
        // The best one is shown.
        #expect(all.allSatisfy { $0[0] != "d" && $0[0] != "f" })
        var every = request()
        every.collapsesDuplicates = false
        #expect(try groups(index, every).count == 6)
        #expect(try groups(index, every).allSatisfy { $0.count == 1 })
        #expect(try index.searcher().count(request()) == 6)
    }

    @Test func whatSharesBoilerplateOnlyIsNotCollapsed() throws {
        let boilerplate = "Sign up for our daily letter and read all of our reports from the railways first. "
        let index = try SampleIndex(
            (0..<6).map { number in
                article("\(number)", trains: 2, boilerplate + Self.words(40, number) + " " + boilerplate)
            })
        #expect(try groups(index, request()).count == 6)
    }

    /// Of a short text, the title says which article it is.
    @Test func aStandInForTextIsNoDuplicateUnderAnotherTitle() throws {
        let index = try SampleIndex([
            article("a", trains: 1, "The whole report is in our printed paper.", title: "Train late"),
            article("b", trains: 1, "The whole report is in our printed paper.", title: "Train early"),
            article("c", trains: 1, "The whole report is in our printed paper.", title: "Train late"),
            article("d", trains: 0, "", title: "Train"),
            article("e", trains: 0, "", title: "Train"),
        ])
        #expect(Set(try groups(index, request()).map { Set($0) }) == [["a", "c"], ["b"], ["d"], ["e"]])
    }

    /// However many copies rank first, as many articles are found as are asked for, and pages fit together.
    @Test(arguments: [1, 3, 7, 10, 40]) func pagesFitTogether(size: Int) throws {
        let copies = (0..<80).map { article("copy\($0)", trains: 20, Self.words(60, 0)) }
        let others = (1...30).flatMap { number in
            [
                article("\(number)a", trains: 15, Self.words(60, number)),
                article("\(number)b", trains: 1, Self.words(60, number)),
            ]
        }
        let index = try SampleIndex(copies + others)
        let whole = try groups(index, request(.max))
        #expect(whole.count == 31 && whole[0].count == 80)
        #expect(whole.dropFirst().allSatisfy { $0.count == 2 && $0[0].hasSuffix("a") })
        var pages: [String] = []
        for offset in stride(from: 0, to: 40, by: size) {
            let page = try groups(index, request(size, offset: offset))
            #expect(page.count == max(0, min(size, 31 - offset)))
            pages += page.map { $0[0] }
        }
        #expect(pages == whole.map { $0[0] })
        #expect(try groups(index, request(10))[0].count == 80)
    }

    @Test func aSourceHasItsShare() throws {
        let sources = ["Gazette", "GAZETTE", "Courier", nil]
        let samples = (0..<40).map { number in
            article("\(number)", trains: 60 - number, Self.words(30, number), source: sources[number % 4])
        }
        let index = try SampleIndex(samples)
        func found(_ request: SearchRequest) throws -> [String] { try groups(index, request).map { $0[0] } }
        #expect(try found(request(6, perSource: 1)) == ["0", "2", "3", "7", "11", "15"])
        #expect(try found(request(6, perSource: 2)) == ["0", "1", "2", "3", "6", "7"])
        #expect(try found(request(3, offset: 3, perSource: 2)) == ["3", "6", "7"])
        #expect(try found(request(.max, perSource: 1)).count == 12)
        var filtered = request(10, perSource: 3)
        filtered.sources = ["gazette", "COURIER"]
        #expect(try found(filtered) == ["0", "1", "2", "4", "6", "10"])
    }

    /// Where a source has its share, a reprint in another one is shown, and duplicates take nothing from a share.
    @Test func sharesAndDuplicatesGoTogether() throws {
        let index = try SampleIndex([
            article("a", trains: 9, Self.words(60, 1), source: "Gazette"),
            article("b", trains: 8, Self.words(60, 2), source: "Gazette"),
            article("c", trains: 7, Self.words(60, 2), source: "Courier"),
            article("d", trains: 6, Self.words(60, 1), source: "Courier"),
            article("e", trains: 5, Self.words(60, 3), source: "Courier"),
        ])
        #expect(try groups(index, request(perSource: 1)) == [["a", "d"], ["c"]])
        #expect(try groups(index, request(perSource: 2)) == [["a", "d"], ["b", "c"], ["e"]])
    }

    /// With few sources, a search ends when all have had their share.
    @Test func aSearchEndsWhenAllSharesAreUsed() throws {
        let samples = (0..<3000).map { number in
            article("\(number)", trains: 1, Self.words(5, number), source: ["Gazette", "Courier"][number % 2])
        }
        let index = try SampleIndex(samples)
        func asked(_ request: SearchRequest) throws -> Int {
            try IndexReader(path: index.path).withSnapshot { snapshot in
                var most = 0
                let selection = ArticleSelection(request, snapshot, isCancelled: { false })
                let search = try PreparedSearch(request, snapshot, AnalyzerCache(), isCancelled: { false })
                let shown = try selection.select { limit in
                    most = max(most, limit)
                    return try search.best(limit)
                }.shown
                #expect(shown.count == 2)
                return most
            }
        }
        #expect(try asked(request(10, perSource: 1)) < 200)
        var filtered = request(10, perSource: 2)
        filtered.sources = ["gazette"]
        #expect(try asked(filtered) < 200)
    }

    /// Articles that were indexed before there were fingerprints are found as before.
    @Test func anOlderIndexIsSearchedWithoutFingerprints() throws {
        let index = try SampleIndex((0..<3).map { article("\($0)", trains: 1, Self.words(60, 1)) })
        #expect(try groups(index, request()) == [["0", "1", "2"]])
        let queue = try DatabaseQueue(path: index.path)
        try queue.inDatabase {
            try $0.execute(sql: OlderSchema.statements(for: 3))
        }
        try queue.close()
        #expect(try groups(index, request()) == [["0"], ["1"], ["2"]])
        // A writer takes the file on, and what it adds has fingerprints.
        let more = try directoryOfMore(index)
        _ = try IndexWriter(path: index.path).refresh(RefreshOptions(inputs: [.path(more)]))
        #expect(Set(try groups(index, request()).map { Set($0) }) == [["0"], ["1"], ["2"], ["3", "4"]])
    }

    private func directoryOfMore(_ index: SampleIndex) throws -> String {
        let samples = (3..<5).map { article("\($0)", trains: 1, Self.words(60, 1)) }
        return try index.directory.write("more.jsonl", SampleIndex.jsonLines(samples))
    }

    @Test func aDamagedFingerprintHidesNothing() throws {
        let index = try SampleIndex((0..<3).map { article("\($0)", trains: 1, Self.words(60, $0)) })
        let queue = try DatabaseQueue(path: index.path)
        try queue.inDatabase { try $0.execute(sql: "UPDATE article SET fingerprint = zeroblob(64) WHERE id = 1") }
        try queue.inDatabase {
            try $0.execute(sql: "UPDATE article SET fingerprint = (SELECT fingerprint FROM article WHERE id = 3)")
        }
        try queue.close()
        #expect(try groups(index, request()).count == 3)
    }

    /// Against a walk over the whole ranking that compares all words.
    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func selectionIsThatOfABruteForceWalk(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let archive = ReprintArchive(stories: 50, using: &generator)
        let index = try SampleIndex(archive.samples)
        let searcher = try index.searcher()
        for round in 0..<40 {
            var request = SearchRequest(
                query: (0..<Int.random(in: 1...3, using: &generator)).map { _ in
                    ReprintArchive.common.randomElement(using: &generator) ?? ""
                }.joined(separator: " "), limit: .max)
            let ranking = try searcher.articles(request)
            request.limit = Int.random(in: 1...25, using: &generator)
            request.offset = Int.random(in: 0...1, using: &generator) * Int.random(in: 1...20, using: &generator)
            request.collapsesDuplicates = Int.random(in: 0..<4, using: &generator) > 0
            request.articlesPerSource = [nil, nil, 1, 2, 5].randomElement(using: &generator) ?? nil
            let expected = archive.selection(ranking.map { (id($0.article), $0.article.source) }, request)
            let found = try groups(index, request)
            let place: Comment = "seed \(seed), round \(round): \(request)"
            #expect(found.map { $0[0] } == expected.map { $0[0] }, place)
            // How far down duplicates are looked for is the search's own matter.
            #expect(zip(found, expected).allSatisfy { $1.starts(with: $0) }, place)
        }
    }

    /// Looking fingerprints up by their bands finds what comparing them one by one does.
    @Test func manyFingerprintsAreLookedUp() throws {
        var generator = SplitMix64(seed: 9)
        let archive = ReprintArchive(stories: 300, using: &generator)
        let index = try SampleIndex(archive.samples)
        var few = FingerprintTable(mostCompared: .max)
        var many = FingerprintTable(mostCompared: 1)
        var (pairs, missed) = (0, 0)
        try IndexReader(path: index.path).withSnapshot { snapshot in
            for id in try snapshot.articles(passing: ArticleFilter()).ids {
                guard let fingerprint = try snapshot.traits(of: id)?.fingerprint else { continue }
                let (all, found) = (
                    few.similar(to: fingerprint, atLeast: 0.65), many.similar(to: fingerprint, atLeast: 0.65)
                )
                #expect(Set(found).isSubset(of: all) && found == found.sorted())
                pairs += all.count
                missed += all.count - found.count
                few.append(fingerprint)
                many.append(fingerprint)
            }
        }
        #expect(pairs > 500 && missed * 100 < pairs)
    }
}
