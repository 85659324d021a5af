/// Reads the articles of one input after the other.
public struct ArticleSource: Sendable {
    private let options: ReadingOptions

    public init(_ options: ReadingOptions = ReadingOptions()) {
        self.options = options
    }

    /// Whether a file found in a directory is taken: a reader claims its name, and a forced format is that reader's.
    public var claims: @Sendable (_ fileName: String) -> Bool {
        { [options] name in
            guard let reader = ReaderRegistry.reader(forFileNamed: name) else { return false }
            return options.format == nil || reader.name == options.format
        }
    }

    /// Reads an input, whose path has to be absolute, and hands over its articles and what could not be read.
    ///
    /// - Parameter onProgress: gets the bytes of the input consumed so far, compressed as they are, with every article.
    /// - Throws: what `deliver` throws, and nothing else.
    /// - Complexity: O(bytes), in memory of one record and one block.
    public func read(
        _ input: Input, onProgress: (Int) -> Void = { _ in },
        _ deliver: (Result<Article, ArticleFailure>) throws -> Void
    ) throws {
        var path = "-"
        if case .path(let name) = input { path = name }
        let stream: ByteStream
        do {
            stream = try ByteStream(input)
        } catch {
            return try deliver(.failure(error))
        }
        try read(stream, ReadingContext(path: path, options: options)) { result in
            onProgress(stream.consumedBytes)
            try deliver(result)
        }
    }

    /// Reads what a stream holds, an input or a member of one.
    ///
    /// - Throws: what `deliver` throws, and nothing else.
    func read(
        _ stream: ByteStream, _ context: ReadingContext, _ deliver: (Result<Article, ArticleFailure>) throws -> Void
    ) throws {
        let reader: any ArticleReader.Type
        do {
            reader = try chosenReader(for: context.path, stream)
        } catch {
            return try deliver(.failure(error))
        }
        try reader.init().read(stream, context, deliver)
    }

    private func chosenReader(
        for path: String, _ stream: ByteStream
    ) throws(ArticleFailure) -> any ArticleReader.Type {
        if let format = options.format {
            guard let reader = ReaderRegistry.reader(named: format) else {
                throw ArticleFailure(path: path, reason: "no reader is called “\(format)”")
            }
            return reader
        }
        let name = path.split(separator: "/").last.map(String.init) ?? path
        var reader: any ArticleReader.Type = PlainTextReader.self
        try stream.peek { reader = ReaderRegistry.reader(forFileNamed: name, beginning: $0) }
        return reader
    }
}
