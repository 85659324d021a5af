/// Acronyms written with dots: *U.S.*, *U.N*, *a.m.*
enum Acronym {
    /// Where the acronym at `start` ends, its last dot included; `nil` where there is none.
    ///
    /// It takes two single letters at least, each with a dot behind it but perhaps the last.
    static func end(in text: Span<UInt8>, at start: Int) -> Int? {
        var index = start
        var letters = 0
        while index < text.count, text[index].isASCIILetter {
            let after = index + 1
            if after < text.count, text[after] == UInt8(ascii: ".") {
                letters += 1
                index = after + 1
            } else {
                guard letters > 0, after == text.count || isEnd(text[after]) else { break }
                letters += 1
                index = after
                break
            }
        }
        return letters >= 2 ? index : nil
    }

    private static func isEnd(_ byte: UInt8) -> Bool {
        !byte.isASCIILetter && !byte.isASCIIDigit && (byte < 0x80 || byte == 0xE2)
    }
}
