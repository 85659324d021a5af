import TextAnalysis

/// The passages of one article as the index stores them: a compact blob.
///
/// Layout, all numbers as LEB128: the count; then for each passage the bytes between it and the one before, its own
/// bytes, its token positions (passages share out all positions, so no gaps), and its lines behind the one before.
public struct PassageTable: Sendable, Equatable {
    public struct Entry: Sendable, Equatable {
        public var passage: Passage
        /// The passage's first line in the source, counted from 1.
        public var line: Int

        public init(passage: Passage, line: Int) {
            self.passage = passage
            self.line = line
        }
    }

    public var entries: [Entry]

    public init(entries: [Entry]) {
        self.entries = entries
    }

    /// - Throws: `PassageTable.Damaged` when the bytes are no passage table.
    public init(encoded: some Sequence<UInt8>) throws {
        var reader = LEB128Reader(encoded)
        let count = try reader.next()
        entries = []
        var byte = 0
        var position = 0
        var line = 0
        for _ in 0..<count {
            let start = byte + (try reader.next())
            let end = start + (try reader.next())
            let positions = position..<position + (try reader.next())
            line += try reader.next()
            entries.append(Entry(passage: Passage(bytes: start..<end, positions: positions), line: line))
            byte = end
            position = positions.upperBound
        }
        guard reader.isAtEnd else { throw Damaged() }
    }

    public var encoded: [UInt8] {
        var bytes: [UInt8] = []
        bytes.appendLEB128(entries.count)
        var byte = 0
        var line = 0
        for entry in entries {
            bytes.appendLEB128(entry.passage.bytes.lowerBound - byte)
            bytes.appendLEB128(entry.passage.bytes.count)
            bytes.appendLEB128(entry.passage.positions.count)
            bytes.appendLEB128(entry.line - line)
            byte = entry.passage.bytes.upperBound
            line = entry.line
        }
        return bytes
    }

    /// The bytes are no passage table.
    public struct Damaged: Error {}
}

private struct LEB128Reader<Bytes: IteratorProtocol<UInt8>> {
    private var bytes: Bytes

    init<S: Sequence<UInt8>>(_ sequence: S) where S.Iterator == Bytes {
        bytes = sequence.makeIterator()
    }

    mutating func next() throws -> Int {
        var value = 0
        for shift in stride(from: 0, through: 28, by: 7) {
            guard let byte = bytes.next() else { throw PassageTable.Damaged() }
            value |= Int(byte & 0x7F) << shift
            if byte < 0x80 { return value }
        }
        throw PassageTable.Damaged()
    }

    var isAtEnd: Bool {
        var rest = bytes
        return rest.next() == nil
    }
}

extension [UInt8] {
    fileprivate mutating func appendLEB128(_ value: Int) {
        var rest = value
        while rest >= 0x80 {
            append(UInt8(rest & 0x7F) | 0x80)
            rest >>= 7
        }
        append(UInt8(rest))
    }
}
