/// The header fields of a message as mail (RFC 5322), MIME, HTTP and WARC write them: lines of a name, a colon and a
/// value, which may go on in lines that begin with white space, up to an empty line.
struct HeaderFields: Sendable {
    /// The first value of each name that is kept, by the name in small letters.
    private var values: [String: [UInt8]] = [:]
    /// How many lines were fields, kept or not.
    private(set) var count = 0
    /// Bytes of the block, the empty line behind it among them.
    private(set) var length = 0

    /// Longer values are cut, so that a header of many megabytes does not become a title of many megabytes.
    private static let longestValue = 1 << 16

    init() {}

    /// Reads a block, and of its fields keeps those in `names`, which are in small letters.
    ///
    /// The block ends with its first empty line, or before the first line that is no field: some mails have lost their
    /// empty line, and no text ought to be lost with it.
    ///
    /// - Complexity: O(length of the block).
    init(_ bytes: some RandomAccessCollection<UInt8>, keeping names: Set<String>) {
        let result: Void? = bytes.withContiguousStorageIfAvailable { read($0, names) }
        if result == nil { Array(bytes).withUnsafeBufferPointer { read($0, names) } }
    }

    /// The value without the white space about it, its lines joined; `nil` without the field, or an empty one.
    subscript(name: String) -> String? {
        guard let bytes = values[name] else { return nil }
        let text = bytes.withUnsafeBufferPointer { DecodedText($0).text }
        return text.isEmpty ? nil : text
    }

    /// The value as it stands, for fields that may have encoded words.
    func bytes(_ name: String) -> [UInt8]? { values[name] }

    private mutating func read(_ bytes: UnsafeBufferPointer<UInt8>, _ names: Set<String>) {
        /// The field whose lines are read, if it is kept.
        var name: String?
        var value: [UInt8] = []
        func keep(_ fields: inout HeaderFields) {
            guard let kept = name, fields.values[kept] == nil else { return }
            while let last = value.last, Self.isSpace(last) { value.removeLast() }
            fields.values[kept] = value
        }
        var start = 0
        while start < bytes.count {
            let feed = bytes[start...].firstByte(UInt8(ascii: "\n")) ?? bytes.count
            let next = min(feed + 1, bytes.count)
            var end = feed
            if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
            if end == start {
                length = next
                return keep(&self)
            }
            let line = UnsafeBufferPointer(rebasing: bytes[start..<end])
            if Self.isSpace(line[0]), count > 0 {
                if name != nil { Self.append(line[...], to: &value) }
            } else if let colon = Self.nameEnd(line) {
                keep(&self)
                count += 1
                name = Self.smallName(line[..<colon], ifIn: names)
                value.removeAll(keepingCapacity: true)
                if name != nil { Self.append(line[(colon + 1)...], to: &value) }
            } else {
                break
            }
            start = next
        }
        length = start
        keep(&self)
    }

    private static func append(_ line: Slice<UnsafeBufferPointer<UInt8>>, to value: inout [UInt8]) {
        let text = line.drop(while: isSpace)
        // What follows a line end is one space, whatever stands there.
        if !value.isEmpty { value.append(UInt8(ascii: " ")) }
        value.append(contentsOf: text.prefix(max(0, longestValue - value.count)))
    }

    /// Where the colon behind a field's name stands; `nil` when the line is no field.
    static func nameEnd(_ line: UnsafeBufferPointer<UInt8>) -> Int? {
        var index = 0
        while index < line.count, (0x21...0x7E).contains(line[index]), line[index] != UInt8(ascii: ":") { index += 1 }
        let name = index
        // “Subject : …” was allowed once.
        while index < line.count, isSpace(line[index]) { index += 1 }
        return name > 0 && index < line.count && line[index] == UInt8(ascii: ":") ? index : nil
    }

    private static func smallName(_ bytes: Slice<UnsafeBufferPointer<UInt8>>, ifIn names: Set<String>) -> String? {
        guard bytes.count <= 64 else { return nil }
        let small = bytes.lazy.filter { !isSpace($0) }.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        let name = String(decoding: small, as: UTF8.self)
        return names.contains(name) ? name : nil
    }

    static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }
}
