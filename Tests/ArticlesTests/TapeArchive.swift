/// Writes tar archives byte by byte, so that a test can also write broken ones.
enum TapeArchive {
    /// An archive of regular files.
    static func bytes(_ members: [(name: String, bytes: [UInt8])]) -> [UInt8] {
        members.flatMap { member($0.name, $0.bytes) } + [UInt8](repeating: 0, count: 1024)
    }

    /// One member: its header, and its bytes filled up to blocks of 512.
    ///
    /// - Parameters:
    ///   - kind: `0` a file, `1` a hard link, `2` a symbolic link, `5` a directory, `6` a pipe.
    ///   - magic: none for archives as they were before POSIX.
    static func member(
        _ name: String, _ bytes: [UInt8], kind: Character = "0", magic: String = "ustar\u{0}00", link: String = ""
    ) -> [UInt8] {
        member(Array(name.utf8), bytes, kind: kind, magic: magic, link: link)
    }

    static func member(
        _ name: [UInt8], _ bytes: [UInt8], kind: Character = "0", magic: String = "ustar\u{0}00", link: String = ""
    ) -> [UInt8] {
        var header = [UInt8](repeating: 0, count: 512)
        func put(_ bytes: some Collection<UInt8>, at offset: Int) {
            header.replaceSubrange(offset..<offset + bytes.count, with: bytes)
        }
        func octal(_ number: Int, _ digits: Int) -> String {
            let text = String(number, radix: 8)
            return String(repeating: "0", count: digits - text.count) + text
        }
        put(name.prefix(100), at: 0)
        put("0000644".utf8, at: 100)
        put(octal(bytes.count, 11).utf8, at: 124)
        put(octal(0, 11).utf8, at: 136)
        put("        ".utf8, at: 148)
        put(String(kind).utf8, at: 156)
        put(link.utf8, at: 157)
        put(magic.utf8, at: 257)
        put(octal(header.reduce(0) { $0 + Int($1) }, 6).utf8 + [0, 0x20], at: 148)
        return header + bytes + [UInt8](repeating: 0, count: (512 - bytes.count % 512) % 512)
    }
}
