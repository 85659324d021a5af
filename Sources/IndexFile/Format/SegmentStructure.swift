/// FTS5's structure record (format version 4): which segments there are, level by level.
///
/// A level's segments stand from the oldest to the newest; those of a lower level are newer than those of a higher.
package struct SegmentStructure: Equatable {
    package struct Segment: Equatable {
        package var id: Int
        package var firstLeaf: Int
        package var lastLeaf: Int

        package init(id: Int, firstLeaf: Int, lastLeaf: Int) {
            self.id = id
            self.firstLeaf = firstLeaf
            self.lastLeaf = lastLeaf
        }

        package var leaves: Int { lastLeaf - firstLeaf + 1 }
    }

    package struct Level: Equatable {
        /// How many of the segments, from the first on, a merge is at work on. Its output is the last segment of the
        /// next level.
        package var merging: Int
        package var segments: [Segment]
    }

    /// Changes with FTS5's configuration.
    private(set) var cookie: [UInt8]
    package private(set) var levels: [Level]
    /// Leaves that were ever written to level 0.
    private(set) var writtenLeaves: UInt64

    /// FTS5's row of the record in the data table.
    package static let row: Int64 = 10
    /// The version of FTS5's format that is known here.
    package static let knownVersion = 4
    /// FTS5 takes no segment id above this one.
    private static let highestID = 2000
    private static let cookieBytes = 4
    /// Stands where a record of a later form has its number of levels.
    private static let laterForm: [UInt8] = [0xFF, 0x00, 0x00, 0x01]

    package var segments: [Segment] { levels.flatMap(\.segments) }
    package var leaves: Int { segments.reduce(0) { $0 + $1.leaves } }

    /// - Returns: `nil` when the record is not of the form known here.
    package init?(_ record: [UInt8]) {
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
    package var encoded: [UInt8] {
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
    package var unusedID: Int? {
        let used = Set(segments.map(\.id))
        return (1...Self.highestID).first { !used.contains($0) }
    }

    /// Adds a segment of rows that are in no other, on the level that its size asks for, so that it takes part in
    /// merges with others of its size.
    package mutating func add(_ segment: Segment) {
        var place = Self.level(forLeaves: segment.leaves)
        // A merge counts its segments from the first on, and takes the last of the next level for its output.
        while isMerging(place) || isMerging(place - 1) { place += 1 }
        while levels.count <= place { levels.append(Level(merging: 0, segments: [])) }
        levels[place].segments.append(segment)
    }

    /// Removes levels without segments; the order of all segments stays. Each time that FTS5 is to merge all segments into
    /// one, it adds a level, and from some 1,300 on it takes its table for damaged (SQLite 3.40).
    ///
    /// - Returns: whether there were any.
    package mutating func removeEmptyLevels() -> Bool {
        let count = levels.count
        // The output of a merge is a segment, so its level stays next to that of the input.
        levels.removeAll { $0.segments.isEmpty }
        return levels.count < count
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
package struct SegmentAverages: Equatable {
    package var rows: UInt64
    package var tokens: [UInt64]

    /// FTS5's row of the record in the data table.
    package static let row: Int64 = 1

    /// - Returns: `nil` when the record is not of the form known here; an empty one is that of an empty table.
    package init?(_ record: [UInt8], columns: Int) {
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

    package var encoded: [UInt8] {
        var record: [UInt8] = []
        record.appendVarint(rows)
        for count in tokens { record.appendVarint(count) }
        return record
    }
}

extension SegmentStructure {
    /// The table's structure; `nil` when it is not of the form known here.
    package static func read(_ connection: ReadConnection) throws -> SegmentStructure? {
        SegmentStructure(try connection.segmentRecord(row))
    }
}

extension SegmentAverages {
    /// The table's averages; `nil` when they are not of the form known here.
    package static func read(_ connection: ReadConnection, columns: Int) throws -> SegmentAverages? {
        SegmentAverages(try connection.segmentRecord(row), columns: columns)
    }
}

extension ReadConnection {
    fileprivate func segmentRecord(_ row: Int64) throws -> [UInt8] {
        try first("SELECT block FROM article_fts_data WHERE id = ?", [.int(Int(row))]) { Array($0.bytes(0)) } ?? []
    }
}

/// What FTS5's leaf pages have at fixed places.
package enum LeafForm {
    /// Where the first row stands that comes before the first term, and where the footer begins; two bytes each.
    package static let headerBytes = 4
    /// Stands before each term of the main index.
    package static let mainIndex = UInt8(ascii: "0")
}

/// A row of FTS5's data table: the segment's id, a bit for the doclist index, a node's height (5 bits), and a page
/// number (31 bits).
package enum SegmentRow {
    package static func leaf(_ page: Int, of segment: Int) -> Int64 { Int64(segment) << 37 | Int64(page) }

    /// A node of the index of the last doclist that begins on `page`.
    package static func doclistIndexNode(_ page: Int, height: Int, of segment: Int) -> Int64 {
        leaf(page, of: segment) | 1 << 36 | Int64(height) << 31
    }
}
