/// Cuts a text into blocks that no sentence crosses: paragraphs, list items and headings.
///
/// A blank line ends a block. A single line feed does so too, unless the text looks wrapped by hand: a line
/// of ordinary width that ends in the middle of a sentence goes on in the next one.
package struct BlockSegmenter: Sendable {
    package init() {}

    /// Nobody wraps by hand at more than this many bytes: a longer line is a paragraph of its own.
    private static let longestWrappedLine = 100
    /// A heading without a mark has no more bytes than this.
    private static let longestPlainHeading = 80

    /// Calls `body` with each block in order; `opening` tells what the block begins.
    package func forEachBlock(of text: Span<UInt8>, _ body: (Sentence) -> Void) {
        var line = Self.line(text, from: 0)
        var block: Range<Int>?
        var opening = Sentence.Opening.paragraph
        var isBehindBlank = true
        while let current = line {
            let next = Self.line(text, from: current.next)
            line = next
            if current.content.isEmpty {
                if let block { body(Sentence(bytes: block, opening: opening)) }
                block = nil
                opening = .paragraph
                isBehindBlank = true
                continue
            }
            if block == nil, isHeading(text, current, next, isBehindBlank: isBehindBlank) {
                body(Sentence(bytes: current.content, opening: .heading))
                if let next, isUnderline(text, next.content) { line = Self.line(text, from: next.next) }
                opening = .paragraph
                isBehindBlank = false
                continue
            }
            isBehindBlank = false
            block = (block?.lowerBound ?? current.content.lowerBound)..<current.content.upperBound
            if endsBlock(text, current, next), let whole = block {
                body(Sentence(bytes: whole, opening: opening))
                block = nil
                opening = current.content.count > Self.longestWrappedLine ? .paragraph : .sentence
            }
        }
        if let block { body(Sentence(bytes: block, opening: opening)) }
    }

    // MARK: - Lines

    private struct Line {
        /// The line without white space at either end.
        var content: Range<Int>
        /// Where the next line begins.
        var next: Int
    }

    private static func line(_ text: Span<UInt8>, from start: Int) -> Line? {
        guard start < text.count else { return nil }
        var end = start
        while end < text.count, text[end] != UInt8(ascii: "\n") { end += 1 }
        return Line(content: text.trimmed(start..<end), next: end + 1)
    }

    private func endsBlock(_ text: Span<UInt8>, _ line: Line, _ next: Line?) -> Bool {
        guard let next, !next.content.isEmpty else { return false }
        return line.content.count > Self.longestWrappedLine || endsSentence(text, line.content)
            || isListItem(text, next.content) || isMarkedHeading(text, next.content)
    }

    private func endsSentence(_ text: Span<UInt8>, _ content: Range<Int>) -> Bool {
        switch text[content.upperBound - 1] {
        case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: "\""), UInt8(ascii: ":"): true
        default:
            // ” and 。 and their like: three bytes, and none of them is a letter.
            content.count >= 3
                && [0x201D, 0x3002, 0xFF01, 0xFF1F, 0x2026].contains(
                    text.scalar(at: content.upperBound - 3).value)
        }
    }

    private func isListItem(_ text: Span<UInt8>, _ content: Range<Int>) -> Bool {
        guard content.count > 2 else { return false }
        let start = content.lowerBound
        switch text[start] {
        case UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: ">"):
            return text[start + 1] == UInt8(ascii: " ")
        case UInt8(ascii: "0")...UInt8(ascii: "9"):
            return text[start + 1] == UInt8(ascii: ".") && text[start + 2] == UInt8(ascii: " ")
        case 0xE2: return text.scalar(at: start).value == 0x2022
        default: return false
        }
    }

    // MARK: - Headings

    private func isHeading(_ text: Span<UInt8>, _ line: Line, _ next: Line?, isBehindBlank: Bool) -> Bool {
        if isMarkedHeading(text, line.content) { return true }
        guard let next, isBehindBlank, line.content.count <= Self.longestPlainHeading else { return false }
        if !next.content.isEmpty { return isUnderline(text, next.content) }
        return hasMore(text, from: next.next) && looksLikeHeading(text, line.content)
    }

    /// `# Heading` to `###### Heading`.
    private func isMarkedHeading(_ text: Span<UInt8>, _ content: Range<Int>) -> Bool {
        var index = content.lowerBound
        while index < content.upperBound, text[index] == UInt8(ascii: "#") { index += 1 }
        let marks = index - content.lowerBound
        return (1...6).contains(marks) && index < content.upperBound && text[index] == UInt8(ascii: " ")
    }

    private func isUnderline(_ text: Span<UInt8>, _ content: Range<Int>) -> Bool {
        guard content.count >= 3 else { return false }
        let mark = text[content.lowerBound]
        guard mark == UInt8(ascii: "=") || mark == UInt8(ascii: "-") else { return false }
        for index in content where text[index] != mark { return false }
        return true
    }

    /// A short line by itself that does not end as a sentence or a list item does, and begins with a capital or digit.
    private func looksLikeHeading(_ text: Span<UInt8>, _ content: Range<Int>) -> Bool {
        let first = text[content.lowerBound]
        guard !first.isASCIILowercase, first >= 0x80 || first.isASCIIUppercase || first.isASCIIDigit else {
            return false
        }
        switch text[content.upperBound - 1] {
        case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ")"): return false
        default: return !endsSentence(text, content)
        }
    }

    private func hasMore(_ text: Span<UInt8>, from start: Int) -> Bool {
        !text.trimmed(min(start, text.count)..<text.count).isEmpty
    }
}
