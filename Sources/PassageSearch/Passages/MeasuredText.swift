import ArticleModel

/// A text that knows how long its parts are to a reader: in characters, East Asian ones counted twice and white space
/// only once, however much of it there is.
struct MeasuredText {
    /// Where each character begins, in bytes; then where the text ends.
    private let offsets: [Int]
    /// The length of all that stands before each of these.
    private let lengths: [Int]
    private let isSpace: [Bool]

    /// - Complexity: O(bytes).
    init(_ text: String) {
        var offsets = [0]
        var lengths = [0]
        var isSpace: [Bool] = []
        offsets.reserveCapacity(text.utf8.count + 1)
        lengths.reserveCapacity(text.utf8.count + 1)
        isSpace.reserveCapacity(text.utf8.count)
        var length = 0
        text.forEachCharacter { end, width, isWhitespace in
            if !isWhitespace || isSpace.last != true { length += width }
            offsets.append(end)
            lengths.append(length)
            isSpace.append(isWhitespace)
        }
        self.offsets = offsets
        self.lengths = lengths
        self.isSpace = isSpace
    }

    var length: Int { lengths[lengths.count - 1] }

    /// The length of some bytes, whole characters at either end.
    ///
    /// - Complexity: O(log characters).
    func length(of bytes: Range<Int>) -> Int {
        lengths[characterIndex(endingAt: bytes.upperBound)] - lengths[characterIndex(at: bytes.lowerBound)]
    }

    /// As much of `whole` as there is `room` for, with the bytes `core` in it: whole words where there are spaces.
    ///
    /// More is shown of what follows than of what stands before.
    func cut(_ whole: Range<Int>, around core: Range<Int>, room: Int) -> Range<Int> {
        let limits = characterIndex(at: whole.lowerBound)..<characterIndex(endingAt: whole.upperBound)
        let kept = characterIndex(at: core.lowerBound)..<characterIndex(endingAt: core.upperBound)
        func free(_ start: Int, _ end: Int) -> Int { room - (lengths[end] - lengths[start]) }
        var start = kept.lowerBound
        // At least a character, however little room there is.
        var end = start + 1
        while end < kept.upperBound, free(start, end + 1) >= 0 { end += 1 }
        let before = free(start, end) / 3
        while start > limits.lowerBound, lengths[kept.lowerBound] - lengths[start - 1] <= before { start -= 1 }
        while end < limits.upperBound, free(start, end + 1) >= 0 { end += 1 }
        while start > limits.lowerBound, free(start - 1, end) >= 0 { start -= 1 }
        if start > limits.lowerBound, !isSpace[start - 1],
            let space = isSpace[start..<kept.lowerBound].firstIndex(of: true)
        {
            start = space
        }
        if end < limits.upperBound, end > kept.upperBound, !isSpace[end],
            let space = isSpace[kept.upperBound..<end].lastIndex(of: true)
        {
            end = space
        }
        while start < kept.lowerBound, isSpace[start] { start += 1 }
        while end > start + 1, isSpace[end - 1] { end -= 1 }
        return offsets[start]..<offsets[end]
    }

    /// The number of the character that holds the byte at `offset`.
    private func characterIndex(at offset: Int) -> Int {
        let end = characterIndex(endingAt: offset)
        return offsets[end] > offset ? end - 1 : end
    }

    /// How many characters it takes to reach `offset`.
    private func characterIndex(endingAt offset: Int) -> Int {
        min(offsets.partitioningIndex { $0 >= offset }, offsets.count - 1)
    }
}

extension String {
    /// Calls `body` with each character: where it ends, how long it is, and whether it is white space.
    fileprivate func forEachCharacter(_ body: (_ end: Int, _ length: Int, _ isWhitespace: Bool) -> Void) {
        var offset = 0
        let count = utf8.count
        while offset < count {
            let start = utf8.index(startIndex, offsetBy: offset)
            let byte = utf8[start]
            offset += 1
            // Most of most texts, and most of the time that it takes to ask what Unicode has to say of them.
            let isAlone =
                byte < 0x80 && byte != UInt8(ascii: "\r")
                && (offset == count || utf8[utf8.index(after: start)] < 0x80)
            if isAlone {
                body(offset, 1, byte == UInt8(ascii: " ") || (0x09...0x0D).contains(byte))
                continue
            }
            let character = self[start]
            offset += character.utf8.count - 1
            body(offset, Self.length(of: character), character.isWhitespace)
        }
    }

    private static func length(of character: Character) -> Int {
        switch character.unicodeScalars.first?.value ?? 0 {
        case 0x1100...0x11FF, 0x2E80...0xD7FF, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0x1F300...0x3FFFD: 2
        default: 1
        }
    }
}
