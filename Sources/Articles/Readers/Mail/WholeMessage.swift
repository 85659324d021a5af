/// The bytes of an input that is one message.
struct WholeMessage {
    let bytes: [UInt8]

    /// - Throws: `ArticleFailure` when it cannot be read, is too long, empty, or in UTF-16.
    init(_ stream: ByteStream, _ context: ReadingContext) throws(ArticleFailure) {
        var bytes: [UInt8] = []
        let limit = context.options.maximumArticleBytes
        guard try stream.readAll(into: &bytes, limit: limit) else {
            let line = bytes.prefix(limit).reduce(1) { $1 == UInt8(ascii: "\n") ? $0 + 1 : $0 }
            throw context.failure("longer than \(limit >> 20) MB, the limit for one article (see --memory)", line: line)
        }
        if bytes.withUnsafeBufferPointer({ Self.isBlank($0) }) { throw context.failure("empty file") }
        if bytes.withUnsafeBufferPointer({ Self.looksLikeUTF16($0) }) {
            throw context.failure("UTF-16, and the header of a mail is ASCII; convert it with iconv")
        }
        self.bytes = bytes
    }

    static func isBlank(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        return text.allSatisfy { HeaderFields.isSpace($0) || $0 == UInt8(ascii: "\n") }
    }

    static func looksLikeUTF16(_ beginning: UnsafeBufferPointer<UInt8>) -> Bool {
        if beginning.starts(with: [0xFF, 0xFE]) || beginning.starts(with: [0xFE, 0xFF]) { return true }
        let isNUL = beginning.prefix(4).map { $0 == 0 }
        return isNUL == [true, false, true, false] || isNUL == [false, true, false, true]
    }
}
