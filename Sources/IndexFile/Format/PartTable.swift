import ArticleModel

/// The parts of one article's body as the index stores them: by token positions, as queries find them.
///
/// Layout, all numbers as SQLite's varints: for each part its role, where it begins behind the beginning of the one before,
/// and how many positions it has.
package struct PartTable: Sendable, Equatable {
    package struct Entry: Sendable, Equatable {
        package var role: EditorialRole
        package var positions: Range<Int>

        package init(_ role: EditorialRole, _ positions: Range<Int>) {
            self.role = role
            self.positions = positions
        }
    }

    /// The schema that brought the table.
    package static let firstVersion = 5

    /// In the order of their beginnings.
    package var entries: [Entry]

    package init(entries: [Entry]) {
        self.entries = entries
    }

    /// - Throws: `PassageTable.Damaged` when the bytes are no part table.
    package init(encoded: some Sequence<UInt8>) throws {
        guard let numbers = Varint.all(encoded), numbers.count.isMultiple(of: 3) else { throw PassageTable.Damaged() }
        entries = []
        var start = 0
        for index in stride(from: 0, to: numbers.count, by: 3) {
            guard let role = EditorialRole(rawValue: UInt8(clamping: numbers[index])), numbers[index + 1] < 1 << 32,
                numbers[index + 2] < 1 << 32
            else { throw PassageTable.Damaged() }
            start += Int(numbers[index + 1])
            entries.append(Entry(role, start..<start + Int(numbers[index + 2])))
        }
    }

    package var encoded: [UInt8] {
        var bytes: [UInt8] = []
        var start = 0
        for entry in entries {
            bytes.appendVarint(UInt64(entry.role.rawValue))
            bytes.appendVarint(UInt64(entry.positions.lowerBound - start))
            bytes.appendVarint(UInt64(entry.positions.count))
            start = entry.positions.lowerBound
        }
        return bytes
    }
}
