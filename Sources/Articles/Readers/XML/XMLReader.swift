/// XML of any of the vocabularies there is a reader for, told apart by the root element.
struct XMLReader: ArticleReader {
    static let name = "xml"
    static let summary = "XML files: RSS, Atom, NITF or NewsML-G2, told apart by the root element"
    static let extensions = ["xml"]

    static let origins = [FieldOrigin(.text, "what rss, atom, nitf or newsml has, and all other fields likewise")]

    /// The readers of the vocabularies are asked first; what is left here is XML that none of them knows.
    static func recognizes(_ beginning: UnsafeBufferPointer<UInt8>) -> Recognition {
        beginning.withoutUTF8Mark.starts(with: "<?xml".utf8) ? .likely : .no
    }

    func read(
        _ stream: ByteStream, _ context: ReadingContext,
        _ deliver: (Result<Article, ArticleFailure>) throws -> Void
    ) throws {
        try XMLDocument.read(
            stream, context,
            { root throws(UnreadableRoot) in
                guard let vocabulary = XMLVocabularies.vocabulary(of: root) else {
                    throw UnreadableRoot("which no reader knows")
                }
                return vocabulary.init()
            }, deliver)
    }
}
