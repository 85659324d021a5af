import Foundation

/// Splits HTML into tags and what stands between them, as browsers do (WHATWG HTML, 13.2.5), also where it is broken.
///
/// It goes through the bytes once and never back, so that no input takes more than linear time; and it says where each
/// token stands, which parsers that build trees do not. Invariant: ranges lie in the source, and follow one another.
struct HTMLTokenizer {
    enum Token {
        case text(Range<Int>)
        /// What stands in an element whose text knows no tags: a script.
        case rawText(Range<Int>)
        /// `attributes` are its attributes. An element that is closed in its own tag is that in XML only.
        case start(HTMLTag, name: Range<Int>, isClosed: Bool)
        case end(HTMLTag, name: Range<Int>)
    }

    private let source: UnsafeBufferPointer<UInt8>
    private let base: UnsafePointer<UInt8>
    private var index = 0
    /// The element whose end tag alone ends its text.
    private var rawTag: HTMLTag?

    /// Those of the last start tag that are read; more than a tag can have are passed over.
    private(set) var attributes: [(name: HTMLAttribute, value: Range<Int>)] = []
    private static let mostAttributes = 64

    init?(_ source: UnsafeBufferPointer<UInt8>) {
        guard let base = source.baseAddress else { return nil }
        self.source = source
        self.base = base
    }

    mutating func next() -> Token? {
        guard index < source.count else { return nil }
        if let tag = rawTag {
            rawTag = nil
            let start = index
            index = endOfRawText(tag)
            if index > start { return .rawText(start..<index) }
        }
        var start = index
        while index < source.count {
            guard let angle = find("<", from: index) else {
                index = source.count
                break
            }
            index = angle
            guard let mark = markup() else {
                // A sign that begins no tag is text.
                index += 1
                continue
            }
            // The text first; what follows is read when it is asked for.
            if angle > start { return .text(start..<angle) }
            switch mark {
            case .comment(let end): index = end
            case .characterData(let range, let end):
                index = end
                if !range.isEmpty { return .text(range) }
            case .startTag: return startTag()
            case .endTag: return endTag()
            }
            start = index
        }
        return start < index ? .text(start..<index) : nil
    }

    // MARK: - What a sign begins

    private enum Mark {
        /// A comment, a declaration or what browsers take for one, up to an offset.
        case comment(Int)
        /// Text between marks of XML, and where they end.
        case characterData(Range<Int>, end: Int)
        case startTag
        case endTag
    }

    /// What begins with the `<` here; `nil` for nothing.
    private func markup() -> Mark? {
        guard index + 1 < source.count else { return nil }
        switch source[index + 1] {
        case UInt8(ascii: "!"):
            if stands("<!--", at: index) { return .comment(endOfComment(from: index + 4)) }
            if stands("<![CDATA[", at: index) {
                let end = end(of: "]]>", from: index + 9)
                return .characterData(
                    index + 9..<(stands("]]>", at: end - 3) ? max(end - 3, index + 9) : end), end: end)
            }
            return .comment(end(of: ">", from: index + 2))
        case UInt8(ascii: "?"): return .comment(end(of: ">", from: index + 2))
        case UInt8(ascii: "/"):
            guard index + 2 < source.count else { return nil }
            return Self.isLetter(source[index + 2]) ? .endTag : .comment(end(of: ">", from: index + 2))
        case let byte: return Self.isLetter(byte) ? .startTag : nil
        }
    }

    private func endOfComment(from start: Int) -> Int {
        if stands(">", at: start) { return start + 1 }
        if stands("->", at: start) { return start + 2 }
        var index = start
        while let dash = find("-", from: index) {
            if stands("-->", at: dash) { return dash + 3 }
            if stands("--!>", at: dash) { return dash + 4 }
            index = dash + 1
        }
        return source.count
    }

    /// Where the text of a raw element ends: at its end tag, or with the page.
    private func endOfRawText(_ tag: HTMLTag) -> Int {
        var index = index
        while let angle = find("<", from: index) {
            if stands("</", at: angle) {
                let name = name(from: angle + 2)
                if !name.isEmpty, HTMLTag(source[name]) == tag { return angle }
            }
            index = angle + 1
        }
        return source.count
    }

    // MARK: - Tags

    private mutating func endTag() -> Token {
        let name = name(from: index + 2)
        index = name.upperBound
        readAttributes(isKept: false)
        return .end(HTMLTag(source[name]), name: name)
    }

    private mutating func startTag() -> Token? {
        let name = name(from: index + 1)
        let tag = HTMLTag(source[name])
        index = name.upperBound
        attributes.removeAll(keepingCapacity: true)
        let isClosed = readAttributes(isKept: true)
        if tag.isRaw, !isClosed { rawTag = tag }
        return .start(tag, name: name, isClosed: isClosed)
    }

    private func name(from start: Int) -> Range<Int> {
        var end = start
        while end < source.count, !Self.endsName(source[end]) { end += 1 }
        return start..<end
    }

    /// Reads up to the end of the tag, and whether the tag closes its own element.
    @discardableResult
    private mutating func readAttributes(isKept: Bool) -> Bool {
        while index < source.count {
            let byte = source[index]
            if byte == UInt8(ascii: ">") {
                index += 1
                return source[index - 2] == UInt8(ascii: "/")
            }
            if byte.isASCIISpace || byte == UInt8(ascii: "/") {
                index += 1
                continue
            }
            let start = index
            index += 1
            while index < source.count, !Self.endsName(source[index]), source[index] != UInt8(ascii: "=") { index += 1 }
            let name = start..<index
            let value = readValue()
            if isKept, attributes.count < Self.mostAttributes, let name = HTMLAttribute(HTMLWord(source[name])) {
                attributes.append((name, value))
            }
        }
        return false
    }

    private mutating func readValue() -> Range<Int> {
        var next = index
        skipSpaces(&next)
        guard next < source.count, source[next] == UInt8(ascii: "=") else { return index..<index }
        next += 1
        skipSpaces(&next)
        guard next < source.count else {
            index = next
            return next..<next
        }
        let quote = source[next]
        if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
            let start = next + 1
            let end = find(quote, from: start) ?? source.count
            index = min(end + 1, source.count)
            return start..<end
        }
        let start = next
        while next < source.count, !source[next].isASCIISpace, source[next] != UInt8(ascii: ">") { next += 1 }
        index = next
        return start..<next
    }

    private func skipSpaces(_ index: inout Int) {
        while index < source.count, source[index].isASCIISpace { index += 1 }
    }

    // MARK: - Bytes

    private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }
    private static func endsName(_ byte: UInt8) -> Bool { byte == 0x3E || byte == 0x2F || byte.isASCIISpace }

    private func find(_ byte: Unicode.Scalar, from start: Int) -> Int? { find(UInt8(ascii: byte), from: start) }

    private func find(_ byte: UInt8, from start: Int) -> Int? {
        guard start < source.count, let found = memchr(base + start, CInt(byte), source.count - start) else {
            return nil
        }
        return base.distance(to: UnsafePointer(found.assumingMemoryBound(to: UInt8.self)))
    }

    private func stands(_ text: StaticString, at start: Int) -> Bool {
        start + text.utf8CodeUnitCount <= source.count
            && memcmp(base + start, text.utf8Start, text.utf8CodeUnitCount) == 0
    }

    /// The offset behind a text, or of the end.
    private func end(of text: StaticString, from start: Int) -> Int {
        var index = start
        while let found = find(text.utf8Start[0], from: index) {
            if stands(text, at: found) { return found + text.utf8CodeUnitCount }
            index = found + 1
        }
        return source.count
    }
}
