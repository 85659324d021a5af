/// JSON: an array of articles, an object with one in it, or an object that is an article.
struct JSONReader: ArticleReader {
    static let name = "json"
    static let summary =
        "JSON, an array of articles or an object with one in it (“articles”, “items”, “docs”); fields as in jsonl"
    static let extensions = ["json"]
    static let origins = JSONLinesReader.origins

    static func recognizes(_ beginning: UnsafeBufferPointer<UInt8>) -> Recognition {
        JSONForm(beginning) == .document ? .likely : .no
    }

    func read(
        _ stream: ByteStream, _ context: ReadingContext,
        _ deliver: (Result<Article, ArticleFailure>) throws -> Void
    ) throws {
        let decoder = RecordDecoder(context)
        func take(_ piece: JSONScanner.Piece, _ line: Int) throws {
            switch piece {
            case .record(let bytes):
                try deliver(Result { () throws(ArticleFailure) in try decoder.article(from: bytes, line: line) })
            case .tooLong: try deliver(.failure(decoder.tooLong(line: line)))
            case .cutOff: try deliver(.failure(context.failure("cut off: the JSON ends too early", line: line)))
            case .envelope: break
            }
        }
        if let failure = try JSONScanner.read(stream, context, hasText: decoder.hasText, take) {
            try deliver(.failure(failure))
        }
    }
}

extension JSONScanner {
    /// Scans a stream to its end.
    ///
    /// - Returns: what is wrong with it as a whole.
    /// - Throws: what `body` throws.
    static func read(
        _ stream: ByteStream, _ context: ReadingContext, arrayNames: Set<String> = EnvelopeSearch.usualNames,
        hasText: @escaping (UnsafeBufferPointer<UInt8>) -> Bool, _ body: Receiver
    ) throws -> ArticleFailure? {
        do {
            try stream.refuseUTF16("JSON is UTF-8; convert it with iconv", context)
        } catch {
            return error
        }
        var scanner = JSONScanner(
            limit: context.options.maximumArticleBytes, arrayNames: arrayNames, hasText: hasText)
        var hasPieces = false
        func take(_ piece: Piece, _ line: Int) throws {
            if case .envelope = piece {} else { hasPieces = true }
            try body(piece, line)
        }
        // Half of an object would only repeat that the input is cut off.
        if let damage = try stream.readChunks({ try scanner.read($0, take) }) { return damage }
        try scanner.finish(take)
        if scanner.isBlank { return context.failure("empty file") }
        return hasPieces ? nil : context.failure("no articles in it")
    }
}
