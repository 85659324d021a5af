/// Reads the terms of one segment, and the rows of one term after the other, a page at a time.
///
/// What is looked at for every row is not checked for exclusive access, which took a tenth of a query of many words:
/// nothing that is called while one of these is changed leads back here.
final class SegmentReader {
    /// Behind the last row; no article has it.
    static let end = noArticle

    private struct Posting {
        var row: UInt32
        /// The position list in `bytes`; of no length where it only takes back an older entry of the row.
        var start: UInt32
        var length: UInt32
    }

    /// A posting whose position list goes on on the next page.
    private struct CutPosting {
        var row: UInt32
        var length: Int
    }

    private let pages: LeafPages
    private let segment: SegmentStructure.Segment

    /// What of the page is behind its header, and before it what a position list has on the pages before.
    @exclusivity(unchecked) private var bytes = GrowingMemory<UInt8>(capacity: 8 << 10)
    private var page = 0
    /// Where in `bytes` the page's content ends.
    private var contentEnd = 0
    /// Where the next term of the page begins; `contentEnd` when there is none.
    private var nextTermPlace = 0
    private var hasNextTerm = false
    /// Where the page's footer goes on, and what it counts from.
    private var footerPlace = 0
    private var footerEnd = 0
    private var isFirstTermOfPage = true

    /// The term as FTS5 keeps it.
    private var term = GrowingMemory<UInt8>(capacity: 64)
    private var termPage = 0
    private var hasIndex = false
    private var index: DoclistIndexReader?

    @exclusivity(unchecked) private var postings = GrowingMemory<Posting>(capacity: 256)
    @exclusivity(unchecked) private var next = 0
    private var cut: CutPosting?
    /// Whether the doclist may go on on the next page.
    private var goesOn = false

    /// The row the reader is at; `end` behind the last.
    @exclusivity(unchecked) private(set) var row = SegmentReader.end

    init(_ pages: LeafPages, _ segment: SegmentStructure.Segment) {
        self.pages = pages
        self.segment = segment
    }

    // MARK: - Terms

    /// A term as FTS5 keeps it.
    static func key(_ term: some Sequence<UInt8>) -> [UInt8] { [LeafForm.mainIndex] + term }

    /// Goes to the first row of a term; `false` when the segment has no such term.
    ///
    /// - Complexity: two look-ups in B-trees, and the terms of a page.
    func seek(_ key: UnsafeBufferPointer<UInt8>) throws -> Bool {
        guard let leaf = try pages.leaf(for: key, in: segment.id), try load(leaf.page) else { return false }
        hasIndex = leaf.hasIndex
        while try readTermOnPage() {
            switch compare(term.elements, key) {
            case 0:
                try beginDoclist()
                return true
            case 1...: return false
            default: break
            }
        }
        return false
    }

    /// Goes to the first term that is not before `key`; `false` when there is none.
    func seekTerm(notBefore key: UnsafeBufferPointer<UInt8>) throws -> Bool {
        let leaf = try pages.leaf(for: key, in: segment.id)
        // A merge under way has taken the terms in front of the first leaf, but not what says where they were.
        guard try load(max(leaf?.page ?? 0, segment.firstLeaf)) else { return false }
        repeat {
            guard try readTerm() else { return false }
        } while compare(term.elements, key) < 0
        try beginDoclist()
        return true
    }

    /// Goes to the next term; `false` behind the last.
    func nextTerm() throws -> Bool {
        guard try readTerm() else { return false }
        try beginDoclist()
        return true
    }

    /// The term without FTS5's mark; valid until the reader moves.
    var currentTerm: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: term.elements.dropFirst()) }

    /// Whether looking the term up leads to where it stands.
    func isFoundByLookUp() throws -> Bool { try pages.leaf(for: term.elements, in: segment.id)?.page == termPage }

    /// Below zero where this reader's term comes before the other's, above where it comes behind it.
    func compareTerm(with other: SegmentReader) -> Int { compare(term.elements, other.term.elements) }

    private func compare(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Int {
        for place in 0..<min(a.count, b.count) where a[place] != b[place] { return a[place] < b[place] ? -1 : 1 }
        return a.count == b.count ? 0 : a.count < b.count ? -1 : 1
    }

    /// Reads the next term, on this page or a later one.
    private func readTerm() throws -> Bool {
        hasIndex = false
        while true {
            if try readTermOnPage() { return true }
            guard try load(page + 1) else { return false }
        }
    }

    private func readTermOnPage() throws -> Bool {
        guard hasNextTerm else { return false }
        var place = nextTermPlace
        let shared = isFirstTermOfPage ? 0 : Varint.read(bytes.start, &place)
        let length = Varint.read(bytes.start, &place)
        guard shared <= term.count, place <= contentEnd, length <= contentEnd - place else { throw damaged }
        term.giveBack(term.count - Int(shared))
        term.append(UnsafeBufferPointer(start: bytes.start + place, count: Int(length)))
        isFirstTermOfPage = false
        doclistPlace = place + Int(length)
        try findNextTerm()
        termPage = page
        // Other indexes than the main one come behind it; there are none.
        guard term.count > 0, term[0] == LeafForm.mainIndex else { throw damaged }
        return true
    }

    private var doclistPlace = 0

    /// Finds where the next term of the page begins, by its footer.
    private func findNextTerm() throws {
        hasNextTerm = footerPlace < footerEnd
        guard hasNextTerm else {
            nextTermPlace = contentEnd
            return
        }
        nextTermPlace &+= Int(truncatingIfNeeded: Varint.read(bytes.start, &footerPlace))
        guard nextTermPlace >= doclistPlace, nextTermPlace < contentEnd, footerPlace <= footerEnd else {
            throw damaged
        }
    }

    // MARK: - Pages

    /// Copies a page behind the first `kept` bytes; `false` when the segment has no such page.
    private func load(_ number: Int, keeping kept: Int = 0) throws -> Bool {
        guard number >= segment.firstLeaf, number <= segment.lastLeaf else { return false }
        bytes.giveBack(bytes.count - kept)
        let header = try copy(number)
        footerEnd = bytes.count
        let padding = bytes.take(PositionList.padding)
        (bytes.start + padding).initialize(repeating: 0, count: PositionList.padding)
        // A place on the page is one in `bytes`, this much further on.
        let shift = kept - LeafForm.headerBytes
        page = number
        contentEnd = header.content + shift
        firstRowPlace = header.firstRow > 0 ? header.firstRow + shift : nil
        footerPlace = contentEnd
        guard contentEnd >= kept, contentEnd <= footerEnd,
            (kept...contentEnd).contains(firstRowPlace ?? contentEnd)
        else { throw damaged }
        doclistPlace = kept
        nextTermPlace = shift
        isFirstTermOfPage = true
        try findNextTerm()
        return true
    }

    /// Copies what is behind a page's header, and returns what that says.
    private func copy(_ number: Int) throws -> (firstRow: Int, content: Int) {
        func copy(_ page: UnsafeBufferPointer<UInt8>) throws -> (Int, Int) {
            guard page.count >= LeafForm.headerBytes else { throw damaged }
            bytes.append(UnsafeBufferPointer(rebasing: page[LeafForm.headerBytes...]))
            return (Int(page[0]) << 8 | Int(page[1]), Int(page[2]) << 8 | Int(page[3]))
        }
        guard number == page + 1 else {
            run = nil
            return try pages.withLeaf(number, of: segment.id, copy)
        }
        if run == nil { run = try pages.run(from: number, to: segment.lastLeaf, of: segment.id) }
        return try run?.withNext(copy) ?? pages.withLeaf(number, of: segment.id, copy)
    }

    /// While one page is read after the other.
    private var run: PageRun?

    private var firstRowPlace: Int?

    private var damaged: any Error { LeafPages.damaged("page \(page) of segment \(segment.id) is damaged") }

    // MARK: - Rows

    private func beginDoclist() throws {
        index = nil
        cut = nil
        try readBlock(from: doclistPlace)
    }

    /// Reads the postings that begin between `place` and the page's next term, and where there are none, on.
    private func readBlock(from place: Int) throws {
        postings.removeAll()
        next = 0
        try readPostings(from: place)
        if postings.count == 0 { try loadBlock() }
        row = postings.count > 0 ? postings[0].row : Self.end
    }

    private func readPostings(from first: Int) throws {
        let end = nextTermPlace
        let lastRow = UInt64(pages.lastArticle)
        var place = first
        // The first row on a page, and of a term, is whole.
        var row: UInt64 = 0
        while place < end {
            row &+= Varint.read(bytes.start, &place)
            let length = Int(truncatingIfNeeded: Varint.read(bytes.start, &place) >> 1)
            guard row <= lastRow, place <= end, length >= 0 else { throw damaged }
            if length > end - place {
                guard !hasNextTerm else { throw damaged }
                cut = CutPosting(row: UInt32(row), length: length)
                keep(from: place, to: end)
                break
            }
            postings.append(Posting(row: UInt32(row), start: UInt32(place), length: UInt32(length)))
            place += length
        }
        goesOn = !hasNextTerm
    }

    /// What a cut position list has on the pages so far.
    private var beginning = GrowingMemory<UInt8>(capacity: 64)

    private func keep(from start: Int, to end: Int) {
        beginning.removeAll()
        beginning.append(UnsafeBufferPointer(start: bytes.start + start, count: end - start))
    }

    /// Reads on on the next page; there are no more postings at the doclist's end.
    private func loadBlock() throws {
        postings.removeAll()
        next = 0
        // A page may hold nothing but parts of position lists.
        while goesOn, postings.count == 0 {
            if let posting = cut { try loadRest(of: posting) } else { try loadNextRows() }
        }
    }

    private func loadNextRows() throws {
        guard try load(page + 1), let place = firstRowPlace, place < nextTermPlace else {
            goesOn = false
            return
        }
        try readPostings(from: place)
    }

    /// Takes what the next page has of a cut position list, and the rows behind it.
    private func loadRest(of posting: CutPosting) throws {
        bytes.removeAll()
        bytes.append(beginning.elements)
        let kept = beginning.count
        guard try load(page + 1, keeping: kept) else { throw damaged }
        let end = firstRowPlace ?? nextTermPlace
        if end < posting.length {
            guard firstRowPlace == nil, !hasNextTerm else { throw damaged }
            return beginning.append(UnsafeBufferPointer(start: bytes.start + kept, count: end - kept))
        }
        guard end == posting.length else { throw damaged }
        cut = nil
        postings.append(Posting(row: posting.row, start: 0, length: UInt32(posting.length)))
        try readPostings(from: end)
    }

    /// Goes to the next row.
    @inline(__always)
    func advance() throws {
        next += 1
        if next < postings.count { row = postings[next].row } else { try advanceToNextBlock() }
    }

    @inline(never)
    private func advanceToNextBlock() throws {
        try loadBlock()
        row = postings.count > 0 ? postings[0].row : Self.end
    }

    /// Shows the rows from the current one on that are before `limit`, and goes behind them.
    @inline(__always)
    func forEachPosting(before limit: UInt32, _ body: (UInt32, PositionList) -> Void) throws {
        while row < limit {
            let all = postings.elements
            let memory = UnsafePointer(bytes.start)
            var place = next
            while place < all.count, all[place].row < limit {
                let posting = all[place]
                body(posting.row, PositionList(start: memory + Int(posting.start), count: Int(posting.length)))
                place += 1
            }
            next = place
            if place < all.count { row = all[place].row } else { try advanceToNextBlock() }
        }
    }

    /// Goes to the first row that is not before `target`, by way of the doclist's index where there is one.
    func advance(to target: UInt32) throws {
        while row < target {
            guard let last = postings.elements.last, last.row < target else {
                // Among the rows of the page, from where the reader is.
                var low = next + 1
                var high = postings.count - 1
                while low < high {
                    let middle = (low + high) / 2
                    if postings[middle].row < target { low = middle + 1 } else { high = middle }
                }
                next = low
                row = postings[low].row
                return
            }
            if let page = try pageBefore(target), page > self.page + 1 || (page > self.page && cut == nil) {
                cut = nil
                guard try load(page), let place = firstRowPlace else { throw damaged }
                try readBlock(from: place)
            } else {
                try advanceToNextBlock()
            }
        }
    }

    /// The last page whose first row is not behind `target`.
    private func pageBefore(_ target: UInt32) throws -> Int? {
        guard hasIndex, goesOn else { return nil }
        if index == nil { index = try DoclistIndexReader(pages, segment: segment.id, termPage: termPage) }
        return index?.page(before: target, after: page)
    }

    /// The position list of the row.
    @inline(__always)
    var positions: PositionList {
        let posting = postings[next]
        return PositionList(start: UnsafePointer(bytes.start) + Int(posting.start), count: Int(posting.length))
    }
}

/// The first row of each page that a long doclist goes on over.
private struct DoclistIndexReader {
    private var pages: [Int] = []
    private var rows: [UInt32] = []

    /// - Parameter termPage: where the term stands; the index's nodes are numbered from there.
    init(_ leafPages: LeafPages, segment: Int, termPage: Int) throws {
        var node = termPage
        var isRoot = false
        while !isRoot {
            let isThere = try leafPages.withIndexNode(node, of: segment) { bytes in
                guard bytes.count > 1 else { throw LeafPages.damaged("an index of a doclist is damaged") }
                let memory = Array(bytes) + [UInt8](repeating: 0, count: PositionList.padding)
                return memory.withUnsafeBufferPointer { padded -> Bool in
                    guard let start = padded.baseAddress else { return false }
                    var place = 1
                    var page = Int(truncatingIfNeeded: Varint.read(start, &place))
                    // The node that follows goes on where this one ends, or it belongs to another term.
                    if let last = pages.last, page <= last { return false }
                    if pages.isEmpty, page <= termPage { return false }
                    var row = Varint.read(start, &place)
                    append(page, row)
                    while place < bytes.count {
                        page &+= 1
                        let difference = Varint.read(start, &place)
                        row &+= difference
                        if difference > 0 { append(page, row) }
                    }
                    isRoot = bytes[0] == 0
                    return true
                }
            }
            guard isThere == true else { return }
            node += 1
        }
    }

    private mutating func append(_ page: Int, _ row: UInt64) {
        pages.append(page)
        rows.append(UInt32(truncatingIfNeeded: min(row, UInt64(SegmentReader.end))))
    }

    /// The last page behind `current` whose first row is not behind `target`.
    func page(before target: UInt32, after current: Int) -> Int? {
        var low = 0
        var high = rows.count
        while low < high {
            let middle = (low + high) / 2
            if rows[middle] <= target { low = middle + 1 } else { high = middle }
        }
        guard low > 0, pages[low - 1] > current else { return nil }
        return pages[low - 1]
    }
}
