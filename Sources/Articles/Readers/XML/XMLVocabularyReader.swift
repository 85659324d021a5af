/// Reads the documents of one vocabulary, which are known by their root elements.
protocol XMLVocabularyReader: ArticleReader {
    associatedtype Vocabulary: XMLVocabulary
}

extension XMLVocabularyReader {
    static func recognizes(_ beginning: UnsafeBufferPointer<UInt8>) -> Recognition {
        XMLRoot(beginning).map { Vocabulary.isRoot($0.name) } == true ? .certain : .no
    }

    func read(
        _ stream: ByteStream, _ context: ReadingContext,
        _ deliver: (Result<Article, ArticleFailure>) throws -> Void
    ) throws {
        try XMLDocument.read(stream, context, Vocabulary.self, deliver)
    }
}
