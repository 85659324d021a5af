import TextAnalysis

/// The passages of one article as the index stores them: a compact blob.
///
/// Layout, all numbers as LEB128: the count; then for each passage the bytes between it and the one before, its own
/// bytes, its token positions (passages share out all positions, so no gaps), and its lines behind the one before.
/// Where passages stand in the source, it goes on with 1 and the offset of the body in it; or with 2 and for each passage,
/// counted from 1, the source's bytes between it and the one before, or 0 for none, and its own bytes there.
public struct PassageTable: Sendable, Equatable {
    public struct Entry: Sendable, Equatable {
        public var passage: Passage
        /// The passage's first line in the source, counted from 1.
        public var line: Int
        /// The passage's bytes in the source, decompressed; `nil` where it is no piece of it.
        public var source: Range<Int>?

        public init(passage: Passage, line: Int, source: Range<Int>? = nil) {
            self.passage = passage
            self.line = line
            self.source = source
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
        if !reader.isAtEnd { try readSources(&reader) }
        guard reader.isAtEnd else { throw Damaged() }
    }

    private mutating func readSources<Bytes>(_ reader: inout LEB128Reader<Bytes>) throws {
        switch try reader.next() {
        case 1:
            let offset = try reader.next()
            for index in entries.indices {
                let bytes = entries[index].passage.bytes
                entries[index].source = bytes.lowerBound + offset..<bytes.upperBound + offset
            }
        case 2:
            var end = 0
            for index in entries.indices {
                let gap = try reader.next()
                guard gap > 0 else { continue }
                let start = end + gap - 1
                end = start + (try reader.next())
                entries[index].source = start..<end
            }
        default: throw Damaged()
        }
    }

    /// How far the passages of the source stand behind those of the body; `nil` when not all alike.
    private var offset: Int? {
        guard let first = entries.first, let source = first.source else { return nil }
        let offset = source.lowerBound - first.passage.bytes.lowerBound
        let areAlike = entries.allSatisfy { entry in
            let bytes = entry.passage.bytes
            return entry.source == bytes.lowerBound + offset..<bytes.upperBound + offset
        }
        return areAlike && offset >= 0 ? offset : nil
    }

    private func appendSources(to bytes: inout [UInt8]) {
        guard entries.contains(where: { $0.source != nil }) else { return }
        if let offset {
            bytes.appendLEB128(1)
            return bytes.appendLEB128(offset)
        }
        bytes.appendLEB128(2)
        var end = 0
        for entry in entries {
            // Where a page’s parts were moved about, a passage may stand before the one before it.
            guard let source = entry.source, source.lowerBound >= end else {
                bytes.appendLEB128(0)
                continue
            }
            bytes.appendLEB128(source.lowerBound - end + 1)
            bytes.appendLEB128(source.count)
            end = source.upperBound
        }
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
        appendSources(to: &bytes)
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
