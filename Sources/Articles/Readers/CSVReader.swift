/// Comma-separated values (RFC 4180) below a header, an article a row; the separator may be a semicolon, a tab or a bar.
struct CSVReader: ArticleReader {
    static let name = "csv"
    static let summary =
        "comma-separated values with a header, one article a row; columns are named as the fields of jsonl"
    static let extensions = ["csv"]
    static let origins = SeparatedValues.origins

    static func recognizes(_ beginning: UnsafeBufferPointer<UInt8>) -> Recognition {
        !TSVReader.isRecognized(beginning) && SeparatedValues.commas.recognizes(beginning) ? .likely : .no
    }

    func read(
        _ stream: ByteStream, _ context: ReadingContext,
        _ deliver: (Result<Article, ArticleFailure>) throws -> Void
    ) throws {
        try SeparatedValues.commas.read(stream, context, deliver)
    }
}
