import IndexFile

/// The postings of one worker with the terms in order, for a merge to read.
struct PostingsRun {
    private let worker: Worker
    private let order: [Int32]
    private var next = 0

    init(_ worker: Worker, order: [Int32]) {
        self.worker = worker
        self.order = order
    }

    /// The term the run is at; `nil` behind the last.
    var term: UnsafeBufferPointer<UInt8>? {
        next < order.count ? worker.postings.key(of: Int(order[next])) : nil
    }

    /// Appends the postings of the term to `list`, and goes on to the next term.
    mutating func copyList(to list: inout GrowingMemory<UInt8>) {
        worker.postings.copyList(of: Int(order[next]), to: &list)
        next += 1
    }
}

/// Merges the postings of several workers into one segment: terms in the order of their bytes, rows ascending.
///
/// - Complexity: O(bytes), and a comparison for each term and run.
struct SegmentMerge {
    private var runs: [PostingsRun]
    private let counted: [[UInt8]]
    private var nextCounted = 0
    /// How many rows the terms of `counted` have, and those with `TermCounts.leastArticles` or more.
    private(set) var counts: [TermCount] = []

    /// - Parameters:
    ///   - runs: no row is in two of them.
    ///   - counted: terms, in order, whose rows are to be counted.
    init(_ runs: [PostingsRun], counting counted: [[UInt8]] = []) {
        self.runs = runs
        self.counted = counted
    }

    /// Hands all postings to `encoder`, `base` added to their rows.
    mutating func write<Sink: SegmentSink>(to encoder: inout SegmentEncoder<Sink>, base: Int64) throws {
        var lists = GrowingMemory<UInt8>(capacity: 1 << 20)
        var readers: [PostingsReader] = []
        while let term = smallestTerm() {
            try encoder.begin(term)
            lists.removeAll()
            var ranges: [Range<Int>] = []
            for index in runs.indices where runs[index].term?.elementsEqual(term) == true {
                let start = lists.count
                runs[index].copyList(to: &lists)
                ranges.append(start..<lists.count)
            }
            // The lists lie still only now.
            readers.removeAll(keepingCapacity: true)
            for range in ranges {
                var reader = PostingsReader(lists.start, range)
                if reader.next() { readers.append(reader) }
            }
            let rows = try Self.merge(&readers, into: &encoder, base: base)
            note(term, rows)
        }
    }

    private mutating func note(_ term: UnsafeBufferPointer<UInt8>, _ rows: Int) {
        while nextCounted < counted.count, counted[nextCounted].lexicographicallyPrecedes(term) { nextCounted += 1 }
        let isCounted = nextCounted < counted.count && counted[nextCounted].elementsEqual(term)
        if isCounted || rows >= TermCounts.leastArticles { counts.append((Array(term), rows)) }
    }

    /// - Returns: how many rows there are.
    private static func merge<Sink: SegmentSink>(
        _ readers: inout [PostingsReader], into encoder: inout SegmentEncoder<Sink>, base: Int64
    ) throws -> Int {
        var rows = 0
        while readers.count > 1 {
            var first = 0
            var bound = UInt32.max
            for index in readers.indices where readers[index].row < readers[first].row { first = index }
            for index in readers.indices where index != first { bound = min(bound, readers[index].row) }
            // Workers take articles by the heap, so that a run of rows comes from one of them.
            var hasMore = true
            while hasMore, readers[first].row < bound {
                try encoder.append(row: base + Int64(readers[first].row), positions: readers[first].positions)
                rows += 1
                hasMore = readers[first].next()
            }
            if !hasMore { readers.remove(at: first) }
        }
        guard var reader = readers.first else { return rows }
        repeat {
            try encoder.append(row: base + Int64(reader.row), positions: reader.positions)
            rows += 1
        } while reader.next()
        return rows
    }

    private func smallestTerm() -> UnsafeBufferPointer<UInt8>? {
        var smallest: UnsafeBufferPointer<UInt8>?
        for run in runs {
            guard let term = run.term else { continue }
            if smallest.map({ term.lexicographicallyPrecedes($0) }) ?? true { smallest = term }
        }
        return smallest
    }
}
