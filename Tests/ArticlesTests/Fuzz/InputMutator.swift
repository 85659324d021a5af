import TestSupport

/// Makes inputs out of fixtures, the same ones for the same seed.
struct InputMutator {
    private let corpus: FuzzCorpus
    /// Fixtures of any format, to be spliced in.
    private let others: [[UInt8]]
    private let mostBytes = 1 << 16

    init(_ corpus: FuzzCorpus, others: [[UInt8]]) {
        self.corpus = corpus
        self.others = others
    }

    func input(_ generator: inout SplitMix64) -> [UInt8] {
        var bytes = corpus.fixtures.randomElement(using: &generator) ?? []
        // Most inputs are but a little wrong, for what is wrong all over is refused at once.
        repeat { mutate(&bytes, &generator) } while Int.random(in: 0..<3, using: &generator) > 0
        return bytes.count > mostBytes ? Array(bytes.prefix(mostBytes)) : bytes
    }

    private func mutate(_ bytes: inout [UInt8], _ generator: inout SplitMix64) {
        let place = Int.random(in: 0...bytes.count, using: &generator)
        let range = place..<min(bytes.count, place + length(&generator))
        switch Int.random(in: 0..<11, using: &generator) {
        case 0:
            for index in range.prefix(4) { bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &generator) }
        case 1:
            for index in range.prefix(8) { bytes[index] = UInt8.random(in: 0...255, using: &generator) }
        case 2: bytes.removeSubrange(range)
        case 3: bytes.insert(contentsOf: bytes[range], at: place)
        case 4, 5: bytes.insert(contentsOf: corpus.tokens.randomElement(using: &generator) ?? [], at: place)
        case 6: bytes.replaceSubrange(range, with: corpus.tokens.randomElement(using: &generator) ?? [])
        case 7: splice(&bytes, at: place, with: corpus.fixtures, &generator)
        case 8:
            if Int.random(in: 0..<4, using: &generator) == 0 { splice(&bytes, at: place, with: others, &generator) }
        case 9: bytes.removeSubrange(place...)
        default: grow(&bytes, range, &generator)
        }
    }

    /// Mostly a few bytes.
    private func length(_ generator: inout SplitMix64) -> Int {
        Int.random(in: 0...[1, 4, 16, 64, 1024].randomElement(using: &generator, orElse: 1), using: &generator)
    }

    private func splice(
        _ bytes: inout [UInt8], at place: Int, with fixtures: [[UInt8]], _ generator: inout SplitMix64
    ) {
        guard let other = fixtures.randomElement(using: &generator) else { return }
        let start = Int.random(in: 0...other.count, using: &generator)
        bytes.replaceSubrange(place..., with: other[start...])
    }

    /// Repeats a piece, so that lines, nesting and names get long.
    private func grow(_ bytes: inout [UInt8], _ range: Range<Int>, _ generator: inout SplitMix64) {
        let isToken = Bool.random(using: &generator)
        let piece = isToken ? corpus.tokens.randomElement(using: &generator) ?? [] : Array(bytes[range])
        let count = [2, 16, 256, 4096].randomElement(using: &generator, orElse: 2)
        guard !piece.isEmpty, bytes.count + piece.count * count <= mostBytes else { return }
        bytes.insert(contentsOf: (0..<count).flatMap { _ in piece }, at: range.lowerBound)
    }
}

extension Array {
    fileprivate func randomElement(using generator: inout SplitMix64, orElse other: Element) -> Element {
        randomElement(using: &generator) ?? other
    }
}
