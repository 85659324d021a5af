/// SQLite's variable-length integers: groups of seven bits, the highest first, each byte but the last with its top
/// bit set. Numbers above 2⁵⁶ would have a ninth byte of eight bits; none here comes near.
///
/// Public, as only what is public is inlined in other modules.
public enum Varint {
    @inlinable @inline(__always)
    package static var maximumLength: Int { 9 }

    /// Writes `value` at `target`; returns how many bytes it took.
    @inlinable @inline(__always)
    public static func write(_ value: UInt64, to target: UnsafeMutablePointer<UInt8>) -> Int {
        if value < 0x80 {
            target[0] = UInt8(truncatingIfNeeded: value)
            return 1
        }
        if value < 0x4000 {
            target[0] = UInt8(truncatingIfNeeded: value >> 7) | 0x80
            target[1] = UInt8(truncatingIfNeeded: value) & 0x7F
            return 2
        }
        return writeLong(value, to: target)
    }

    @inline(never)
    public static func writeLong(_ value: UInt64, to target: UnsafeMutablePointer<UInt8>) -> Int {
        precondition(value < 1 << 56, "a number that no index comes near")
        let length = (64 - value.leadingZeroBitCount + 6) / 7
        for index in 0..<length {
            let group = UInt8(truncatingIfNeeded: value >> UInt64(7 * (length - 1 - index))) & 0x7F
            target[index] = index == length - 1 ? group : group | 0x80
        }
        return length
    }

    /// Reads a number at `source[offset]`, and moves `offset` behind it.
    @inlinable @inline(__always)
    public static func read(_ source: UnsafePointer<UInt8>, _ offset: inout Int) -> UInt64 {
        var value: UInt64 = 0
        while true {
            let byte = source[offset]
            offset += 1
            value = value << 7 | UInt64(byte & 0x7F)
            if byte < 0x80 { return value }
        }
    }

    /// The numbers that fill `bytes`; `nil` when the last one is cut off or one is too long.
    public static func all(_ bytes: some Sequence<UInt8>) -> [UInt64]? {
        var values: [UInt64] = []
        var value: UInt64 = 0
        var length = 0
        for byte in bytes {
            length += 1
            guard length < maximumLength else { return nil }
            value = value << 7 | UInt64(byte & 0x7F)
            if byte < 0x80 {
                values.append(value)
                value = 0
                length = 0
            }
        }
        return length == 0 ? values : nil
    }
}

extension [UInt8] {
    public mutating func appendVarint(_ value: UInt64) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Varint.maximumLength) { buffer in
            guard let start = buffer.baseAddress else { return }
            append(contentsOf: buffer[..<Varint.write(value, to: start)])
        }
    }
}

extension GrowingMemory<UInt8> {
    @inlinable @inline(__always)
    public mutating func appendVarint(_ value: UInt64) {
        let place = take(Varint.maximumLength)
        let length = Varint.write(value, to: start + place)
        giveBack(Varint.maximumLength - length)
    }
}
