/// How bytes are written in mail, which once took only short lines of ASCII (RFC 2045, 6).
///
/// What is broken is passed over: some damage to a letter is better than none of its text.
enum TransferEncoding {
    /// The bytes that a body of that `Content-Transfer-Encoding` stands for.
    static func decoded(_ body: ArraySlice<UInt8>, _ encoding: String?) -> [UInt8] {
        switch encoding?.lowercased() {
        case "base64": base64(body)
        case "quoted-printable": quotedPrintable(body)
        default: Array(body)
        }
    }

    /// Whether a body of that encoding stands in the source as it is.
    static func isVerbatim(_ encoding: String?) -> Bool {
        encoding.map { !["base64", "quoted-printable"].contains($0.lowercased()) } ?? true
    }

    /// - Complexity: O(bytes).
    static func base64(_ text: ArraySlice<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 4 * 3 + 3)
        var bits: UInt32 = 0
        var count = 0
        text.withUnsafeBufferPointer { text in
            for byte in text {
                let value = sextets[Int(byte)]
                if value == 0xFF {
                    // Behind a `=` another run of its own may begin, as where two texts were joined.
                    if byte == UInt8(ascii: "=") { (bits, count) = (0, 0) }
                    continue
                }
                bits = bits << 6 | UInt32(value)
                count += 6
                if count >= 8 {
                    count -= 8
                    bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
                }
            }
        }
        return bytes
    }

    /// - Complexity: O(bytes).
    static func quotedPrintable(_ text: ArraySlice<UInt8>, underscoreIsSpace: Bool = false) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        text.withUnsafeBufferPointer { text in
            var index = 0
            while index < text.count {
                let byte = text[index]
                index += 1
                guard byte == UInt8(ascii: "=") else {
                    bytes.append(underscoreIsSpace && byte == UInt8(ascii: "_") ? 0x20 : byte)
                    continue
                }
                if index + 1 < text.count, let high = digit(text[index]), let low = digit(text[index + 1]) {
                    bytes.append(high << 4 | low)
                    index += 2
                    continue
                }
                // A soft line break, which white space may have been put behind; anything else stands for itself.
                var end = index
                while end < text.count, HeaderFields.isSpace(text[end]) { end += 1 }
                if end < text.count, text[end] == UInt8(ascii: "\n") {
                    index = end + 1
                } else if end == text.count {
                    index = end
                } else {
                    bytes.append(byte)
                }
            }
        }
        return bytes
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        default: nil
        }
    }

    /// What the characters of base 64 stand for; 0xFF for all others.
    private static let sextets: [UInt8] = {
        var values = [UInt8](repeating: 0xFF, count: 256)
        let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
        for (value, character) in alphabet.utf8.enumerated() { values[Int(character)] = UInt8(value) }
        // The alphabet for addresses, which some mailers take.
        values[Int(UInt8(ascii: "-"))] = 62
        values[Int(UInt8(ascii: "_"))] = 63
        return values
    }()
}
