extension XMLWindow {
    /// Finds where a text that libxml2 hands over stands, and calls `body` with its pieces: each is in the document as it
    /// is, or is the reference before `end`, or in no known place. Nothing is taken on trust: what is said to be verbatim
    /// was compared.
    func align(
        _ text: UnsafeBufferPointer<UInt8>, endingAt end: Int,
        _ body: (UnsafeBufferPointer<UInt8>, XMLTextOrigin) -> Void
    ) {
        if has(text, at: end - text.count) { return body(text, .verbatim(end - text.count)) }
        if self[end - 1] == UInt8(ascii: ";"), text.count <= 4, let start = reference(to: text, endingAt: end) {
            return body(text, .reference(start..<end))
        }
        guard let pieces = lines(of: text, endingAt: end) else { return body(text, .unknown) }
        for (piece, source) in pieces.reversed() {
            body(UnsafeBufferPointer(rebasing: text[piece]), .verbatim(source))
        }
    }

    /// The beginning of the reference that ends at `end` and stands for `text`.
    private func reference(to text: UnsafeBufferPointer<UInt8>, endingAt end: Int) -> Int? {
        var start = end - 2
        while end - start <= 16, let byte = self[start], byte != UInt8(ascii: "&") { start -= 1 }
        guard self[start] == UInt8(ascii: "&"), end - start > text.count else { return nil }
        let name = String(decoding: self[start + 1..<end - 1], as: UTF8.self)
        guard let character = XMLEntities.character(name) ?? XMLEntities.standard(name),
            character.utf8.elementsEqual(text)
        else { return nil }
        return start
    }

    /// The lines of a text in which libxml2 made one character of each line end of Windows, the last one first: bytes of
    /// the text, with their line feed, and where they stand.
    private func lines(
        of text: UnsafeBufferPointer<UInt8>, endingAt end: Int
    ) -> [(piece: Range<Int>, source: Int)]? {
        var pieces: [(piece: Range<Int>, source: Int)] = []
        var pieceEnd = text.count
        var index = text.count
        var source = end
        while index > 0 {
            guard self[source - 1] == text[index - 1] else { return nil }
            index -= 1
            source -= 1
            guard text[index] == UInt8(ascii: "\n"), self[source - 1] == UInt8(ascii: "\r") else { continue }
            if index == 0 || text[index - 1] != UInt8(ascii: "\r") {
                pieces.append((index..<pieceEnd, source))
                pieceEnd = index
                source -= 1
            }
        }
        if pieceEnd > 0 { pieces.append((0..<pieceEnd, source)) }
        return pieces
    }
}
