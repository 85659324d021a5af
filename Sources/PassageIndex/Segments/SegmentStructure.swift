/// FTS5's structure record (format version 4): which segments there are, level by level.
///
/// A level's segments stand from the oldest to the newest; those of a lower level are newer than those of a higher.
struct SegmentStructure: Equatable {
    struct Segment: Equatable {
        var id: Int
        var firstLeaf: Int
        var lastLeaf: Int

        var leaves: Int { lastLeaf - firstLeaf + 1 }
    }

    struct Level: Equatable {
        /// How many of the segments, from the first on, a merge is at work on. Its output is the last segment of the
        /// next level.
        var merging: Int
        var segments: [Segment]
    }

    /// Changes with FTS5's configuration.
    private(set) var cookie: [UInt8]
    private(set) var levels: [Level]
    /// Leaves that were ever written to level 0.
    private(set) var writtenLeaves: UInt64

    /// FTS5's row of the record in the data table.
    static let row: Int64 = 10
    /// FTS5 takes no segment id above this one.
    private static let highestID = 2000
    private static let cookieBytes = 4
    /// Stands where a record of a later form has its number of levels.
    private static let laterForm: [UInt8] = [0xFF, 0x00, 0x00, 0x01]

    var segments: [Segment] { levels.flatMap(\.segments) }
    var leaves: Int { segments.reduce(0) { $0 + $1.leaves } }

    /// - Returns: `nil` when the record is not of the form known here.
    init?(_ record: [UInt8]) {
        guard record.count > Self.cookieBytes, let numbers = Varint.all(record[Self.cookieBytes...]),
            !record[Self.cookieBytes...].starts(with: Self.laterForm)
        else { return nil }
        cookie = Array(record[..<Self.cookieBytes])
        var rest = numbers.map { Int($0) }[...]
        guard let levelCount = rest.popFirst(), let segmentCount = rest.popFirst(), let written = rest.popFirst()
        else { return nil }
        writtenLeaves = UInt64(written)
        levels = []
        for _ in 0..<levelCount {
            guard let merging = rest.popFirst(), let count = rest.popFirst(), merging <= count,
                rest.count >= 3 * count
            else { return nil }
            var level = Level(merging: merging, segments: [])
            for _ in 0..<count {
                level.segments.append(
                    Segment(id: rest.removeFirst(), firstLeaf: rest.removeFirst(), lastLeaf: rest.removeFirst()))
            }
            levels.append(level)
        }
        guard rest.isEmpty, segments.count == segmentCount, Set(segments.map(\.id)).count == segmentCount
        else { return nil }
    }

    /// The record's bytes.
    var encoded: [UInt8] {
        var record = cookie
        var numbers = [levels.count, segments.count, Int(writtenLeaves)]
        for level in levels {
            numbers += [level.merging, level.segments.count]
            for segment in level.segments { numbers += [segment.id, segment.firstLeaf, segment.lastLeaf] }
        }
        for number in numbers { record.appendVarint(UInt64(number)) }
        return record
    }

    /// An id that no segment has; `nil` when all are taken.
    var unusedID: Int? {
        let used = Set(segments.map(\.id))
        return (1...Self.highestID).first { !used.contains($0) }
    }

    /// Adds a segment of rows that are in no other, on the level that its size asks for, so that it takes part in
    /// merges with others of its size.
    mutating func add(_ segment: Segment) {
        var place = Self.level(forLeaves: segment.leaves)
        // A merge counts its segments from the first on, and takes the last of the next level for its output.
        while isMerging(place) || isMerging(place - 1) { place += 1 }
        while levels.count <= place { levels.append(Level(merging: 0, segments: [])) }
        levels[place].segments.append(segment)
    }

    private func isMerging(_ level: Int) -> Bool {
        levels.indices.contains(level) && levels[level].merging > 0
    }

    /// FTS5 merges four segments into one of the next level.
    private static func level(forLeaves leaves: Int) -> Int {
        var level = 0
        var largest = 1000
        while leaves > largest {
            level += 1
            largest *= 4
        }
        return level
    }
}

/// FTS5's averages record: the number of rows, and of each column the tokens of all rows.
struct SegmentAverages: Equatable {
    var rows: UInt64
    var tokens: [UInt64]

    /// FTS5's row of the record in the data table.
    static let row: Int64 = 1

    /// - Returns: `nil` when the record is not of the form known here; an empty one is that of an empty table.
    init?(_ record: [UInt8], columns: Int) {
        guard let numbers = Varint.all(record) else { return nil }
        if numbers.isEmpty {
            rows = 0
            tokens = Array(repeating: 0, count: columns)
            return
        }
        guard numbers.count == columns + 1 else { return nil }
        rows = numbers[0]
        tokens = Array(numbers[1...])
    }

    var encoded: [UInt8] {
        var record: [UInt8] = []
        record.appendVarint(rows)
        for count in tokens { record.appendVarint(count) }
        return record
    }
}
