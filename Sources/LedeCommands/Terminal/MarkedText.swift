/// A text without superfluous white space, safe for a terminal, that knows the width of its characters and which of
/// them match.
package struct MarkedText {
    package struct Cell: Equatable {
        package var character: Character
        package var width: Int
        package var isMatch: Bool

        package var isSpace: Bool { character == " " || isParagraphEnd }
        package var isParagraphEnd: Bool { character == "\n" }
    }

    private(set) var cells: [Cell] = []
    /// Line ends in the run of white space that was read last.
    private var lineEnds = 0
    private let keepsParagraphs: Bool

    /// Runs of white space become one space, control characters are replaced by visible signs.
    ///
    /// - Parameters:
    ///   - highlights: byte ranges of `text`, ascending and apart.
    ///   - keepsParagraphs: whether a run with an empty line in it becomes a line feed instead.
    /// - Complexity: O(bytes).
    package init(_ text: String, highlights: [Range<Int>] = [], keepsParagraphs: Bool = false) {
        self.keepsParagraphs = keepsParagraphs
        var offset = 0
        var next = highlights.startIndex
        for character in text {
            while next < highlights.endIndex, highlights[next].upperBound <= offset { next += 1 }
            // A highlight may begin inside a cluster, at a mark of its first letter.
            let end = offset + character.utf8.count
            let isMatch = next < highlights.endIndex && highlights[next].lowerBound < end
            offset = end
            append(character, isMatch: isMatch)
        }
        if cells.last?.isSpace == true { cells.removeLast() }
    }

    private init(line: ArraySlice<Cell>) {
        keepsParagraphs = false
        cells = Array(line.last?.isSpace == true ? line.dropLast() : line)
    }

    private mutating func append(_ character: Character, isMatch: Bool) {
        // Nearly all of most texts: no need to ask what Unicode has to say of it. By bytes, as even `asciiValue` compares
        // characters, which for one with many marks takes the square of their number.
        if character.utf8.count == 1, let ascii = character.utf8.first, (0x21...0x7E).contains(ascii) {
            lineEnds = 0
            cells.append(Cell(character: character, width: 1, isMatch: isMatch))
            return
        }
        if character.isWhitespace {
            appendSpace(character, isMatch: isMatch)
            return
        }
        lineEnds = 0
        // A control character can stand in a cluster only at its beginning or alone; signs are looked for all the same.
        for visible in VisibleText.of(String(character)) {
            cells.append(Cell(character: visible, width: DisplayWidth.of(visible), isMatch: isMatch))
        }
    }

    private mutating func appendSpace(_ character: Character, isMatch: Bool) {
        if character.isNewline { lineEnds += 1 }
        guard let last = cells.last else { return }
        if !last.isSpace {
            cells.append(Cell(character: " ", width: 1, isMatch: isMatch && last.isMatch))
        }
        if keepsParagraphs, lineEnds > 1 {
            cells[cells.count - 1] = Cell(character: "\n", width: 0, isMatch: false)
        }
    }

    /// The text with its matches painted.
    package func painted(_ palette: Palette) -> String {
        var text = ""
        var isMatch = false
        for cell in cells {
            if cell.isMatch != isMatch { text += cell.isMatch ? palette.match : palette.reset }
            isMatch = cell.isMatch
            text.append(cell.character)
        }
        return isMatch ? text + palette.reset : text
    }

    /// The text cut into lines of at most `columns` columns: at spaces, between ideographs, and inside a word
    /// only when it is longer than a line.
    ///
    /// - Complexity: O(characters).
    package func wrapped(to columns: Int) -> [MarkedText] {
        var lines: [MarkedText] = []
        var line: [Cell] = []
        var width = 0
        // How many cells of `line` may stand alone.
        var breakable = 0
        for cell in cells {
            if let last = line.last, !last.isSpace, Self.mayBreak(last.character, cell.character) {
                breakable = line.count
            }
            // What is left of a line behind the cut may be too long again for a wide character.
            while width + cell.width > columns, !line.isEmpty {
                let cut = cell.isSpace || breakable == 0 ? line.count : breakable
                lines.append(MarkedText(line: line[..<cut]))
                line.removeSubrange(..<cut)
                width = line.reduce(0) { $0 + $1.width }
                breakable = 0
            }
            if cell.isParagraphEnd, !line.isEmpty {
                lines.append(MarkedText(line: line[...]))
                line = []
                width = 0
                breakable = 0
            }
            if cell.isSpace, line.isEmpty { continue }
            line.append(cell)
            width += cell.width
            if cell.isSpace { breakable = line.count }
        }
        if !line.isEmpty { lines.append(MarkedText(line: line[...])) }
        return lines
    }

    /// Whether a line may end between two characters that are no spaces.
    private static func mayBreak(_ left: Character, _ right: Character) -> Bool {
        guard DisplayWidth.isIdeographic(left) || DisplayWidth.isIdeographic(right) else { return false }
        return !opening.contains(left) && !closing.contains(right)
    }

    // Signs that stand with what follows them, and with what is before them.
    private static let opening: Set<Character> = ["「", "『", "（", "〈", "《", "【", "〔", "［", "｛", "(", "[", "“", "‘"]
    private static let closing: Set<Character> = [
        "」", "』", "）", "〉", "》", "】", "〕", "］", "｝", "、", "。", "，", "．", "：", "；", "？", "！", "ー", "々", ",", ".",
        ":", ";", "?", "!", ")", "]", "”", "’", "…", "％", "%",
    ]
}
