/// Finds what stands between quotation marks, of whatever language's custom.
///
/// A quotation does not run across paragraphs; one that is not closed in its paragraph goes on in the next, which begins
/// with the mark once more. A word or two in marks are a name, or irony, and nobody's words.
struct QuotationScanner {
    private enum Mark {
        /// `"`, which opens and closes alike.
        case straight
        /// “ ” „
        case upper(UInt8)
        /// « »
        case angle(UInt8)
        /// 「 」 『 』
        case corner(UInt8)

        /// What can close what this opens.
        func isClosed(by other: Mark) -> Bool {
            switch (self, other) {
            case (.straight, .straight): true
            case (.upper(let open), .upper(let close)): open != close && close != Self.low
            case (.angle(let open), .angle(let close)): open != close
            case (.corner(let open), .corner(let close)): close == open + 1
            default: false
            }
        }

        var canOpen: Bool {
            switch self {
            case .straight, .angle: true
            case .upper(let mark): mark != Self.right
            case .corner(let mark): mark.isMultiple(of: 2)
            }
        }

        /// Whether a mark that is not closed opens a quotation to the paragraph's end.
        var goesOn: Bool {
            if case .upper = self { true } else { false }
        }

        static let left: UInt8 = 0x9C
        static let right: UInt8 = 0x9D
        static let low: UInt8 = 0x9E
    }

    /// A longer one is a mark that somebody forgot.
    private static let longest = 4000
    private static let fewestWords = 3
    /// In scripts without spaces, characters of three bytes.
    private static let fewestUnspacedBytes = 18

    /// The quotations with their marks, in order.
    ///
    /// - Complexity: O(bytes).
    static func quotations(in text: Span<UInt8>) -> [Range<Int>] {
        var quotations: [Range<Int>] = []
        var open: (mark: Mark, start: Int)?
        func close(at end: Int) {
            guard let opened = open else { return }
            open = nil
            let range = opened.start..<end
            if range.count <= longest, isSpeech(range, in: text) { quotations.append(range) }
        }
        var index = 0
        while index < text.count {
            let byte = text[index]
            // The bytes that marks and line feeds begin with, all others at once.
            guard byte == 0x0A || byte == 0x22 || byte == 0xC2 || byte == 0xE2 || byte == 0xE3 else {
                index += 1
                continue
            }
            if byte == 0x0A {
                if index + 1 < text.count, text[index + 1] == 0x0A || text[index + 1] == 0x0D {
                    if open?.mark.goesOn == true { close(at: index) } else { open = nil }
                }
                index += 1
                continue
            }
            guard let (mark, length) = mark(text, at: index) else {
                index += 1
                continue
            }
            if let opened = open, opened.mark.isClosed(by: mark) {
                close(at: index + length)
            } else if open == nil, mark.canOpen {
                open = (mark, index)
            }
            index += length
        }
        if open?.mark.goesOn == true { close(at: text.count) }
        return quotations
    }

    private static func mark(_ text: Span<UInt8>, at index: Int) -> (Mark, length: Int)? {
        switch text[index] {
        case 0x22: return (.straight, 1)
        case 0xC2 where index + 1 < text.count && (text[index + 1] == 0xAB || text[index + 1] == 0xBB):
            return (.angle(text[index + 1]), 2)
        case 0xE2 where index + 2 < text.count && text[index + 1] == 0x80 && (0x9C...0x9E).contains(text[index + 2]):
            return (.upper(text[index + 2]), 3)
        case 0xE3 where index + 2 < text.count && text[index + 1] == 0x80 && (0x8C...0x8F).contains(text[index + 2]):
            return (.corner(text[index + 2]), 3)
        default: return nil
        }
    }

    private static func isSpeech(_ range: Range<Int>, in text: Span<UInt8>) -> Bool {
        var words = 1
        var foreign = 0
        for index in range {
            if text[index] == 0x20 { words += 1 }
            if text[index] >= 0xE3 { foreign += 3 }
        }
        return words >= fewestWords || foreign >= fewestUnspacedBytes
    }
}
