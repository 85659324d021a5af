import TestSupport
import Testing
import TextAnalysis

@testable import IndexFile
@testable import PassageIndex

@Suite struct PassageTableTests {
    @Test(arguments: [1, 2] as [UInt64])
    func whatIsEncodedIsDecoded(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        for _ in 0..<500 {
            var byte = 0
            var position = 0
            var line = 1
            let entries = (0..<Int.random(in: 0...20, using: &generator)).map { _ in
                let start = byte + Int.random(in: 0...300, using: &generator)
                byte = start + Int.random(in: 1...100_000, using: &generator)
                let end = position + Int.random(in: 1...500, using: &generator)
                defer { position = end }
                line += Int.random(in: 0...9, using: &generator)
                return PassageTable.Entry(
                    passage: Passage(bytes: start..<byte, positions: position..<end), line: line)
            }
            let table = PassageTable(entries: entries)
            #expect(try PassageTable(encoded: table.encoded) == table, "seed \(seed)")
        }
    }

    @Test func placesInTheSourceAreKept() throws {
        let passages = [0..<10, 12..<30, 31..<40].map { Passage(bytes: $0, positions: $0.lowerBound..<$0.upperBound) }
        let sources: [[Range<Int>?]] = [
            [5..<15, 17..<35, 36..<45], [5..<25, nil, 60..<69], [nil, nil, 0..<9], [nil, nil, nil],
        ]
        for source in sources {
            let table = PassageTable(
                entries: zip(passages, source).map { PassageTable.Entry(passage: $0, line: 1, source: $1) })
            var positions = 0
            var expected = table
            for index in expected.entries.indices {
                let count = expected.entries[index].passage.positions.count
                expected.entries[index].passage.positions = positions..<positions + count
                positions += count
            }
            let decoded = try PassageTable(encoded: expected.encoded)
            #expect(decoded == expected)
        }
    }

    @Test func damagedBytesAreFound() {
        let table = PassageTable(entries: [
            .init(passage: Passage(bytes: 0..<300, positions: 0..<50), line: 1)
        ])
        #expect(throws: PassageTable.Damaged.self) { try PassageTable(encoded: table.encoded.dropLast()) }
        for rest in [[0], [3], [1], [2], [1, 5, 0], [2, 1]] as [[UInt8]] {
            #expect(throws: PassageTable.Damaged.self) { try PassageTable(encoded: table.encoded + rest) }
        }
        #expect(throws: PassageTable.Damaged.self) { try PassageTable(encoded: []) }
        #expect(throws: PassageTable.Damaged.self) {
            try PassageTable(encoded: [UInt8](repeating: 0xFF, count: 20))
        }
    }
}
