/// A name's first eight letters as a number, which compares faster than a text. Capitals count as small letters.
struct HTMLWord {
    private(set) var letters: UInt64 = 0
    private(set) var count = 0
    private(set) var hasHyphen = false

    init(_ name: some Sequence<UInt8>) {
        for byte in name {
            let isCapital = byte &- 0x41 < 26
            if count < 8 { letters |= UInt64(isCapital ? byte | 0x20 : byte) << (56 - 8 * UInt64(count)) }
            if byte == UInt8(ascii: "-") { hasHyphen = true }
            count += 1
        }
    }

    init(_ name: some StringProtocol) { self.init(name.utf8) }
}
