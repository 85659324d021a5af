/// Reads a number with its separators: `6,500` is 6500, `1,234.5` is 1234.5, and where the language writes
/// them the other way round, `6.500` is 6500 and `3,5` is 3.5.
struct NumberScanner {
    private let thousands: UInt8
    private let decimal: UInt8

    init(decimalComma: Bool) {
        thousands = UInt8(ascii: decimalComma ? "." : ",")
        decimal = UInt8(ascii: decimalComma ? "," : ".")
    }

    /// Appends the number at `start` in its plain form to `digits`; returns where it ends in the text.
    func scan(_ text: Span<UInt8>, at start: Int, into digits: inout [UInt8]) -> Int {
        var index = appendDigits(text, from: start, into: &digits)
        if index - start <= 3 {
            while let group = thousandsGroup(text, at: index) {
                index = appendDigits(text, from: group, into: &digits)
            }
        }
        // One separator makes a decimal; more make a date or a version, whose numbers stand for themselves.
        guard index + 1 < text.count, text[index] == decimal, text[index + 1].isASCIIDigit else { return index }
        var end = index + 1
        while end < text.count, text[end].isASCIIDigit { end += 1 }
        let goesOn =
            end + 1 < text.count && (text[end] == decimal || text[end] == thousands)
            && text[end + 1].isASCIIDigit
        if goesOn || isBehindSeparator(text, start) { return index }
        digits.append(UInt8(ascii: "."))
        return appendDigits(text, from: index + 1, into: &digits)
    }

    /// Whether the scanned form differs from what the text holds at the same length (a decimal comma).
    func changed(_ text: Span<UInt8>, _ range: Range<Int>, _ digits: [UInt8], _ start: Int) -> Bool {
        for (offset, index) in range.enumerated() where digits[start + offset] != text[index] { return true }
        return false
    }

    private func appendDigits(_ text: Span<UInt8>, from start: Int, into digits: inout [UInt8]) -> Int {
        var index = start
        while index < text.count, text[index].isASCIIDigit {
            digits.append(text[index])
            index += 1
        }
        return index
    }

    /// Where the three digits behind the thousands separator at `offset` begin.
    private func thousandsGroup(_ text: Span<UInt8>, at offset: Int) -> Int? {
        guard offset < text.count else { return nil }
        let first: Int
        switch text[offset] {
        case thousands: first = offset + 1
        case 0xC2 where offset + 1 < text.count && text[offset + 1] == 0xA0: first = offset + 2  // U+00A0
        case 0xE2
        where offset + 2 < text.count && text[offset + 1] == 0x80
            && (text[offset + 2] == 0xAF || text[offset + 2] == 0x89):
            first = offset + 3  // U+202F, U+2009
        default: return nil
        }
        guard first + 3 <= text.count else { return nil }
        for index in first..<first + 3 where !text[index].isASCIIDigit { return nil }
        return first + 3 < text.count && text[first + 3].isASCIIDigit ? nil : first
    }

    private func isBehindSeparator(_ text: Span<UInt8>, _ start: Int) -> Bool {
        start >= 2 && text[start - 1] == decimal && text[start - 2].isASCIIDigit
    }
}
