/// The hashes of a text's shingles: of every five words in a row, in the order of the text (Broder, 1997).
///
/// A text of fewer than five words is one shingle; one without a word has none. Five hashes become one by a cyclic
/// polynomial (Cohen, 1997; Lemire and Kaser, 2010): each step turns what there is by some bits and adds the next word's
/// hash, so that the order of the words tells.
struct ShingleHashes {
    /// Words of a shingle.
    static let words = 5

    // The hashes of the last word, of the last two, and so on.
    private var one: UInt64 = 0
    private var two: UInt64 = 0
    private var three: UInt64 = 0
    private var four: UInt64 = 0
    /// Words so far.
    private(set) var count = 0

    /// Takes the text's next word by its hash; returns the hash of the shingle that it ends, if it ends one.
    @inline(__always)
    mutating func next(_ word: UInt64) -> UInt64? {
        let five = Self.turned(four) ^ word
        four = Self.turned(three) ^ word
        three = Self.turned(two) ^ word
        two = Self.turned(one) ^ word
        one = word
        count += 1
        return count >= Self.words ? five : nil
    }

    /// The hash of the whole text as one shingle, when it was too short for any other.
    var rest: UInt64? {
        switch count {
        case 1: one
        case 2: two
        case 3: three
        case 4: four
        default: nil
        }
    }

    /// The turns of five words lie well apart.
    @inline(__always)
    private static func turned(_ hash: UInt64) -> UInt64 { hash << 13 | hash >> 51 }
}
