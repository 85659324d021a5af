import ArticleModel
import TextAnalysis

/// Finds the parts of an article that its text shows where its format marks none: the lede, and before it the byline and
/// the dateline, by the customs of news agencies; and quotations, by their marks.
struct TextStructure {
    /// Byline, dateline and lede lie in so many bytes from the beginning on.
    private static let beginning = 4 << 10
    /// A longer byline or dateline is a sentence.
    private static let longestLine = 100

    /// The beginning of the body.
    fileprivate let text: [UInt8]
    fileprivate var parts: [EditorialPart]

    /// The parts of a text, those that its format marks among them, in the order of their beginnings.
    ///
    /// - Complexity: O(bytes).
    static func parts(of text: Span<UInt8>, marked: [EditorialPart]) -> [EditorialPart] {
        let beginning = text.extracting(0..<min(text.count, Self.beginning))
        var structure = TextStructure(text: beginning.withUnsafeBufferPointer { Array($0) }, parts: marked)
        structure.findLede()
        // What a format marks as quotations are those that stand apart; in its paragraphs are others.
        structure.parts += QuotationScanner.quotations(in: text).map { EditorialPart(.quotation, $0) }
        return structure.parts.sorted {
            ($0.range.lowerBound, -$0.range.count, $0.role.rawValue)
                < ($1.range.lowerBound, -$1.range.count, $1.role.rawValue)
        }
    }

    private func has(_ role: EditorialRole) -> Bool { parts.contains { $0.role == role } }

    private mutating func findLede() {
        guard !has(.lede) else { return }
        var blocks: [Sentence] = []
        BlockSegmenter().forEachBlock(of: text.span) { blocks.append($0) }
        let marked = parts
        for block in blocks {
            let range = block.bytes
            // What is a caption or a heading is not the story's beginning.
            if marked.contains(where: { $0.role != .quotation && $0.holds(range) }) { continue }
            // A line of its own that is this short looks like a heading.
            if !has(.byline), isByline(range) {
                parts.append(EditorialPart(.byline, range))
                continue
            }
            guard block.opening == .paragraph else { continue }
            if !has(.dateline), let dateline = dateline(at: range) { parts.append(EditorialPart(.dateline, dateline)) }
            parts.append(EditorialPart(.lede, range))
            return
        }
    }

    // MARK: - Bylines

    private static let bylineWords = ["By ", "BY ", "Von ", "Par ", "Por ", "Door ", "Af ", "Av "]

    /// “By” and a name or two, without a full stop.
    private func isByline(_ block: Range<Int>) -> Bool {
        guard block.count <= Self.longestLine, ![".", "!", "?", ":"].contains(where: { ends(block, $0) }) else {
            return false
        }
        guard let word = Self.bylineWords.first(where: { begins(block.lowerBound, $0) }) else { return false }
        let name = block.lowerBound + word.utf8.count
        return name < block.upperBound && isCapital(at: name)
    }

    // MARK: - Datelines

    private static let dashes = ["—", "–", "--", "-"]

    /// The place at the beginning of a paragraph, up to the dash behind it: “OSLO (Agency) — ”.
    private func dateline(at block: Range<Int>) -> Range<Int>? {
        let limit = min(block.upperBound, block.lowerBound + Self.longestLine)
        var index = block.lowerBound
        var isBehindSpace = false
        var isBehindParenthesis = false
        while index < limit {
            if let dash = Self.dashes.first(where: { begins(index, $0) }) {
                let end = index + dash.utf8.count
                let isApart = end < block.upperBound && text[end] == UInt8(ascii: " ")
                if isApart, isBehindSpace || dash == "—" || isBehindParenthesis {
                    return isPlace(block.lowerBound..<index, isBehindParenthesis) ? block.lowerBound..<end : nil
                }
            }
            if !text[index].isASCIISpace { isBehindParenthesis = text[index] == UInt8(ascii: ")") }
            isBehindSpace = text[index].isASCIISpace
            index += 1
        }
        return nil
    }

    /// A place is in capitals, or an agency follows it in parentheses.
    private func isPlace(_ range: Range<Int>, _ namesAgency: Bool) -> Bool {
        guard isCapital(at: range.lowerBound) else { return false }
        if namesAgency { return true }
        var letters = 0
        for index in range {
            let byte = text[index]
            if byte == UInt8(ascii: ",") || byte == UInt8(ascii: "(") { break }
            if byte | 0x20 >= 0x61, byte | 0x20 <= 0x7A {
                guard byte < 0x60 else { return false }
                letters += 1
            }
        }
        return letters >= 3
    }

    // MARK: - Bytes

    private func begins(_ index: Int, _ word: String) -> Bool {
        var index = index
        for byte in word.utf8 {
            guard index < text.count, text[index] == byte else { return false }
            index += 1
        }
        return true
    }

    private func ends(_ range: Range<Int>, _ mark: String) -> Bool {
        begins(range.upperBound - mark.utf8.count, mark)
    }

    /// ASCII capitals, and any letter beyond: most of those that begin a name are capitals.
    private func isCapital(at index: Int) -> Bool { (0x41...0x5A).contains(text[index]) || text[index] >= 0xC3 }
}

extension EditorialPart {
    /// Whether all of a block is the part, and not only its beginning, as of a dateline.
    fileprivate func holds(_ block: Range<Int>) -> Bool {
        range.lowerBound <= block.lowerBound && block.upperBound <= range.upperBound
    }
}
