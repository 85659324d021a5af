/// The set of a text's shingles (see `ShingleHashes`), by which near duplicates are told for sure.
///
/// Words are runs of letters, marks, digits and apostrophes; in a script written without spaces every character is one.
/// That is nearly what tokens are, and needs no analyzer, which would have to get to know a text's words first.
public struct Shingles: Sendable {
    /// Two texts whose sets have this much in common are near duplicates of each other.
    public static let leastSimilarity = 0.8

    /// Words of the text.
    public private(set) var words = 0
    /// Each once. With 64 bits each, two shingles of a text of a million words are equal by chance once in 40 million
    /// times.
    private var hashes: [UInt64] = []
    /// The hashes by open addressing; 0 is an empty slot.
    private var slots: [UInt64]

    public var count: Int { hashes.count }

    /// - Complexity: O(bytes).
    public init(_ text: Span<UInt8>) {
        // Words have six bytes, space included; so half of the slots stay empty.
        slots = Array(repeating: 0, count: 1 << (Int.bitWidth - max(text.count / 3, 16).leadingZeroBitCount))
        hashes.reserveCapacity(text.count / 5)
        var shingles = ShingleHashes()
        var scanner = WordScanner()
        while let word = scanner.next(in: text) {
            let hash = ShingleWord.plainHash(text, word) ?? ShingleWord.hash(text, word, term: nil)
            if let hash = shingles.next(hash) { insert(hash) }
        }
        if let hash = shingles.rest { insert(hash) }
        words = shingles.count
    }

    /// What two texts have in common of all that they have (Jaccard's coefficient), from 0 to 1; 0 where neither has a
    /// word.
    ///
    /// - Complexity: O(shingles).
    public func similarity(to other: Shingles) -> Double {
        let (few, many) = count < other.count ? (self, other) : (other, self)
        let common = few.hashes.reduce(0) { $0 + (many.slots[many.place(of: $1)] != 0 ? 1 : 0) }
        let all = count + other.count - common
        return all > 0 ? Double(common) / Double(all) : 0
    }

    /// The slot a hash is in, or where it belongs.
    @inline(__always)
    private func place(of hash: UInt64) -> Int {
        let mask = slots.count - 1
        var place = Int(truncatingIfNeeded: hash) & mask
        while slots[place] != 0, slots[place] != hash { place = (place + 1) & mask }
        return place
    }

    @inline(__always)
    private mutating func insert(_ hash: UInt64) {
        let hash = hash == 0 ? 1 : hash
        let place = place(of: hash)
        guard slots[place] == 0 else { return }
        slots[place] = hash
        hashes.append(hash)
        if hashes.count * 4 > slots.count * 3 { grow() }
    }

    private mutating func grow() {
        slots = Array(repeating: 0, count: slots.count * 2)
        for hash in hashes { slots[place(of: hash)] = hash }
    }
}

/// Goes through a text word by word.
private struct WordScanner {
    private let classes = ByteClass.table
    private var index = 0

    /// The next word's bytes; `nil` at the end.
    @inline(__always)
    mutating func next(in text: Span<UInt8>) -> Range<Int>? {
        while index < text.count {
            let start = index
            var hasLetter = false
            scan: while index < text.count {
                switch classes[Int(text[index])] {
                case ByteClass.letter, ByteClass.digit:
                    hasLetter = true
                    index += 1
                case ByteClass.apostrophe: index += 1
                case ByteClass.lead:
                    let (scalar, length) = text.scalar(at: index)
                    if UnicodeData.isWord(scalar) {
                        guard !Script.of(scalar).isUnspaced else {
                            // It ends the word before it, and is one by itself.
                            if !hasLetter { index += length }
                            hasLetter = true
                            break scan
                        }
                        hasLetter = true
                    } else if Apostrophe.length(in: text, at: index) == nil {
                        break scan
                    }
                    index += length
                default: break scan
                }
            }
            if hasLetter { return start..<index }
            // What is no word: a byte of it, or a character.
            if index < text.count {
                index += classes[Int(text[index])] == ByteClass.lead ? text.scalar(at: index).length : 1
            }
        }
        return nil
    }
}
