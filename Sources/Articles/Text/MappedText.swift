import ArticleModel

/// Builds the body of an article from pieces of its source, and keeps where each came from.
///
/// White space is joined as a browser does it: between words stands one space, and none at the ends of a paragraph.
struct MappedText {
    /// What separates the text so far from what comes next.
    private enum Gap: Int {
        case none
        case space
        case line
        case paragraph
    }

    private var bytes: [UInt8] = []
    private var map = SourceMap()
    private var isMapped = true
    private var parts: [EditorialPart] = []
    /// Parts that have begun, the outermost first; where a part begins is known once its first word is.
    private var openParts: [(role: EditorialRole, start: Int?)] = []
    private var gap = Gap.none
    /// Where the space of a gap stands in the source, if it is one byte there.
    private var gapSource: Int?
    /// For each line of the body, where its first byte stands in the source.
    private var lineStarts: [Int?] = []
    private(set) var replacements = 0

    init() {}

    /// Whether there is no word yet.
    var isEmpty: Bool { bytes.isEmpty }

    /// Bytes of the body so far.
    var count: Int { bytes.count }

    /// Whether some text is in the body so far.
    func contains(_ text: String) -> Bool { bytes.firstRange(of: Array(text.utf8)) != nil }

    // MARK: - Text

    /// Adds text that stands so in the source from `source` on, or in none; it has to be UTF-8.
    mutating func append(_ text: UnsafeBufferPointer<UInt8>, at source: Int?) {
        var index = 0
        while index < text.count {
            let start = index
            while index < text.count, text[index].isASCIISpace { index += 1 }
            if index > start { space(index - start == 1 ? source.map { $0 + start } : nil) }
            let word = index
            while index < text.count, text[index] != 0 {
                if text[index].isASCIISpace {
                    // A space between two words is added with them: word by word took four times as long.
                    guard text[index] == 0x20, index + 1 < text.count, !text[index + 1].isASCIISpace,
                        text[index + 1] != 0
                    else { break }
                }
                index += 1
            }
            if index > word { add(text[word..<index], from: source.map { $0 + word..<$0 + index }) }
            if index < text.count, text[index] == 0 {
                // NUL, which no index and no terminal takes.
                replacements += 1
                add("\u{FFFD}".utf8, from: source.map { $0 + index..<$0 + index + 1 })
                index += 1
            }
        }
    }

    /// Adds text that is spelled another way in the source: a character for an entity reference.
    mutating func append(_ text: String, for source: Range<Int>?) {
        var text = text
        if text.utf8.allSatisfy(\.isASCIISpace) { return space(nil) }
        if text.utf8.contains(0) { text = DecodedText.withoutNULs(text, counting: &replacements) }
        add(text.utf8, from: source)
    }

    // MARK: - Separations

    /// Separates words.
    mutating func space() { space(nil) }

    /// Begins a line.
    mutating func lineBreak() { widen(.line) }

    /// Begins a paragraph.
    mutating func paragraphBreak() { widen(.paragraph) }

    private mutating func space(_ source: Int?) {
        // A second space beside it: what stands in the source is longer than the one of the body.
        if gap == .none { gapSource = source } else { gapSource = nil }
        widen(.space)
    }

    private mutating func widen(_ other: Gap) {
        guard !bytes.isEmpty else { return }
        gap = gap.rawValue < other.rawValue ? other : gap
    }

    // MARK: - Parts

    /// What comes next is part of something until `end`.
    mutating func begin(_ role: EditorialRole) { openParts.append((role, nil)) }

    /// Ends the innermost part of that role.
    mutating func end(_ role: EditorialRole) {
        guard let index = openParts.lastIndex(where: { $0.role == role }) else { return }
        if let start = openParts.remove(at: index).start, start < bytes.count {
            parts.append(EditorialPart(role, start..<bytes.count))
        }
    }

    // MARK: - The result

    /// A body and where it came from.
    struct Result {
        var body: String
        /// `nil` where some of it is in no source.
        var map: SourceMap?
        var parts: [EditorialPart]
        var lines: LineMapping
        var replacements: Int
    }

    /// - Parameters:
    ///   - source: the bytes that the offsets were given in, to count their lines.
    ///   - offset: that of the first of these bytes.
    ///   - line: the line they begin on.
    /// - Complexity: O(bytes of the source).
    consuming func finish(_ source: UnsafeBufferPointer<UInt8>, at offset: Int = 0, line: Int = 1) -> Result {
        while let last = openParts.last { end(last.role) }
        return Result(
            body: String(decoding: bytes, as: UTF8.self), map: isMapped ? map : nil,
            parts: parts.sorted { ($0.range.lowerBound, -$0.range.count) < ($1.range.lowerBound, -$1.range.count) },
            lines: Self.lines(lineStarts.map { $0.map { $0 - offset } }, in: source, from: line),
            replacements: replacements)
    }

    private static func lines(
        _ starts: [Int?], in source: UnsafeBufferPointer<UInt8>, from first: Int
    ) -> LineMapping {
        var line = first
        var counted = 0
        var lines: [Int] = []
        for start in starts {
            let end = min(start ?? counted, source.count)
            while counted < end {
                if source[counted] == UInt8(ascii: "\n") { line += 1 }
                counted += 1
            }
            lines.append(line)
        }
        return lines.isEmpty ? .fixed(first) : .listed(lines)
    }

    private mutating func add(_ text: some Collection<UInt8>, from source: Range<Int>?) {
        switch gap {
        case .none: break
        case .space: join(" ", from: gapSource.map { $0..<$0 + 1 })
        case .line: join("\n", from: nil)
        case .paragraph: join("\n\n", from: nil)
        }
        gap = .none
        gapSource = nil
        if bytes.isEmpty || bytes.last == UInt8(ascii: "\n") { lineStarts.append(source?.lowerBound) }
        for index in openParts.indices where openParts[index].start == nil { openParts[index].start = bytes.count }
        let start = bytes.count
        bytes.append(contentsOf: text)
        if let source { map.append(start..<bytes.count, from: source) } else { isMapped = false }
    }

    private mutating func join(_ separator: String, from source: Range<Int>?) {
        let start = bytes.count
        bytes.append(contentsOf: separator.utf8)
        if separator == "\n\n" { lineStarts.append(nil) }
        if let source { map.append(start..<bytes.count, from: source) }
    }
}
