/// The archives whose members are read: those that show at their beginning what they are.
enum ArchiveFormat: CaseIterable {
    case tar, zip, sevenZip, cpio, ar

    /// Whether its list of members, without which it cannot be read, stands at the end.
    var needsSeeking: Bool { self == .sevenZip }
    /// Whether it is better read by the list at its end than from its beginning on.
    var gainsBySeeking: Bool { self == .sevenZip || self == .zip }

    /// The format of an archive that begins with these bytes; `nil` when that is not certain.
    init?(beginning bytes: UnsafeRawBufferPointer) {
        guard let format = Self.allCases.first(where: { $0.begins(bytes) }) else { return nil }
        self = format
    }

    private func begins(_ bytes: UnsafeRawBufferPointer) -> Bool {
        func stands(_ mark: String, at offset: Int = 0) -> Bool {
            bytes.count >= offset + mark.utf8.count && bytes[offset...].starts(with: mark.utf8)
        }
        switch self {
        case .tar: return stands("ustar", at: 257)
        case .zip: return ["PK\u{3}\u{4}", "PK\u{5}\u{6}", "PK00PK\u{3}\u{4}"].contains { stands($0) }
        case .sevenZip: return bytes.starts(with: [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C])
        case .ar: return stands("!<arch>\n")
        case .cpio:
            // A text could begin with these digits too, but not go on like this.
            let length = stands("070707") ? 76 : stands("070701") || stands("070702") ? 110 : 0
            return length > 0 && bytes.count >= length && bytes[..<length].allSatisfy(Self.isHexadecimal)
        }
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"):
            true
        default: false
        }
    }
}
