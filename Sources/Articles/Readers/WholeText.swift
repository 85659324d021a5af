/// The text of an input that is one article.
struct WholeText {
    let decoded: DecodedText

    /// - Parameter charset: the encoding that the text itself names, where its envelope names none.
    /// - Throws: `ArticleFailure` when it cannot be read, is too long, empty, or no text.
    init(
        _ stream: ByteStream, _ context: ReadingContext,
        charset: (UnsafeBufferPointer<UInt8>) -> String? = { _ in nil }
    ) throws(ArticleFailure) {
        var bytes: [UInt8] = []
        guard try stream.readAll(into: &bytes, limit: context.options.maximumArticleBytes) else {
            throw context.tooLong(bytes)
        }
        decoded = bytes.withUnsafeBufferPointer { bytes in
            let named = context.charset.flatMap { Charset(label: $0) == nil ? nil : $0 }
            return DecodedText(bytes, charset: named ?? charset(bytes))
        }
        if let offset = decoded.firstNUL {
            throw context.failure("binary data (NUL byte at offset \(offset)), not a text")
        }
        if decoded.text.allSatisfy({ $0.isWhitespace || $0 == "\u{FEFF}" }) { throw context.failure("empty file") }
    }
}

/// A text seen line by line, with the line numbers of the file.
struct TextLines {
    private(set) var lines: [Substring]

    init(_ text: Substring) {
        // Byte by byte: to look for the ends of characters took longer than all else that is done to a text.
        lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { line in
            Substring(line.last == UInt8(ascii: "\r") && line.endIndex < text.endIndex ? line.dropLast() : line)
        }
    }

    /// The text from a line on, to the end; none behind the last one.
    func text(_ text: String, from line: Int) -> String {
        line < lines.count ? String(text[lines[line].startIndex...]) : ""
    }

    static func isBlank(_ line: Substring) -> Bool { line.allSatisfy(\.isWhitespace) }

    static func trimmed(_ line: Substring) -> Substring {
        var line = line.drop(while: \.isWhitespace)
        while line.last?.isWhitespace == true { line.removeLast() }
        return line
    }
}
