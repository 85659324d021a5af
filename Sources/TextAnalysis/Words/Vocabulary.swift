/// The words met so far, each with the terms it is searched by, so that a word is folded and stemmed once
/// however often it occurs: an open-addressing hash table from a word as written to its terms.
///
/// Looking up a word costs what it takes to fetch one slot from memory, where all that is needed of a word of up to
/// 16 bytes stands in one half of a cache line.
struct Vocabulary {
    /// The terms of one word, one behind the other in `terms`.
    struct Entry {
        fileprivate var key = WordKey()
        var termStart: UInt32 = 0
        var wordLength: UInt16 = 0
        var unaccentedLength: UInt16 = 0
        var capitalsLength: UInt8 = 0
        var isStopWord = false
        /// Of the word, as far as it goes; 0 marks an empty slot: no word is empty.
        fileprivate var keyLength: UInt16 = 0
        /// Look-ups since it was made or kept.
        fileprivate var uses: UInt32 = 0
    }

    private var slots: [Entry]
    /// Words that are too long for a slot.
    private var longWords: [UInt8] = []
    private(set) var terms: [UInt8] = []
    private var count = 0
    /// Keeps the compiler from leaving out fetches whose value nobody needs.
    private var fetched: UInt16 = 0

    /// The longest word that a `Lookup` can stand for, in bytes.
    static let longestLookup = WordKey.capacity

    /// Distinct words kept before `trim` forgets them all; each takes about 80 bytes.
    private let capacity: Int

    init(capacity: Int) {
        self.capacity = capacity
        slots = Array(repeating: Entry(), count: 1 << 8)
    }

    /// Forgets words once there are too many of them, and says so. What was looked up before is no longer valid.
    ///
    /// Most words of a text occur once and never again; those that were met several times since the last trim stay.
    mutating func trim() -> Bool {
        guard count > capacity else { return false }
        var kept = slots.filter { $0.uses >= Self.fewestUses && Int($0.keyLength) <= WordKey.capacity }
        if kept.count > capacity / 2 { kept = [] }
        let oldTerms = terms
        self = Vocabulary(capacity: capacity)
        for var entry in kept {
            let start = Int(entry.termStart)
            entry.termStart = UInt32(terms.count)
            let length = Int(entry.wordLength) + Int(entry.unaccentedLength) + Int(entry.capitalsLength)
            terms += oldTerms[start..<start + length]
            entry.uses = 0
            add(entry)
        }
        return true
    }

    private static let fewestUses = 3

    /// The entry of the word `text[range]`, made by `normalizer` at the word's first occurrence.
    ///
    /// - Complexity: O(word length) when the word is known.
    @inline(__always)
    mutating func entry(for text: Span<UInt8>, _ range: Range<Int>, by normalizer: WordNormalizer) -> Entry {
        guard range.count <= WordKey.capacity else { return longEntry(for: text, range, by: normalizer) }
        return entry(lookup(text, range), text, by: normalizer)
    }

    /// A plain word that is to be looked up: where it stands, and its hash.
    struct Lookup {
        var range: Range<Int>
        fileprivate var key: WordKey
        fileprivate var hash: UInt64
    }

    /// The ASCII letters from `start` on, as a word to look up; `nil` where that needs a closer look: near the text's
    /// end, and where there are `longestLookup` or more.
    @inline(__always)
    func plainWord(_ text: Span<UInt8>, at start: Int) -> Lookup? {
        guard let (key, count) = WordKey.letters(text, at: start) else { return nil }
        return Lookup(range: start..<start + count, key: key, hash: key.hash)
    }

    /// What is needed to look up the word `text[range]`, of up to `WordKey.capacity` bytes, later on.
    @inline(__always)
    func lookup(_ text: Span<UInt8>, _ range: Range<Int>) -> Lookup {
        let key = WordKey(text, range)
        return Lookup(range: range, key: key, hash: key.hash)
    }

    /// Fetches from memory what the look-ups will touch. The fetches overlap, where those of one look-up after the
    /// other would be waited for in turn.
    @inline(__always)
    mutating func fetch(_ lookups: [Lookup]) {
        let mask = slots.count - 1
        var sum: UInt16 = 0
        for lookup in lookups { sum &+= slots[Int(truncatingIfNeeded: lookup.hash) & mask].keyLength }
        fetched = sum
    }

    /// The entry of a word as `entry(for:_:by:)` gives it.
    @inline(__always)
    mutating func entry(_ lookup: Lookup, _ text: Span<UInt8>, by normalizer: WordNormalizer) -> Entry {
        let length = UInt16(truncatingIfNeeded: lookup.range.count)
        let mask = slots.count - 1
        var index = Int(truncatingIfNeeded: lookup.hash) & mask
        while true {
            let entry = slots[index]
            if entry.key == lookup.key, entry.keyLength == length {
                slots[index].uses &+= 1
                return entry
            }
            if entry.keyLength == 0 { break }
            index = (index + 1) & mask
        }
        return insert(lookup.key, text, lookup.range, by: normalizer)
    }

    /// The entry of a word that no slot holds: its key is a hash, and where the word lies in `longWords`.
    @inline(never)
    private mutating func longEntry(
        for text: Span<UInt8>, _ range: Range<Int>, by normalizer: WordNormalizer
    ) -> Entry {
        let hash = WordKey.hash(ofLong: text, range)
        let length = UInt16(clamping: range.count)
        let mask = slots.count - 1
        var index = Int(truncatingIfNeeded: hash) & mask
        while slots[index].keyLength != 0 {
            let entry = slots[index]
            if entry.keyLength == length, entry.key.first == hash, isLongWord(entry, text, range) { return entry }
            index = (index + 1) & mask
        }
        let key = WordKey(first: hash, second: UInt64(longWords.count) << 32 | UInt64(range.count))
        for place in range { longWords.append(text[place]) }
        return insert(key, text, range, by: normalizer)
    }

    private func isLongWord(_ entry: Entry, _ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard Int(entry.key.second & 0xFFFF_FFFF) == range.count else { return false }
        var place = Int(entry.key.second >> 32)
        for index in range {
            if longWords[place] != text[index] { return false }
            place += 1
        }
        return true
    }

    @inline(never)
    private mutating func insert(
        _ key: WordKey, _ text: Span<UInt8>, _ range: Range<Int>, by normalizer: WordNormalizer
    ) -> Entry {
        let normalized = normalizer.terms(of: text.extracting(range))
        var entry = Entry(key: key, termStart: UInt32(terms.count), keyLength: UInt16(clamping: range.count))
        terms += normalized.word
        terms += normalized.unaccented
        terms += normalized.capitals
        entry.wordLength = UInt16(normalized.word.count)
        entry.unaccentedLength = UInt16(normalized.unaccented.count)
        entry.capitalsLength = UInt8(normalized.capitals.count)
        entry.isStopWord = normalized.isStopWord
        add(entry)
        return entry
    }

    private mutating func add(_ entry: Entry) {
        if count * 2 >= slots.count { grow() }
        place(entry)
        count += 1
    }

    private mutating func grow() {
        let old = slots
        slots = LargePages.array(repeating: Entry(), count: old.count * 2)
        for entry in old where entry.keyLength > 0 { place(entry) }
    }

    private mutating func place(_ entry: Entry) {
        let mask = slots.count - 1
        let hash = Int(entry.keyLength) <= WordKey.capacity ? entry.key.hash : entry.key.first
        var index = Int(truncatingIfNeeded: hash) & mask
        while slots[index].keyLength > 0 { index = (index + 1) & mask }
        slots[index] = entry
    }
}

/// Up to 16 bytes of a word, zeros behind them, as two numbers that are compared and hashed at once.
private struct WordKey: Equatable {
    var first: UInt64 = 0
    var second: UInt64 = 0

    static let capacity = 16

    init() {}

    init(first: UInt64, second: UInt64) {
        self.first = first
        self.second = second
    }

    @inline(__always)
    init(_ text: Span<UInt8>, _ range: Range<Int>) {
        let count = range.count
        if range.lowerBound + Self.capacity <= text.count {
            // The text goes on: what does not belong to the word is cut off.
            let (a, b) = Self.halves(text, at: range.lowerBound)
            first = count >= 8 ? a : a & ~(~0 << UInt64(8 * count))
            second = count >= 16 ? b : count > 8 ? b & ~(~0 << UInt64(8 * (count - 8))) : 0
        } else {
            for offset in 0..<count {
                let byte = UInt64(text[range.lowerBound + offset]) << UInt64(8 * (offset & 7))
                if offset < 8 { first |= byte } else { second |= byte }
            }
        }
    }

    /// The 16 bytes at `start`, which must be there.
    @inline(__always)
    private static func halves(_ text: Span<UInt8>, at start: Int) -> (UInt64, UInt64) {
        text.withUnsafeBytes { bytes in
            (
                UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self)),
                UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: start + 8, as: UInt64.self))
            )
        }
    }

    /// The ASCII letters from `start` on and how many they are, found eight bytes at a time: where a word ends is not
    /// to be foreseen, so that a loop over its bytes would be mistaken by the processor at each.
    @inline(__always)
    static func letters(_ text: Span<UInt8>, at start: Int) -> (key: WordKey, count: Int)? {
        guard start + capacity <= text.count else { return nil }
        let (a, b) = halves(text, at: start)
        let firstCount = lettersAtStart(of: a)
        if firstCount < 8 { return (WordKey(first: a & ~(~0 << UInt64(8 * firstCount)), second: 0), firstCount) }
        let secondCount = lettersAtStart(of: b)
        guard secondCount < 8 else { return nil }
        return (WordKey(first: a, second: b & ~(~0 << UInt64(8 * secondCount))), 8 + secondCount)
    }

    @inline(__always)
    private static func lettersAtStart(of bytes: UInt64) -> Int {
        let top: UInt64 = 0x8080_8080_8080_8080
        let folded = (bytes | 0x2020_2020_2020_2020) & ~top
        // The top bit of each byte: at least "a", and more than "z".
        let isAtLeastA = folded &+ 0x1F1F_1F1F_1F1F_1F1F
        let isMoreThanZ = folded &+ 0x0505_0505_0505_0505
        let isLetter = isAtLeastA & ~isMoreThanZ & ~bytes & top
        return (isLetter ^ top).trailingZeroBitCount >> 3
    }

    /// Both halves by multiplication and folding (after wyhash, Wang Yi 2019).
    @inline(__always)
    var hash: UInt64 {
        Self.mix(first ^ 0x9E37_79B9_7F4A_7C15, second ^ 0xD6E8_FEB8_6659_FD93)
    }

    /// The hash of a word of any length, eight bytes at a time.
    static func hash(ofLong text: Span<UInt8>, _ range: Range<Int>) -> UInt64 {
        var state: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(truncatingIfNeeded: range.count)
        var chunk: UInt64 = 0
        for (offset, index) in range.enumerated() {
            chunk |= UInt64(text[index]) << UInt64(8 * (offset & 7))
            if offset & 7 == 7 {
                state = mix(state ^ chunk, 0xD6E8_FEB8_6659_FD93)
                chunk = 0
            }
        }
        return mix(state ^ chunk, 0xD6E8_FEB8_6659_FD93)
    }

    @inline(__always)
    private static func mix(_ a: UInt64, _ b: UInt64) -> UInt64 {
        let product = a.multipliedFullWidth(by: b)
        return product.high ^ product.low
    }
}
