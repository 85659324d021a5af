import Foundation

/// The part of a document, in UTF-8, that is still needed: from the beginning of the record that is being read on.
///
/// Offsets count the bytes of the whole document.
struct XMLWindow {
    private(set) var bytes: [UInt8] = []
    /// Where the window begins.
    private(set) var start = 0
    /// The line that the window begins on, counted from 1.
    private(set) var line = 1

    var end: Int { start + bytes.count }

    init(at start: Int) {
        self.start = start
    }

    mutating func append(_ more: some Collection<UInt8>) { bytes.append(contentsOf: more) }

    /// Forgets what stands before `offset`.
    mutating func drop(before offset: Int) {
        let count = min(max(0, offset - start), bytes.count)
        guard count > 0 else { return }
        line += Self.lineFeeds(bytes[..<count])
        bytes.removeFirst(count)
        start += count
    }

    /// The line that `offset` stands on.
    func line(at offset: Int) -> Int {
        line + Self.lineFeeds(bytes[..<min(max(0, offset - start), bytes.count)])
    }

    /// Whether all of `range` is here.
    func holds(_ range: Range<Int>) -> Bool { range.lowerBound >= start && range.upperBound <= end }

    /// The byte at `offset`; `nil` outside the window.
    subscript(offset: Int) -> UInt8? { offset >= start && offset < end ? bytes[offset - start] : nil }

    /// The bytes of a range that is here.
    subscript(range: Range<Int>) -> ArraySlice<UInt8> {
        bytes[range.lowerBound - start..<range.upperBound - start]
    }

    func has(_ text: UnsafeBufferPointer<UInt8>, at offset: Int) -> Bool {
        guard let address = text.baseAddress, offset >= start, offset + text.count <= end else { return false }
        return bytes.withUnsafeBytes { bytes in
            bytes.baseAddress.map { memcmp($0 + (offset - start), address, text.count) == 0 } ?? false
        }
    }

    /// Where a start tag of that name, prefix and all, begins; `nil` when none is here from `offset` on.
    func startTag(_ name: [UInt8], from offset: Int) -> Int? {
        let ends: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: ">"), UInt8(ascii: "/")]
        let place = bytes.withUnsafeBufferPointer { bytes -> Int? in
            guard let base = bytes.baseAddress else { return nil }
            var index = max(0, offset - start)
            while index < bytes.count, let found = memchr(base + index, 0x3C, bytes.count - index) {
                index = UnsafePointer(found.assumingMemoryBound(to: UInt8.self)) - base
                let end = index + 1 + name.count
                if end < bytes.count, bytes[index + 1..<end].elementsEqual(name), ends.contains(bytes[end]) {
                    return index
                }
                index += 1
            }
            return nil
        }
        return place.map { start + $0 }
    }

    private static func lineFeeds(_ bytes: ArraySlice<UInt8>) -> Int {
        bytes.withUnsafeBufferPointer { bytes in
            guard var next = bytes.baseAddress else { return 0 }
            var count = 0
            let end = next + bytes.count
            while next < end, let found = memchr(next, 0x0A, end - next) {
                count += 1
                next = UnsafePointer(found.assumingMemoryBound(to: UInt8.self)) + 1
            }
            return count
        }
    }
}
