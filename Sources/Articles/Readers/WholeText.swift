/// The text of an input that is one article.
struct WholeText {
    let decoded: DecodedText

    /// - Throws: `ArticleFailure` when it cannot be read, is too long, empty, or no text.
    init(_ stream: ByteStream, _ context: ReadingContext) throws(ArticleFailure) {
        var bytes: [UInt8] = []
        let limit = context.options.maximumArticleBytes
        guard try stream.readAll(into: &bytes, limit: limit) else {
            throw context.failure(
                "longer than \(limit >> 20) MB, the limit for one article (see --memory)",
                line: Self.lines(in: bytes.prefix(limit)))
        }
        decoded = bytes.withUnsafeBufferPointer { DecodedText($0) }
        if let nul = decoded.text.utf8.firstIndex(of: 0) {
            let offset = decoded.text.utf8.distance(from: decoded.text.startIndex, to: nul)
            throw context.failure("binary data (NUL byte at offset \(offset)), not a text")
        }
        if decoded.text.allSatisfy({ $0.isWhitespace || $0 == "\u{FEFF}" }) { throw context.failure("empty file") }
    }

    /// The line the bytes end on.
    private static func lines(in bytes: ArraySlice<UInt8>) -> Int {
        bytes.reduce(1) { $1 == UInt8(ascii: "\n") ? $0 + 1 : $0 }
    }
}

/// A text seen line by line, with the line numbers of the file.
struct TextLines {
    private(set) var lines: [Substring]

    init(_ text: Substring) {
        // A line end of Windows is one character in Swift, so both kinds are looked for.
        lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    }

    static func isBlank(_ line: Substring) -> Bool { line.allSatisfy(\.isWhitespace) }

    static func trimmed(_ line: Substring) -> Substring {
        var line = line.drop(while: \.isWhitespace)
        while line.last?.isWhitespace == true { line.removeLast() }
        return line
    }
}
