import IndexFile

/// Where an encoder's records go.
protocol SegmentSink {
    /// A leaf page; pages are numbered from 1.
    mutating func write(leaf page: Int, _ bytes: UnsafeBufferPointer<UInt8>) throws
    /// A node of the doclist index of the last term on the leaf `page`'s number; leaves of that index have height 0.
    mutating func write(doclistIndexNode page: Int, height: Int, _ bytes: UnsafeBufferPointer<UInt8>) throws
    /// A separator: terms from `term` on are found on the leaf `page` or behind it.
    mutating func write(separator term: UnsafeBufferPointer<UInt8>, page: Int, hasDoclistIndex: Bool) throws
    /// Nothing more comes.
    mutating func finish() throws
}

/// Encodes terms and their postings, both ascending, as an FTS5 segment (format version 4, `detail=full`).
///
/// A leaf page is: two bytes for where its first row stands, if that comes before its first term; two for where its
/// footer begins; terms with their doclists; and the footer, which says where the terms begin. Terms are cut to what
/// they do not share with the one before, rows are differences, but the first of both on a page is whole. A number is
/// never split between two pages. A doclist that goes on over `fewestIndexedLeaves` pages without a term gets an index
/// of the first row of each page.
struct SegmentEncoder<Sink: SegmentSink>: ~Copyable {
    private(set) var sink: Sink
    /// Bytes of a leaf page, beyond which none is begun that could go to the next one.
    private let pageSize: Int

    private var page: GrowingMemory<UInt8>
    private var footer: GrowingMemory<UInt8>
    private var pageNumber = 1
    private var lastTermPlace = 0
    private var hasTerm = false
    private var hasRow = false

    private var term = GrowingMemory<UInt8>(capacity: 256)
    private var lastRow: Int64 = 0
    private var isFirstRowOfTerm = true

    /// The separator that waits for its flag, and its page; 0 when none waits.
    private var separator: [UInt8] = []
    private var separatorPage = 1
    private var leavesWithoutTerm = 0
    private var doclistIndex = DoclistIndex()

    private static var fewestIndexedLeaves: Int { 4 }

    init(_ sink: Sink, pageSize: Int) {
        self.sink = sink
        self.pageSize = pageSize
        page = GrowingMemory(capacity: pageSize * 2)
        footer = GrowingMemory(capacity: pageSize)
        beginPage()
    }

    /// Begins a term, which must be greater than the one before.
    mutating func begin(_ key: UnsafeBufferPointer<UInt8>) throws {
        let length = key.count + 1
        if page.count + footer.count + length + 2 >= pageSize, page.count > LeafForm.headerBytes { try endPage() }

        var shared = 0
        if term.count > 0 {
            let most = min(term.count, length)
            shared = 1
            while shared < most, term[shared] == key[shared - 1] { shared += 1 }
        }
        footer.appendVarint(UInt64(page.count - lastTermPlace))
        lastTermPlace = page.count
        if hasTerm {
            page.appendVarint(UInt64(shared))
        } else {
            // The shortest that is greater than the term before and not greater than this one.
            if pageNumber > 1 { try endSeparator(next: shared + 1, of: key) }
            shared = 0
        }
        page.appendVarint(UInt64(length - shared))
        if shared == 0 { page.append(LeafForm.mainIndex) }
        page.append(UnsafeBufferPointer(rebasing: key[max(shared - 1, 0)...]))

        term.removeAll()
        term.append(LeafForm.mainIndex)
        term.append(key)
        hasTerm = true
        // A row is told in the header only when it comes before the first term.
        hasRow = true
        isFirstRowOfTerm = true
        doclistIndex.begin(onPage: pageNumber)
    }

    /// Adds a row with its position list to the current term; rows are ascending.
    mutating func append(row: Int64, positions: UnsafeBufferPointer<UInt8>) throws {
        if page.count + footer.count >= pageSize { try endPage() }
        if !hasRow {
            page[0] = UInt8(truncatingIfNeeded: page.count >> 8)
            page[1] = UInt8(truncatingIfNeeded: page.count)
            doclistIndex.append(row, page: pageNumber)
        }
        page.appendVarint(UInt64(hasRow && !isFirstRowOfTerm ? row - lastRow : row))
        lastRow = row
        hasRow = true
        isFirstRowOfTerm = false

        // The lowest bit would mark the deletion of an older entry.
        let size = UInt64(positions.count) << 1
        if page.count + footer.count + positions.count + (size < 0x80 ? 1 : Varint.maximumLength) <= pageSize {
            page.appendVarint(size)
            page.append(positions)
        } else {
            page.appendVarint(size)
            try split(positions)
        }
    }

    /// Writes what is left; returns the number of leaf pages.
    mutating func finish() throws -> Int {
        if page.count > LeafForm.headerBytes { try endPage() }
        if pageNumber > 1 { try endSeparator() }
        try sink.finish()
        return pageNumber - 1
    }

    // MARK: - Pages

    private mutating func beginPage() {
        page.removeAll()
        footer.removeAll()
        for _ in 0..<LeafForm.headerBytes { page.append(0) }
        lastTermPlace = 0
        hasTerm = false
        hasRow = false
    }

    private mutating func endPage() throws {
        page[2] = UInt8(truncatingIfNeeded: page.count >> 8)
        page[3] = UInt8(truncatingIfNeeded: page.count)
        if hasTerm {
            page.append(footer.elements)
        } else {
            if !hasRow { doclistIndex.appendPageWithoutRow() }
            leavesWithoutTerm += 1
        }
        try sink.write(leaf: pageNumber, page.elements)
        pageNumber += 1
        beginPage()
    }

    /// Writes a position list over several pages.
    private mutating func split(_ positions: UnsafeBufferPointer<UInt8>) throws {
        var rest = positions
        while true {
            let space = pageSize - page.count - footer.count
            let length = rest.count <= space ? rest.count : Self.wholeNumbers(rest, space)
            page.append(UnsafeBufferPointer(rebasing: rest[..<length]))
            rest = UnsafeBufferPointer(rebasing: rest[length...])
            if page.count + footer.count >= pageSize { try endPage() }
            if rest.isEmpty { return }
        }
    }

    /// How many bytes the numbers at the beginning of `bytes` have that fit into `space`, but at least one number.
    private static func wholeNumbers(_ bytes: UnsafeBufferPointer<UInt8>, _ space: Int) -> Int {
        var length = 0
        var next = 0
        while next < bytes.count {
            while bytes[next] >= 0x80 { next += 1 }
            next += 1
            if length > 0, next > space { break }
            length = next
            if next >= space { break }
        }
        return length
    }

    // MARK: - Separators

    /// Writes the waiting separator, and makes the first `length` bytes of the new term the next one.
    private mutating func endSeparator(next length: Int, of key: UnsafeBufferPointer<UInt8>) throws {
        try endSeparator()
        separator = [LeafForm.mainIndex]
        separator += key[..<min(length - 1, key.count)]
        separatorPage = pageNumber
    }

    private mutating func endSeparator() throws {
        guard separatorPage > 0 else { return }
        let isIndexed = !doclistIndex.isEmpty && leavesWithoutTerm >= Self.fewestIndexedLeaves
        if isIndexed { try doclistIndex.write(to: &sink, pageSize: pageSize) }
        doclistIndex.removeAll()
        leavesWithoutTerm = 0
        try separator.withUnsafeBufferPointer {
            try sink.write(separator: $0, page: separatorPage, hasDoclistIndex: isIndexed)
        }
        separatorPage = 0
    }
}

/// The first rows of the pages over which one term's doclist goes on.
private struct DoclistIndex {
    private var termPage = 0
    private var firstPage = 0
    /// For each page from `firstPage` on its first row; `nil` where none begins on it.
    private var rows: [Int64?] = []

    var isEmpty: Bool { rows.isEmpty }

    mutating func begin(onPage page: Int) {
        termPage = page
    }

    mutating func append(_ row: Int64, page: Int) {
        if rows.isEmpty { firstPage = page }
        rows.append(row)
    }

    mutating func appendPageWithoutRow() {
        if !rows.isEmpty { rows.append(nil) }
    }

    mutating func removeAll() { rows.removeAll(keepingCapacity: true) }

    /// Writes the nodes, level by level: all levels number their nodes from the term's page on.
    func write<Sink: SegmentSink>(to sink: inout Sink, pageSize: Int) throws {
        var entries = rows
        var firstChild = firstPage
        var height = 0
        while true {
            let nodes = Self.nodes(entries, firstChild: firstChild, pageSize: pageSize)
            for (index, node) in nodes.enumerated() {
                // The first byte tells the root from the others.
                let bytes = [nodes.count > 1 ? 1 : 0] + node.bytes
                try bytes.withUnsafeBufferPointer {
                    try sink.write(doclistIndexNode: termPage + index, height: height, $0)
                }
            }
            if nodes.count == 1 { return }
            entries = nodes.map(\.firstRow)
            firstChild = termPage
            height += 1
        }
    }

    private struct Node {
        var firstRow: Int64
        var bytes: [UInt8] = []
    }

    /// Each node: the number of its first child, that child's first row, and the differences to those that follow; 0
    /// where no row begins.
    private static func nodes(_ entries: [Int64?], firstChild: Int, pageSize: Int) -> [Node] {
        var nodes: [Node] = []
        var last: Int64 = 0
        for (index, entry) in entries.enumerated() {
            guard let row = entry else {
                nodes[nodes.count - 1].bytes.append(0)
                continue
            }
            if let node = nodes.last, node.bytes.count + 1 < pageSize {
                nodes[nodes.count - 1].bytes.appendVarint(UInt64(row - last))
            } else {
                var node = Node(firstRow: row)
                node.bytes.appendVarint(UInt64(firstChild + index))
                node.bytes.appendVarint(UInt64(row))
                nodes.append(node)
            }
            last = row
        }
        return nodes
    }
}
