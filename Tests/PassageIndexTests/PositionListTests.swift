import TestSupport
import Testing

@testable import IndexFile
@testable import PassageIndex

/// Position lists are counted eight bytes at a time, so that every length, alignment and number that looks like
/// another one matters.
@Suite struct PositionListTests {
    /// A list as it lies on a page: at any address, with anything behind it.
    private struct Sample: CustomStringConvertible {
        var bytes: [UInt8] = []
        /// Bytes before the list, which move it away from an address that is a multiple of eight.
        var shift: Int
        var behind: [UInt8]

        var description: String { "\(bytes), \(shift) bytes on, before \(behind)" }

        init(_ bytes: [UInt8], shift: Int, using generator: inout SplitMix64) {
            self.bytes = bytes
            self.shift = shift
            behind = (0..<PositionList.padding).map { _ in UInt8.random(in: 0...255, using: &generator) }
            // Whoever reads on behind the list has to come to an end there.
            behind[PositionList.padding - 1] &= 0x7F
        }

        func withList<Result>(_ body: (PositionList) -> Result) -> Result {
            let memory = [UInt8](repeating: 0xFF, count: shift) + bytes + behind
            return memory.withUnsafeBufferPointer { buffer in
                // Not empty, as there is something behind every list.
                body(PositionList(start: buffer.baseAddress.unsafelyUnwrapped + shift, count: bytes.count))
            }
        }
    }

    /// What the bytes say, read one number after the other as FTS5's documentation tells it.
    private static func places(_ bytes: [UInt8]) -> [Place] {
        var places: [Place] = []
        var field = 0
        var position = 0
        var numbers = (Varint.all(bytes) ?? [])[...]
        while let number = numbers.popFirst() {
            if number == 1 {
                field = Int(numbers.popFirst() ?? 0)
                position = 0
            } else {
                position += Int(number) - 2
                places.append(Place(field: field, position: position))
            }
        }
        return places
    }

    private func check(_ sample: Sample, _ comment: String) {
        let expected = Self.places(sample.bytes)
        var found: [Place] = []
        sample.withList { $0.forEachPlace { found.append(Place(field: $0, position: $1)) } }
        #expect(found == expected, "\(comment): \(sample)")
        let title = expected.count { $0.field == ArticleField.title.rawValue }
        let frequency = sample.withList { $0.frequency }
        #expect(
            frequency == TermFrequency(body: expected.count - title, title: title), "\(comment): \(sample)")
    }

    /// How far it is to the next position, in numbers of one to four bytes; those that end like the mark of a field
    /// among them.
    private static func distance(using generator: inout SplitMix64) -> Int {
        let bytes = Int.random(in: 1...4, using: &generator)
        if Bool.random(using: &generator) {
            let high = Int.random(in: 1...max(1, 1 << (7 * max(bytes - 1, 1)) - 1), using: &generator)
            return high << 7 | 1 - 2
        }
        return Int.random(in: 0..<1 << (7 * bytes) - 2, using: &generator)
    }

    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func listsAreReadAsAPlainDecoderReadsThem(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        for length in 1...200 {
            // In the body, in the title, in both.
            let inTitle =
                Int.random(in: 0...3, using: &generator) == 0 ? length : Int.random(in: 0...2, using: &generator)
            var offsets: [[Int]] = [[], []]
            for index in 0..<length {
                let field = index < length - inTitle ? 0 : 1
                let isNear = Int.random(in: 0..<3, using: &generator) > 0
                let distance = isNear ? Int.random(in: 1...3, using: &generator) : Self.distance(using: &generator)
                offsets[field].append((offsets[field].last ?? 0) + distance)
            }
            let shift = Int.random(in: 0...7, using: &generator)
            check(
                Sample(DocumentModel.positionList(offsets), shift: shift, using: &generator),
                "seed \(seed), \(length) places")
        }
    }

    /// Each length in bytes at each alignment, of numbers of each length; a number is split between two words of eight
    /// bytes wherever it can be.
    @Test func everyLengthAtEveryAlignment() {
        var generator = SplitMix64(seed: 1)
        for number in [2, 0x7F, 0x81, 0x101, 0x3FFF, 0x4001, 0x8081, 0x20_0001, 0x20_4001] as [UInt64] {
            for leading in 0...8 {
                for count in 1...9 {
                    var bytes = [UInt8](repeating: 3, count: leading)
                    for _ in 0..<count { bytes.appendVarint(number) }
                    for shift in 0...7 {
                        check(Sample(bytes, shift: shift, using: &generator), "\(leading) bytes, \(count) of \(number)")
                        let inTitle = bytes + [1, 1] + bytes
                        check(Sample(inTitle, shift: shift, using: &generator), "title, \(count) of \(number)")
                    }
                }
            }
        }
    }

    @Test func anEmptyListHasNothing() {
        var generator = SplitMix64(seed: 1)
        for shift in 0...7 { check(Sample([], shift: shift, using: &generator), "empty") }
    }

    @Test func titlesOfAnyLengthAreCounted() {
        var generator = SplitMix64(seed: 1)
        for count in [254, 255, 256, 1000] {
            let list = DocumentModel.positionList([[0], Array(0..<count)])
            check(Sample(list, shift: 0, using: &generator), "\(count) in the title")
            let frequency = Sample(list, shift: 0, using: &generator).withList { $0.frequency }
            #expect(frequency.title == min(count, 255) && frequency.body == 1)
        }
    }
}
