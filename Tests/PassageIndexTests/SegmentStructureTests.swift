import TestSupport
import Testing

@testable import IndexFile
@testable import PassageIndex

/// FTS5's records: whatever stands in a file is either understood or refused.
@Suite struct SegmentStructureTests {
    private static let cookie: [UInt8] = [0, 0, 0, 9]

    /// A record of numbers that need not make sense.
    private static func record(_ numbers: [UInt64]) -> [UInt8] {
        var record = cookie
        for number in numbers { record.appendVarint(number) }
        return record
    }

    private static func random(using generator: inout SplitMix64) -> [UInt64] {
        var unused = Array(1...2000 as ClosedRange<UInt64>).shuffled(using: &generator)
        var numbers: [UInt64] = []
        var count: UInt64 = 0
        let levels = Int.random(in: 0...6, using: &generator)
        for _ in 0..<levels {
            let segments = Int.random(in: 0...8, using: &generator)
            numbers += [UInt64.random(in: 0...UInt64(segments), using: &generator), UInt64(segments)]
            for _ in 0..<segments {
                let first = UInt64.random(in: 1...9, using: &generator)
                let leaves = UInt64.random(in: 0...100_000, using: &generator)
                numbers += [unused.removeLast(), first, first + leaves]
                count += 1
            }
        }
        return [UInt64(levels), count, UInt64.random(in: 0..<1 << 40, using: &generator)] + numbers
    }

    @Test(arguments: 1...50 as ClosedRange<UInt64>)
    func whatIsReadIsWritten(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let numbers = Self.random(using: &generator)
        let record = Self.record(numbers)
        let structure = try #require(SegmentStructure(record))
        #expect(structure.encoded == record)
        #expect(structure.cookie == Self.cookie)
        #expect(structure.levels.count == Int(numbers[0]))
        #expect(structure.segments.count == Int(numbers[1]))
        #expect(structure.writtenLeaves == numbers[2])

        // The order of the segments says which is newer.
        var shorter = structure
        #expect(shorter.removeEmptyLevels() == structure.levels.contains { $0.segments.isEmpty })
        #expect(shorter.segments == structure.segments)
        #expect(shorter.levels == structure.levels.filter { !$0.segments.isEmpty })

        // Cut off anywhere, or longer than it says, it is refused.
        for length in 0..<record.count { #expect(SegmentStructure(Array(record[..<length])) == nil, "\(length)") }
        #expect(SegmentStructure(record + [0]) == nil)
        #expect(SegmentStructure(record + [0x80]) == nil)

        // A changed byte gives another structure or none.
        for place in record.indices {
            var changed = record
            changed[place] ^= UInt8.random(in: 1...255, using: &generator)
            let other = SegmentStructure(changed)
            #expect(other != structure)
            if let other { #expect(SegmentStructure(other.encoded) == other) }
        }
    }

    @Test(
        arguments: [
            ("the segments are more than is said", [1, 1, 0, 0, 2, 1, 1, 5, 2, 1, 5]),
            ("the segments are fewer than is said", [1, 2, 0, 0, 1, 1, 1, 5]),
            ("an id stands twice", [1, 2, 0, 0, 2, 7, 1, 5, 7, 1, 9]),
            ("an id stands twice, on two levels", [2, 2, 0, 0, 1, 7, 1, 5, 0, 1, 7, 1, 9]),
            ("a merge of more than there are", [1, 1, 0, 2, 1, 1, 1, 5]),
            ("levels that are not there", [3, 0, 0, 0, 0]),
            ("more levels than anything has", [1 << 55, 0, 0]),
            ("more segments than anything has", [1, (1 << 56) - 1, 0, 0, (1 << 56) - 1, 1, 1, 5]),
        ] as [(String, [UInt64])]) func whatMakesNoSenseIsRefused(_ reason: String, _ numbers: [UInt64])
    {
        #expect(SegmentStructure(Self.record(numbers)) == nil, "\(reason)")
    }

    @Test func laterFormsAndLongNumbersAreRefused() {
        let plain = Self.record([0, 0, 0])
        #expect(SegmentStructure(plain) != nil)
        #expect(SegmentStructure(Self.cookie + [0xFF, 0x00, 0x00, 0x01] + plain[4...]) == nil)
        #expect(SegmentStructure(Self.cookie + Array(repeating: 0xFF, count: 9) + [0, 0]) == nil)
        #expect(SegmentStructure(Self.cookie + [0, 0] + Array(repeating: 0xFF, count: 8) + [0x7F]) == nil)
        #expect(SegmentStructure([]) == nil)
        #expect(SegmentStructure(Self.cookie) == nil)
    }

    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func randomBytesAreNoTrap(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        for _ in 0..<20_000 {
            let highest: UInt8 = Bool.random(using: &generator) ? 255 : 3
            let bytes = (0..<Int.random(in: 0...30, using: &generator)).map { _ in
                UInt8.random(in: 0...highest, using: &generator)
            }
            if let structure = SegmentStructure(bytes) {
                #expect(SegmentStructure(structure.encoded) == structure, "seed \(seed), \(bytes)")
                if let id = structure.unusedID { #expect(!structure.segments.map(\.id).contains(id)) }
            }
            if let averages = SegmentAverages(bytes, columns: 2) {
                #expect(averages.tokens.count == 2)
                #expect(SegmentAverages(averages.encoded, columns: 2) == averages, "seed \(seed), \(bytes)")
            }
        }
    }

    // MARK: - Adding

    private func places(_ leaves: [Int], in structure: SegmentStructure) -> [Int?] {
        var structure = structure
        return leaves.enumerated().map { number, leaves in
            let segment = SegmentStructure.Segment(id: 1000 + number, firstLeaf: 1, lastLeaf: leaves)
            structure.add(segment)
            return structure.levels.firstIndex { $0.segments.last == segment }
        }
    }

    @Test func segmentsGoWhereOthersOfTheirSizeAre() throws {
        let empty = try #require(SegmentStructure(Self.record([0, 0, 0])))
        #expect(places([1, 1000, 1001, 4000, 4001, 70_000], in: empty) == [0, 0, 1, 1, 2, 4])
    }

    /// Neither the inputs of a merge nor its output may get a neighbour that it does not know.
    @Test func mergesUnderWayAreLeftAlone() throws {
        // Level 1 is merging two of its three segments into the one of level 2.
        let merging = try #require(
            SegmentStructure(
                Self.record([3, 5, 0, 0, 1, 1, 1, 5, 2, 3, 2, 1, 1500, 3, 1, 1500, 4, 1, 1500, 0, 1, 5, 1, 2000])))
        #expect(merging.levels.map(\.merging) == [0, 2, 0])
        #expect(places([10, 1500, 5000], in: merging) == [0, 3, 3])
        // Level 0 is merging into level 1.
        let low = try #require(SegmentStructure(Self.record([2, 3, 0, 2, 2, 1, 1, 5, 2, 1, 5, 0, 1, 3, 1, 8])))
        #expect(places([10, 1500, 5000], in: low) == [2, 2, 2])
    }

    @Test func idsAreUsedUp() throws {
        var structure = try #require(SegmentStructure(Self.record([0, 0, 0])))
        for _ in 0..<2000 {
            let id = try #require(structure.unusedID)
            structure.add(SegmentStructure.Segment(id: id, firstLeaf: 1, lastLeaf: 1))
        }
        #expect(structure.unusedID == nil)
        #expect(Set(structure.segments.map(\.id)) == Set(1...2000))
    }

    // MARK: - Averages

    @Test func averages() throws {
        #expect(SegmentAverages([], columns: 2)?.tokens == [0, 0])
        var averages = try #require(SegmentAverages([], columns: 2))
        averages.rows = 300
        averages.tokens = [1 << 40, 127]
        #expect(SegmentAverages(averages.encoded, columns: 2) == averages)
        #expect(SegmentAverages(averages.encoded, columns: 1) == nil)
        #expect(SegmentAverages(averages.encoded.dropLast(), columns: 2) == nil)
    }
}
