/// The bytes of an input that is one message.
struct WholeMessage {
    let bytes: [UInt8]

    /// - Throws: `ArticleFailure` when it cannot be read, is too long, empty, or in UTF-16.
    init(_ stream: ByteStream, _ context: ReadingContext) throws(ArticleFailure) {
        var bytes: [UInt8] = []
        guard try stream.readAll(into: &bytes, limit: context.options.maximumArticleBytes) else {
            throw context.tooLong(bytes)
        }
        if bytes.withUnsafeBufferPointer({ Self.isBlank($0) }) { throw context.failure("empty file") }
        if bytes.looksLikeUTF16 {
            throw context.failure("UTF-16, and the header of a mail is ASCII; convert it with iconv")
        }
        self.bytes = bytes
    }

    static func isBlank(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        bytes.withoutUTF8Mark.allSatisfy { HeaderFields.isSpace($0) || $0 == UInt8(ascii: "\n") }
    }
}
