/// The id of a record that has none and no address.
enum RecordIdentity {
    /// 64 bits of FNV-1a (Fowler, Noll and Vo, 1991) over title and text, so that it stays the same wherever the record
    /// stands.
    static func of(_ title: String?, _ text: String?) -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in "\(title ?? "")\n\(text ?? "")".utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
