import TestSupport
import Testing

@testable import IndexFile
@testable import PassageIndex

/// Segments as FTS5 reads them.
@Suite struct SegmentEncoderTests {
    private static let pageSizes = [64, 65, 100, 200, 4050]

    /// What was encoded is what FTS5 finds, and it stays so when FTS5 goes on with it.
    @Test(arguments: DocumentModel.Vocabulary.allCases, pageSizes)
    func fts5ReadsWhatWasWritten(_ vocabulary: DocumentModel.Vocabulary, pageSize: Int) throws {
        let seed = UInt64(pageSize)
        var generator = SplitMix64(seed: seed)
        let words = vocabulary.words(using: &generator)
        var model = DocumentModel(
            rows: Int.random(in: 100...200, using: &generator), words, longest: 30, using: &generator)
        let table = try SegmentTable(model, pageSize: pageSize)
        try check(table, model, words, "as written", &generator)

        try table.run("optimize")
        try check(table, model, words, "optimized", &generator)

        let added = DocumentModel(
            rows: 30, words, longest: 30, from: (model.documents.keys.max() ?? 0) + 1, using: &generator)
        try table.insert(added.documents)
        model.documents.merge(added.documents) { $1 }
        try check(table, model, words, "added to", &generator)
        try checkRemoval(table, &model, words, &generator)
    }

    /// Rows of the segment itself are taken out and put back, as FTS5 does with newer segments over older ones.
    @Test(arguments: DocumentModel.Vocabulary.allCases, [64, 4050])
    func fts5ChangesWhatWasWritten(_ vocabulary: DocumentModel.Vocabulary, pageSize: Int) throws {
        var generator = SplitMix64(seed: 7)
        let words = vocabulary.words(using: &generator)
        var model = DocumentModel(rows: 100, words, longest: 30, using: &generator)
        let table = try SegmentTable(model, pageSize: pageSize)
        try checkRemoval(table, &model, words, &generator)
    }

    private func checkRemoval(
        _ table: SegmentTable, _ model: inout DocumentModel, _ words: [String], _ generator: inout SplitMix64
    ) throws {
        let gone = model.documents.filter { _ in Bool.random(using: &generator) }
        try table.delete(gone)
        for row in gone.keys { model.documents[row] = nil }
        try check(table, model, words, "removed from", &generator)

        let back = gone.filter { _ in Bool.random(using: &generator) }
        try table.insert(back)
        model.documents.merge(back) { $1 }
        try check(table, model, words, "put back", &generator)
        try table.run("optimize")
        try check(table, model, words, "optimized at last", &generator)
    }

    private func check(
        _ table: SegmentTable, _ model: DocumentModel, _ words: [String], _ state: String,
        _ generator: inout SplitMix64
    ) throws {
        try table.run("integrity-check")
        #expect(try table.instances() == model.instances, "\(state)")
        for _ in 0..<6 {
            let frequent = words[Int.random(in: 0..<min(3, words.count), using: &generator)]
            let other = words.randomElement(using: &generator) ?? ""
            let both = model.rows(with: frequent).intersection(model.rows(with: other)).sorted()
            #expect(try table.rows("\"\(frequent)\" AND \"\(other)\"") == both, "\(state): \(frequent), \(other)")
            #expect(
                try table.rows("\"\(frequent) \(other)\"") == model.rows(withPhrase: frequent, other),
                "\(state): \(frequent) \(other)")
            let prefix = String(other.prefix(Int.random(in: 1...50, using: &generator)))
            #expect(
                try table.rows("\"\(prefix)\"*") == model.rows { $0.contains { $0.hasPrefix(prefix) } },
                "\(state): \(prefix)*")
        }
    }

    /// A list over so many pages that its index has an index, and that one too.
    @Test(arguments: [(64, 1), (64, 300), (64, 3000), (64, 60_000), (4050, 60_000)])
    func longListsHaveIndexesOfTheirPages(pageSize: Int, rows: Int) throws {
        var model = DocumentModel()
        for row in 1...rows {
            var words = ["often"]
            if row % 997 == 1 { words.append("rare") }
            if row == rows { words.append("unique") }
            model.documents[Int64(row) * 3] = [words, []]
        }
        let table = try SegmentTable(model, pageSize: pageSize)
        try table.run("integrity-check")
        let pages = rows * 3 / pageSize
        let height = try table.doclistIndexHeight()
        #expect(height == (pages < 4 ? nil : pages < 50 ? 0 : pages < 2000 ? 1 : 2), "\(pages) pages")
        let rare = model.rows(with: "rare").sorted()
        for state in ["as written", "optimized"] {
            #expect(try table.rows("often")?.count == rows, "\(state)")
            #expect(try table.rows("often AND rare") == rare, "\(state)")
            #expect(try table.rows("\"often rare\"") == rare, "\(state)")
            #expect(try table.rows("often AND unique") == [Int64(rows) * 3], "\(state)")
            try table.run("optimize")
        }
    }

    /// One row's positions fill page after page, none of which begins with a row.
    @Test(arguments: [64, 100, 4050])
    func oneListOverManyPages(pageSize: Int) throws {
        var generator = SplitMix64(seed: UInt64(pageSize))
        var model = DocumentModel()
        for row in [1, 2, 1 << 40] as [Int64] {
            let words = (0..<12_000).map { _ in Int.random(in: 0...9, using: &generator) == 0 ? "b" : "a" }
            // Far apart, so that a difference takes two bytes.
            let far = (0..<3000).map { $0 % 200 == 77 ? "far" : "a" }
            model.documents[row] = [words + far, ["a"]]
        }
        model.documents[3] = [["a", "c"], []]
        let table = try SegmentTable(model, pageSize: pageSize)
        for state in ["as written", "optimized"] {
            try table.run("integrity-check")
            #expect(try table.instances() == model.instances, "\(state)")
            #expect(try table.rows("a AND c") == [3], "\(state)")
            #expect(try table.rows("\"far a\"") == [1, 2, 1 << 40], "\(state)")
            try table.run("optimize")
        }
    }

    @Test func nothingMakesNoSegment() throws {
        let table = try SegmentTable(DocumentModel(documents: [1: [[], []]]), pageSize: 64)
        try table.run("integrity-check")
        #expect(try table.instances().isEmpty)
        try table.insert([2: [["a"], []]])
        #expect(try table.rows("a") == [2])
    }
}
