/// A row of separated values, taken to its cells.
struct TableRow {
    /// A cell where it stands in the row, and whether its quotation marks are doubled.
    private struct Cell {
        var range: Range<Int>
        var hasDoubledQuotes = false
    }

    private let bytes: UnsafeBufferPointer<UInt8>
    private var cells: [Cell] = []
    /// Whether something stands behind a cell's closing quotation mark.
    private(set) var isBroken = false

    var count: Int { cells.count }

    /// - Parameter quotesAreText: whether a cell with something behind its closing quotation mark is taken as it stands.
    init(_ bytes: UnsafeBufferPointer<UInt8>, separators: [UInt8], quotesAreText: Bool = false) {
        self.bytes = bytes
        let quote = UInt8(ascii: "\"")
        let end = bytes.last == 0x0D ? bytes.count - 1 : bytes.count
        var index = 0
        repeat {
            let start = index
            var cell: Cell?
            if index < end, bytes[index] == quote {
                var quoted = Cell(range: start + 1..<end)
                index += 1
                while index < end {
                    guard bytes[index] == quote else {
                        index += 1
                        continue
                    }
                    if index + 1 < end, bytes[index + 1] == quote {
                        quoted.hasDoubledQuotes = true
                        index += 2
                        continue
                    }
                    quoted.range = start + 1..<index
                    index += 1
                    break
                }
                if index >= end || separators.contains(bytes[index]) {
                    cell = quoted
                } else if !quotesAreText {
                    isBroken = true
                }
            }
            while index < end, !separators.contains(bytes[index]) { index += 1 }
            cells.append(cell ?? Cell(range: start..<index))
            index += 1
        } while index <= end
    }

    func isEmpty(_ index: Int) -> Bool { cells[index].range.isEmpty }

    /// The text of a cell.
    subscript(_ index: Int) -> String {
        let cell = cells[index]
        let text = UnsafeBufferPointer(rebasing: bytes[cell.range])
        guard cell.hasDoubledQuotes else { return String(decoding: text, as: UTF8.self) }
        var single: [UInt8] = []
        single.reserveCapacity(text.count)
        var position = 0
        while position < text.count {
            single.append(text[position])
            position += text[position] == UInt8(ascii: "\"") ? 2 : 1
        }
        return String(decoding: single, as: UTF8.self)
    }

    /// The lines of the source that a cell stands on.
    ///
    /// - Parameter line: the one the row begins on.
    func lines(of index: Int, row line: Int) -> LineMapping {
        let range = cells[index].range
        let first = line + bytes[..<range.lowerBound].count { $0 == UInt8(ascii: "\n") }
        return bytes[range].contains(UInt8(ascii: "\n")) ? .counted(from: first) : .fixed(first)
    }
}
