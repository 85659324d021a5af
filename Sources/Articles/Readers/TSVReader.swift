/// Tab-separated values below a header, an article a row. A quotation mark at the beginning of a cell counts as one
/// about the cell only where the cell ends with another.
struct TSVReader: ArticleReader {
    static let name = "tsv"
    static let summary =
        "tab-separated values with a header, one article a row; columns are named as the fields of jsonl"
    static let extensions = ["tsv", "tab"]
    static let origins = SeparatedValues.origins

    static func recognizes(_ beginning: UnsafeBufferPointer<UInt8>) -> Recognition {
        isRecognized(beginning) ? .likely : .no
    }

    static func isRecognized(_ beginning: UnsafeBufferPointer<UInt8>) -> Bool {
        SeparatedValues.tabs.recognizes(beginning)
    }

    func read(
        _ stream: ByteStream, _ context: ReadingContext,
        _ deliver: (Result<Article, ArticleFailure>) throws -> Void
    ) throws {
        try SeparatedValues.tabs.read(stream, context, deliver)
    }
}
