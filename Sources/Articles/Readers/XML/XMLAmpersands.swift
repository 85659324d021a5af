import Foundation

/// Keeps from libxml2 each `&` that begins no reference: it would leave it out with the name behind it, and wait for a `;`
/// however far away.
enum XMLAmpersands {
    /// Stands in its place, and takes one byte as well, so that no offset moves: DEL, which XML allows and no text has.
    static let cover: UInt8 = 0x7F
    /// A longer name is none.
    private static let longestReference = 64

    /// Covers those in `bytes`.
    ///
    /// - Parameter isLast: whether nothing follows.
    /// - Returns: the end of the bytes, which is taken away, where it is open what an `&` begins.
    static func cover(_ bytes: inout [UInt8], isLast: Bool) -> [UInt8] {
        var end = bytes.count
        bytes.withUnsafeMutableBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return }
            var index = 0
            while index < bytes.count, let found = memchr(base + index, CInt(UInt8(ascii: "&")), bytes.count - index) {
                index = found.assumingMemoryBound(to: UInt8.self) - base
                switch beginsReference(bytes, index) {
                case true?: break
                case nil where !isLast:
                    end = index
                    return
                default: bytes[index] = cover
                }
                index += 1
            }
        }
        let rest = Array(bytes[end...])
        bytes.removeLast(rest.count)
        return rest
    }

    /// A text with those that were covered.
    static func uncovered(_ text: String) -> String {
        guard text.utf8.contains(cover) else { return text }
        return text.replacing("\u{7F}", with: "&")
    }

    /// `nil` where the bytes end before it is plain.
    private static func beginsReference(_ bytes: UnsafeMutableBufferPointer<UInt8>, _ ampersand: Int) -> Bool? {
        var index = ampersand + 1
        while index < bytes.count, index - ampersand <= longestReference {
            let byte = bytes[index]
            if byte == UInt8(ascii: ";") { return index > ampersand + 1 }
            let isDigit = (0x30...0x39).contains(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
            let isLetter = (0x41...0x5A).contains(byte & 0xDF) || byte == UInt8(ascii: "_") || byte >= 0x80
            let isNumberSign = byte == UInt8(ascii: "#") && index == ampersand + 1
            let isNumber = bytes[ampersand + 1] == UInt8(ascii: "#")
            guard isLetter || isNumberSign || isDigit && (isNumber || index > ampersand + 1) else { return false }
            index += 1
        }
        return index < bytes.count ? false : nil
    }
}
