import Foundation

/// Writes text from a tape into a body.
struct HTMLWriter {
    private let source: UnsafeBufferPointer<UInt8>
    /// What the offsets on the tape are counted from; `nil` when the body is no piece of its source.
    private let origin: Int?
    private var preformattedDepth = 0

    init(_ source: UnsafeBufferPointer<UInt8>, at origin: Int?) {
        self.source = source
        self.origin = origin
    }

    mutating func write(_ event: HTMLTape.Event, of tape: HTMLTape, to text: inout MappedText) {
        switch event {
        case .start(let tag, _):
            separate(tag, &text)
            if tag == .pre || tag == .listing || tag == .xmp { preformattedDepth += 1 }
        case .end(let tag):
            separate(tag, &text)
            if tag == .pre || tag == .listing || tag == .xmp { preformattedDepth -= 1 }
        case .text(let range):
            write(Int(range.lowerBound)..<Int(range.upperBound), &text)
        case .spelled(let range, let spelled):
            let bytes = tape.spelled[Int(spelled.lowerBound)..<Int(spelled.upperBound)]
            // A space that breaks no line is one all the same.
            let isSpace = bytes.elementsEqual([0xC2, 0xA0]) || bytes.elementsEqual([0xE3, 0x80, 0x80])
            text.append(
                isSpace ? " " : String(decoding: bytes, as: UTF8.self),
                for: origin.map { $0 + Int(range.lowerBound)..<$0 + Int(range.upperBound) })
        }
    }

    private func separate(_ tag: HTMLTag, _ text: inout MappedText) {
        switch tag.layout {
        case .paragraph: text.paragraphBreak()
        case .line: text.lineBreak()
        case .cell: text.space()
        case .inline, .dropped: break
        }
    }

    private func write(_ range: Range<Int>, _ text: inout MappedText) {
        var start = range.lowerBound
        while start < range.upperBound {
            let end = stop(in: start..<range.upperBound)
            text.append(UnsafeBufferPointer(rebasing: source[start..<end]), at: origin.map { $0 + start })
            guard end < range.upperBound else { return }
            if source[end] == UInt8(ascii: "\n") {
                text.lineBreak()
                start = end + 1
            } else {
                text.space()
                start = end + (source[end] == 0xC2 ? 2 : 3)
            }
        }
    }

    /// Where a line ends that was written as one, or a space stands that is no ASCII.
    private func stop(in range: Range<Int>) -> Int {
        var end = range.upperBound
        guard let base = source.baseAddress else { return end }
        if preformattedDepth > 0, let line = memchr(base + range.lowerBound, 0x0A, end - range.lowerBound) {
            end = base.distance(to: line.assumingMemoryBound(to: UInt8.self))
        }
        // U+00A0 and the space of East Asian scripts, U+3000.
        end = find([0xC2, 0xA0], in: range.lowerBound..<end) ?? end
        return find([0xE3, 0x80, 0x80], in: range.lowerBound..<end) ?? end
    }

    private func find(_ bytes: [UInt8], in range: Range<Int>) -> Int? {
        guard let base = source.baseAddress else { return nil }
        var index = range.lowerBound
        while index < range.upperBound, let found = memchr(base + index, CInt(bytes[0]), range.upperBound - index) {
            index = base.distance(to: UnsafePointer(found.assumingMemoryBound(to: UInt8.self)))
            if range.upperBound - index >= bytes.count, memcmp(base + index, bytes, bytes.count) == 0 { return index }
            index += 1
        }
        return nil
    }
}
