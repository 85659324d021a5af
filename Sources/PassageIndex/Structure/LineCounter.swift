import ArticleModel

/// Counts the lines of a source along with its body.
struct LineCounter {
    private let mapping: LineMapping
    /// Of the body, counted from 0.
    private var line = 0
    private var counted = 0

    init(_ mapping: LineMapping) {
        self.mapping = mapping
    }

    /// The line of the source, counted from 1, for a place of the body that is not before the one asked for last.
    mutating func line(of offset: Int, in body: Span<UInt8>) -> Int {
        if case .fixed(let line) = mapping { return line }
        while counted < offset {
            if body[counted] == UInt8(ascii: "\n") { line += 1 }
            counted += 1
        }
        return switch mapping {
        case .fixed(let line): line
        case .counted(let first): first + line
        case .listed(let lines): lines.isEmpty ? 1 : lines[min(line, lines.count - 1)]
        }
    }
}
