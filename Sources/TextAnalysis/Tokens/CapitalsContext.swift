/// Tells an acronym from a headline in capitals: capitals mean something only where the text about them is
/// in mixed case.
struct CapitalsContext {
    /// How far around a word its line is looked at, in bytes.
    private static let window = 100
    /// A query that holds a word in capitals longer than any acronym is shouted as a whole.
    private static let longestAcronym = WordNormalizer.maximumCapitals

    private let fixed: Bool?

    init(_ text: Span<UInt8>, purpose: Analyzer.Purpose) {
        fixed = purpose == .text ? nil : !Self.isShouted(text)
    }

    /// Whether the line about `range` is in mixed case: at least a third of its letters are small.
    func isMixed(_ text: Span<UInt8>, around range: Range<Int>) -> Bool {
        if let fixed { return fixed }
        var small = 0
        var large = 0
        func look(at byte: UInt8) {
            if byte.isASCIILowercase || byte.isUTF8Continuation { small += 1 }
            if byte.isASCIIUppercase { large += 1 }
        }
        var index = range.lowerBound
        while index > max(0, range.lowerBound - Self.window), text[index - 1] != UInt8(ascii: "\n") {
            index -= 1
            look(at: text[index])
        }
        index = range.upperBound
        while index < min(text.count, range.upperBound + Self.window), text[index] != UInt8(ascii: "\n") {
            look(at: text[index])
            index += 1
        }
        return small > 0 && small * 2 >= large
    }

    static func isShouted(_ query: Span<UInt8>) -> Bool {
        var run = 0
        var hasLongCapitals = false
        for index in query.indices {
            if query[index].isASCIILowercase { return false }
            run = query[index].isASCIIUppercase ? run + 1 : 0
            hasLongCapitals = hasLongCapitals || run > longestAcronym
        }
        return hasLongCapitals
    }
}
