import IndexFile
import TextAnalysis

// This folder makes FTS5 segments without FTS5: workers collect postings in memory, and the sorted lists become leaf
// pages in FTS5's own format, which are put into its shadow tables. Its invariants:
//
// - Only rows that no segment of the table has ever held are written here, and ids are never used again. So the
//   order among segments, by which FTS5 tells new entries from old, has no meaning for what is linked here.
// - FTS5 caches the structure record and pending terms per connection. `SegmentLinker` makes it write and forget
//   both before it touches the record.
// - A table whose configuration or structure record is not of the one form known here (`SegmentStructure`,
//   `SegmentLinker.Obstacle`) is left to FTS5.
// - Unsafe memory: every address comes from a `GrowingMemory`, which checks its bounds in debug builds; none is kept
//   across a call that can grow it.

/// The inverted lists of the articles that one worker has analysed, in memory.
///
/// Every term has a chain of slices in one pool, each twice the size of the one before (after Lucene's byte block
/// pool, Busch 2010). The chain holds, for each article, ascending: the difference of its row to the one before
/// (varint); a byte with the length of what follows, or 0 when that is longer than 127; and the positions as an FTS5
/// position list, behind which a 0 stands where the length is not known. So a token costs one look-up of its term and
/// one or two bytes at the chain's end.
///
/// A term's place in memory is as good as random, so that it is not the work but the waiting for memory that counts.
/// Tokens are therefore taken by the block, and what they will touch is fetched for a whole block at a time: the
/// fetches overlap. That halves the time.
///
/// Rows are counted from a base that the batch sets.
struct PostingsBuffer: ~Copyable {
    /// What a token touches.
    // Not `private`: the compiler (6.3) cannot describe the buffer's memory to a debugger from another file then.
    struct Term {
        /// Where the next byte goes, and where the slice's room for bytes ends.
        var tail: UInt32
        var end: UInt32
        /// Where the length of the current position list goes.
        var lengthPlace: UInt32 = 0
        /// The current row plus one; 0 before the first.
        var row: UInt32 = 0
        var position: UInt32 = 0
        /// Bytes of the current position list.
        var length: UInt32 = 0
        var column: UInt8 = 0
        var level: UInt8 = 0
    }

    /// What only look-up, sorting and reading touch.
    struct Key {
        var hash: UInt32
        var start: UInt32
        var length: UInt32
        /// The chain's first slice.
        var head: UInt32
    }

    private var pool = GrowingMemory<UInt8>(capacity: 1 << 20)
    private var terms = GrowingMemory<Term>(capacity: 1 << 12)
    private var keys = GrowingMemory<Key>(capacity: 1 << 12)
    private var keyBytes = GrowingMemory<UInt8>(capacity: 1 << 16)
    /// Open addressing: a term's number plus one, 0 for an empty slot.
    private var slots: [UInt32] = Array(repeating: 0, count: 1 << 14)

    /// How many terms there are; they are numbered from 0.
    var termCount: Int { terms.count }

    /// Memory in use, and what sorting the terms will take.
    var bytes: Int {
        pool.bytes + terms.bytes + keys.bytes + keyBytes.bytes + slots.count * MemoryLayout<UInt32>.stride
            + terms.count * Self.sortingBytesPerTerm
    }

    private static let sortingBytesPerTerm = 24

    /// Offsets into the pool have 32 bits; a buffer that is half full is sealed.
    static let maximumBytes = 1 << 31

    /// Tokens whose terms are fetched together: what they touch fits into the first-level cache.
    private static let blockTokens = 96
    private var block: [UInt32] = Array(repeating: 0, count: blockTokens)
    /// Keeps the compiler from leaving out fetches whose value nobody needs.
    private var fetched: UInt32 = 0

    private static let firstSlice = 12
    private static let linkBytes = 4
    private static let highestLevel: UInt8 = 10

    /// Forgets everything and keeps the memory.
    mutating func removeAll() {
        pool.removeAll()
        terms.removeAll()
        keys.removeAll()
        keyBytes.removeAll()
        slots.withUnsafeMutableBufferPointer { $0.update(repeating: 0) }
    }

    // MARK: - Filling

    /// Adds the tokens of one column of an article. Rows come ascending, the columns of a row too.
    ///
    /// - Parameters:
    ///   - termBytes: what the tokens' terms lie in.
    ///   - known: numbers of terms by their place in `termBytes`, kept between calls.
    mutating func add(
        _ tokens: TokenStream, column: UInt8, row: UInt32, termBytes: UnsafeBufferPointer<UInt8>,
        known: inout TermNumbers
    ) {
        known.reserve(termBytes.count)
        var first = 0
        while first < tokens.tokens.count {
            let range = first..<min(first + Self.blockTokens, tokens.tokens.count)
            findNumbers(of: tokens.tokens[range], termBytes, &known)
            fetchTerms(range.count)
            for index in range {
                let number = Int(block[index - first])
                add(number, column: column, row: row, position: tokens.tokens[index].position)
            }
            first = range.upperBound
        }
    }

    @inline(__always)
    private mutating func findNumbers(
        of tokens: ArraySlice<Token>, _ termBytes: UnsafeBufferPointer<UInt8>, _ known: inout TermNumbers
    ) {
        var place = 0
        for token in tokens {
            let start = Int(token.termStart)
            var number = known[start]
            if number == 0 {
                let range = start..<start + Int(token.termLength)
                number = UInt32(self.number(of: UnsafeBufferPointer(rebasing: termBytes[range])) + 1)
                known[start] = number
            }
            block[place] = number - 1
            place += 1
        }
    }

    @inline(__always)
    private mutating func fetchTerms(_ count: Int) {
        var sum: UInt32 = 0
        for place in 0..<count { sum &+= terms.start[Int(block[place])].row }
        for place in 0..<count { sum &+= UInt32(pool.start[Int(terms.start[Int(block[place])].tail)]) }
        fetched = sum
    }

    /// The term is changed where it lies: a copy that is written field by field and read as a whole stalls.
    @inline(__always)
    private mutating func add(_ number: Int, column: UInt8, row: UInt32, position: UInt32) {
        let term = terms.start + number
        if term.pointee.row != row + 1 { begin(row, term) }
        if term.pointee.column != column {
            put(1, term)
            put(column, term)
            term.pointee.length += 2
            term.pointee.column = column
            term.pointee.position = 0
        }
        // FTS5 adds 2, so that no offset looks like the mark of a column.
        let offset = position - term.pointee.position + 2
        if offset < 0x80 {
            put(UInt8(truncatingIfNeeded: offset), term)
            term.pointee.length += 1
        } else {
            term.pointee.length += putVarint(UInt64(offset), term)
        }
        term.pointee.position = position
    }

    @inline(__always)
    private mutating func begin(_ row: UInt32, _ term: UnsafeMutablePointer<Term>) {
        seal(term)
        let before = term.pointee.row == 0 ? 0 : term.pointee.row - 1
        _ = putVarint(UInt64(row - before), term)
        if term.pointee.tail == term.pointee.end { addSlice(to: term) }
        term.pointee.lengthPlace = term.pointee.tail
        put(0, term)
        term.pointee.row = row + 1
        term.pointee.position = 0
        term.pointee.column = 0
        term.pointee.length = 0
    }

    /// Ends the current position list.
    @inline(__always)
    private mutating func seal(_ term: UnsafeMutablePointer<Term>) {
        guard term.pointee.length > 0 else { return }
        if term.pointee.length < 0x80 {
            pool.start[Int(term.pointee.lengthPlace)] = UInt8(truncatingIfNeeded: term.pointee.length)
        } else {
            put(0, term)
        }
        term.pointee.length = 0
    }

    @inline(__always)
    private mutating func put(_ byte: UInt8, _ term: UnsafeMutablePointer<Term>) {
        if term.pointee.tail == term.pointee.end { addSlice(to: term) }
        pool.start[Int(term.pointee.tail)] = byte
        term.pointee.tail += 1
    }

    private mutating func putVarint(_ value: UInt64, _ term: UnsafeMutablePointer<Term>) -> UInt32 {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Varint.maximumLength) { buffer in
            guard let start = buffer.baseAddress else { return 0 }
            let length = Varint.write(value, to: start)
            for byte in buffer[..<length] { put(byte, term) }
            return UInt32(length)
        }
    }

    private static func sliceBytes(_ level: UInt8) -> Int { firstSlice << Int(level) }

    @inline(never)
    private mutating func addSlice(to term: UnsafeMutablePointer<Term>) {
        if term.pointee.level < Self.highestLevel { term.pointee.level += 1 }
        let size = Self.sliceBytes(term.pointee.level)
        let place = pool.take(size)
        UnsafeMutableRawPointer(pool.start + Int(term.pointee.end)).storeBytes(of: UInt32(place), as: UInt32.self)
        term.pointee.tail = UInt32(place)
        term.pointee.end = UInt32(place + size - Self.linkBytes)
    }

    // MARK: - Terms

    @inline(never)
    private mutating func number(of key: UnsafeBufferPointer<UInt8>) -> Int {
        let hash = Self.hash(key)
        let mask = slots.count - 1
        var slot = Int(hash) & mask
        while slots[slot] != 0 {
            let number = Int(slots[slot] - 1)
            if keys[number].hash == hash, self.key(of: number).elementsEqual(key) { return number }
            slot = (slot + 1) & mask
        }
        let number = insert(key, hash)
        slots[slot] = UInt32(number + 1)
        if terms.count * 2 > slots.count { rehash() }
        return number
    }

    private mutating func insert(_ key: UnsafeBufferPointer<UInt8>, _ hash: UInt32) -> Int {
        let head = pool.take(Self.firstSlice)
        keys.append(
            Key(hash: hash, start: UInt32(keyBytes.count), length: UInt32(key.count), head: UInt32(head)))
        keyBytes.append(key)
        terms.append(Term(tail: UInt32(head), end: UInt32(head + Self.firstSlice - Self.linkBytes)))
        return terms.count - 1
    }

    private mutating func rehash() {
        slots = LargePages.array(repeating: 0, count: slots.count * 2)
        let mask = slots.count - 1
        for number in 0..<keys.count {
            var slot = Int(keys[number].hash) & mask
            while slots[slot] != 0 { slot = (slot + 1) & mask }
            slots[slot] = UInt32(number + 1)
        }
    }

    /// FNV-1a (Fowler, Noll and Vo, 1991), with its high bits folded in.
    private static func hash(_ key: UnsafeBufferPointer<UInt8>) -> UInt32 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in key { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return UInt32(truncatingIfNeeded: hash ^ hash >> 32)
    }

    // MARK: - Reading

    /// The bytes of a term; valid until another is added.
    func key(of number: Int) -> UnsafeBufferPointer<UInt8> {
        let key = keys[number]
        return UnsafeBufferPointer(
            rebasing: keyBytes.elements[Int(key.start)..<Int(key.start) + Int(key.length)])
    }

    /// Ends all position lists, and returns the terms in the order of their bytes. Nothing may be added afterwards.
    ///
    /// - Complexity: O(*n* log *n*) in the number of terms.
    mutating func sealed() -> [Int32] {
        struct Entry {
            /// The first eight bytes of the key, which mostly decide.
            var prefix: UInt64
            var number: Int32
        }
        var entries: [Entry] = []
        entries.reserveCapacity(terms.count)
        for number in 0..<terms.count {
            seal(terms.start + number)
            var prefix: UInt64 = 0
            let key = key(of: number)
            for index in 0..<8 { prefix = prefix << 8 | (index < key.count ? UInt64(key[index]) : 0) }
            entries.append(Entry(prefix: prefix, number: Int32(number)))
        }
        entries.sort { a, b in
            a.prefix != b.prefix
                ? a.prefix < b.prefix
                : key(of: Int(a.number)).lexicographicallyPrecedes(key(of: Int(b.number)))
        }
        return entries.map(\.number)
    }

    /// Appends a sealed term's chain to `list`, in one piece.
    func copyList(of number: Int, to list: inout GrowingMemory<UInt8>) {
        let tail = Int(terms[number].tail)
        var level: UInt8 = 0
        var slice = Int(keys[number].head)
        while true {
            let end = slice + Self.sliceBytes(level) - Self.linkBytes
            let isLast = tail >= slice && tail <= end
            list.append(UnsafeBufferPointer(rebasing: pool.elements[slice..<(isLast ? tail : end)]))
            if isLast { return }
            slice = Int(UnsafeRawPointer(pool.start + end).loadUnaligned(as: UInt32.self))
            if level < Self.highestLevel { level += 1 }
        }
    }
}

/// The numbers a buffer has given to the terms of one analyzer, by where they lie in the analyzer's bytes.
struct TermNumbers {
    /// A number plus one; 0 where none is known.
    private var numbers: [UInt32] = []

    fileprivate mutating func reserve(_ count: Int) {
        guard count > numbers.count else { return }
        numbers.append(contentsOf: repeatElement(0, count: max(count, numbers.count * 2) - numbers.count))
    }

    fileprivate subscript(place: Int) -> UInt32 {
        @inline(__always) get { numbers[place] }
        @inline(__always) set { numbers[place] = newValue }
    }
}

/// Reads the entries of a list that `PostingsBuffer.copyList` has copied.
struct PostingsReader {
    private let bytes: UnsafePointer<UInt8>
    private let end: Int
    private var offset: Int
    private(set) var row: UInt32 = 0
    /// The current position list, without its length.
    private(set) var positions = UnsafeBufferPointer<UInt8>(start: nil, count: 0)

    /// - Parameter bytes: valid as long as the reader is used.
    init(_ bytes: UnsafePointer<UInt8>, _ range: Range<Int>) {
        self.bytes = bytes
        offset = range.lowerBound
        end = range.upperBound
    }

    /// Moves to the next entry; `false` at the end.
    @inline(__always)
    mutating func next() -> Bool {
        guard offset < end else { return false }
        row += UInt32(truncatingIfNeeded: Varint.read(bytes, &offset))
        var length = Int(bytes[offset])
        offset += 1
        let start = offset
        if length == 0 {
            while bytes[offset] != 0 { _ = Varint.read(bytes, &offset) }
            length = offset - start
            offset += 1
        } else {
            offset += length
        }
        positions = UnsafeBufferPointer(start: bytes + start, count: length)
        return true
    }
}
