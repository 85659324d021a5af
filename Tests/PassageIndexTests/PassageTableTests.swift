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

    @Test func damagedBytesAreFound() {
        let table = PassageTable(entries: [
            .init(passage: Passage(bytes: 0..<300, positions: 0..<50), line: 1)
        ])
        #expect(throws: PassageTable.Damaged.self) { try PassageTable(encoded: table.encoded.dropLast()) }
        #expect(throws: PassageTable.Damaged.self) { try PassageTable(encoded: table.encoded + [0]) }
        #expect(throws: PassageTable.Damaged.self) { try PassageTable(encoded: []) }
        #expect(throws: PassageTable.Damaged.self) {
            try PassageTable(encoded: [UInt8](repeating: 0xFF, count: 20))
        }
    }
}
