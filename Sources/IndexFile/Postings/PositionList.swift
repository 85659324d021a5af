/// How often a term occurs in an article: four bytes, so that those of many articles fit into the cache.
public struct TermFrequency: Equatable, Sendable, BitwiseCopyable {
    /// The body in the upper 24 bits, the title in the lower 8.
    @usableFromInline let packed: UInt32

    /// More occurrences than a title of any length needs count as so many.
    private static let mostInTitle = 0xFF
    private static let mostInBody = 0xFF_FFFF

    public init(body: Int, title: Int) {
        packed = UInt32(min(body, Self.mostInBody)) << 8 | UInt32(min(title, Self.mostInTitle))
    }

    init(packed: UInt32) { self.packed = packed }

    public static let none = TermFrequency(body: 0, title: 0)

    @inlinable public var body: Int { Int(packed >> 8) }
    @inlinable public var title: Int { Int(packed & 0xFF) }
}

/// A place in an article: a field, and a position in it. Fields stand one behind the other.
package struct Place: Comparable, Hashable, Sendable {
    @usableFromInline package let value: UInt64

    @inlinable
    package init(field: Int, position: Int) {
        value = UInt64(truncatingIfNeeded: field) << 32 | UInt64(UInt32(truncatingIfNeeded: position))
    }

    @inlinable package var field: Int { Int(value >> 32) }
    @inlinable package var position: Int { Int(value & 0xFFFF_FFFF) }

    /// The place so many positions on in the same field, or the last that there can be.
    @inlinable
    package func advanced(by distance: Int) -> Place {
        let last = 0xFFFF_FFFF
        return Place(field: field, position: distance < last - position ? position + distance : last)
    }

    @inlinable package static func < (a: Place, b: Place) -> Bool { a.value < b.value }
    @inlinable package static func == (a: Place, b: Place) -> Bool { a.value == b.value }
}

/// Where a term occurs in one article, in FTS5's form: differences of positions plus 2, and before a field other than
/// the first a 1 and the field's number.
///
/// Valid until whatever lent it moves. At least `padding` bytes behind it can be read.
struct PositionList {
    var start: UnsafePointer<UInt8>
    var count: Int

    static let padding = 16
    private static let fieldMark: UInt64 = 1
    private static let tops: UInt64 = 0x8080_8080_8080_8080
    private static let ones: UInt64 = 0x0101_0101_0101_0101

    /// How often the term occurs in each field.
    ///
    /// - Complexity: O(bytes / 8) where it is in the body only.
    @inline(__always)
    var frequency: TermFrequency {
        var offset = 0
        var occurrences = 0
        // The last byte of each number has its top bit clear; a mark is a number by itself.
        var endBefore = Self.tops << 56
        while offset < count {
            // The ends are counted in eight columns of bytes, which hold so many words.
            let stop = min(count, offset + 255 * 8)
            var columns: UInt64 = 0
            while offset < stop {
                var bytes = UInt64(littleEndian: UnsafeRawPointer(start + offset).loadUnaligned(as: UInt64.self))
                let rest = count - offset
                // What is behind the list must be no end of a number.
                if rest < 8 { bytes |= ~0 << UInt64(8 * rest) }
                let ends = ~bytes & Self.tops
                let other = bytes ^ Self.ones
                // Some byte may be 1, and the first that is has its top bit set.
                if (other &- Self.ones) & ~other & Self.tops != 0 {
                    let begins = ends << 8 | endBefore >> 56
                    let isOne = ~(((other & ~Self.tops) &+ ~Self.tops) | other) & Self.tops
                    let mark = isOne & begins
                    if mark != 0 {
                        let byte = mark.trailingZeroBitCount >> 3
                        let before = ends & ~(~0 << UInt64(8 * byte))
                        return frequency(
                            bodyOccurrences: occurrences + Self.sum(columns) + Self.sum(before >> 7),
                            mark: offset + byte)
                    }
                }
                columns &+= ends >> 7
                endBefore = ends
                offset += 8
            }
            occurrences += Self.sum(columns)
        }
        return TermFrequency(body: occurrences, title: 0)
    }

    /// The sum of eight bytes.
    @inline(__always)
    private static func sum(_ bytes: UInt64) -> Int {
        // By pairs first, as the sum may not fit into a byte.
        let pairs = bytes & 0x00FF_00FF_00FF_00FF &+ bytes >> 8 & 0x00FF_00FF_00FF_00FF
        return Int((pairs &* 0x0001_0001_0001_0001) >> 48)
    }

    /// The same, where a mark follows so many occurrences: behind it and the field's number comes the title.
    private func frequency(bodyOccurrences: Int, mark: Int) -> TermFrequency {
        var title = 0
        var offset = mark + 2
        while offset < count {
            if start[offset] < 0x80 { title += 1 }
            offset += 1
        }
        return TermFrequency(body: bodyOccurrences, title: title)
    }

    /// Calls `body` with the field and the position of each occurrence, ascending.
    @inline(__always)
    func forEachPlace(_ body: (_ field: Int, _ position: Int) -> Void) {
        var offset = 0
        var field = 0
        var position = 0
        while offset < count {
            let number = Varint.read(start, &offset)
            if number == Self.fieldMark {
                field = Int(truncatingIfNeeded: Varint.read(start, &offset))
                position = 0
            } else {
                position &+= Int(truncatingIfNeeded: number) &- 2
                body(field, position)
            }
        }
    }
}
