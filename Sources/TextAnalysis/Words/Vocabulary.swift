/// The words met so far, each with the terms it is searched by, so that a word is folded and stemmed once
/// however often it occurs: an open-addressing hash table from a word as written to its terms.
struct Vocabulary {
    /// The terms of one word, one behind the other in `terms`.
    struct Entry {
        var hash: UInt64 = 0
        var keyStart: UInt32 = 0
        /// 0 marks an empty slot: no word is empty.
        var keyLength: UInt32 = 0
        var termStart: UInt32 = 0
        var wordLength: UInt16 = 0
        var unaccentedLength: UInt16 = 0
        var capitalsLength: UInt16 = 0
        var isStopWord = false
    }

    private var slots: [Entry]
    private var keys: [UInt8] = []
    private(set) var terms: [UInt8] = []
    private var count = 0

    /// Distinct words kept before `trim` forgets them all; each takes about 80 bytes.
    private let capacity: Int

    init(capacity: Int = 1 << 18) {
        self.capacity = capacity
        slots = Array(repeating: Entry(), count: 1 << 8)
    }

    /// Forgets every word once there are too many of them. What was looked up before is no longer valid.
    mutating func trim() {
        guard count > capacity else { return }
        self = Vocabulary(capacity: capacity)
    }

    /// The entry of the word `text[range]`, made by `normalizer` at the word's first occurrence.
    ///
    /// - Complexity: O(word length) when the word is known.
    @inline(__always)
    mutating func entry(for text: Span<UInt8>, _ range: Range<Int>, by normalizer: WordNormalizer) -> Entry {
        let hash = Self.hash(text, range)
        let mask = slots.count - 1
        var index = Int(truncatingIfNeeded: hash) & mask
        while true {
            let entry = slots[index]
            if entry.keyLength == 0 { break }
            if entry.hash == hash, Int(entry.keyLength) == range.count, isKey(entry, text, range) {
                return entry
            }
            index = (index + 1) & mask
        }
        return insert(text, range, hash: hash, by: normalizer)
    }

    @inline(__always)
    private func isKey(_ entry: Entry, _ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var key = Int(entry.keyStart)
        for index in range {
            if keys[key] != text[index] { return false }
            key += 1
        }
        return true
    }

    @inline(never)
    private mutating func insert(
        _ text: Span<UInt8>, _ range: Range<Int>, hash: UInt64, by normalizer: WordNormalizer
    ) -> Entry {
        var entry = Entry(
            hash: hash, keyStart: UInt32(keys.count), keyLength: UInt32(range.count),
            termStart: UInt32(terms.count))
        let word = text.extracting(range)
        for index in word.indices { keys.append(word[index]) }
        let normalized = normalizer.terms(of: word)
        terms += normalized.word
        terms += normalized.unaccented
        terms += normalized.capitals
        entry.wordLength = UInt16(normalized.word.count)
        entry.unaccentedLength = UInt16(normalized.unaccented.count)
        entry.capitalsLength = UInt16(normalized.capitals.count)
        entry.isStopWord = normalized.isStopWord
        if count * 2 >= slots.count { grow() }
        place(entry)
        count += 1
        return entry
    }

    private mutating func grow() {
        let old = slots
        slots = Array(repeating: Entry(), count: old.count * 4)
        for entry in old where entry.keyLength > 0 { place(entry) }
    }

    private mutating func place(_ entry: Entry) {
        let mask = slots.count - 1
        var index = Int(truncatingIfNeeded: entry.hash) & mask
        while slots[index].keyLength > 0 { index = (index + 1) & mask }
        slots[index] = entry
    }

    /// Eight bytes at a time by multiplication and folding (after wyhash, Wang Yi 2019).
    @inline(__always)
    private static func hash(_ text: Span<UInt8>, _ range: Range<Int>) -> UInt64 {
        var state: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(truncatingIfNeeded: range.count)
        var chunk: UInt64 = 0
        var filled = 0
        for index in range {
            chunk |= UInt64(text[index]) << UInt64(filled)
            filled += 8
            if filled == 64 {
                state = mix(state ^ chunk)
                chunk = 0
                filled = 0
            }
        }
        return mix(state ^ chunk)
    }

    @inline(__always)
    private static func mix(_ value: UInt64) -> UInt64 {
        let product = value.multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
        return product.high ^ product.low
    }
}
