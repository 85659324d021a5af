/// Reads the articles of one input after the other.
public struct ArticleSource: Sendable {
    private let options: ReadingOptions

    public init(_ options: ReadingOptions = ReadingOptions()) {
        self.options = options
    }

    /// Whether a file found in a directory is taken: a filter or a reader claims its name, and a forced format is that
    /// reader's. Archives are always taken, as they may hold files of that format.
    public var claims: @Sendable (_ fileName: String) -> Bool {
        { [options] name in
            if options.filters.contains(where: { $0.matches(name) }) { return true }
            guard let reader = ReaderRegistry.reader(forFileNamed: name) else { return false }
            return options.format == nil || reader.name == options.format || reader == ArchiveReader.self
        }
    }

    /// Reads an input, whose path has to be absolute, and hands over its articles and what could not be read.
    ///
    /// - Parameters:
    ///   - onProgress: gets the bytes of the input consumed so far, compressed as they are, with every article.
    ///   - isCancelled: polled while a filter runs; `true` stops it.
    /// - Throws: what `deliver` throws, and nothing else.
    /// - Complexity: O(bytes), in memory of one record and one block.
    public func read(
        _ input: Input, onProgress: (Int) -> Void = { _ in }, isCancelled: @escaping () -> Bool = { false },
        _ deliver: (Result<Article, ArticleFailure>) throws -> Void
    ) throws {
        var path = "-"
        if case .path(let name) = input { path = name }
        let stream: ByteStream
        do {
            stream = try ByteStream(input, ExpansionBudget(options.expansion, isCancelled: isCancelled))
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
            if !context.isFiltered, let filter = options.filters.first(where: { $0.matches(context.name) }) {
                return try read(stream, through: filter, context, deliver)
            }
            reader = try chosenReader(for: context, stream)
        } catch let failure as ArticleFailure {
            return try deliver(.failure(failure))
        }
        try reader.init().read(stream, context, deliver)
    }

    /// Reads what a filter makes of a stream.
    private func read(
        _ stream: ByteStream, through filter: InputFilter, _ context: ReadingContext,
        _ deliver: (Result<Article, ArticleFailure>) throws -> Void
    ) throws {
        var context = context
        context.isFiltered = true
        let printed: ByteStream
        do throws(ArticleFailure) {
            printed = try ByteStream(try FilterRun.output(of: filter, reading: stream, context), of: context.path)
        } catch {
            return try deliver(.failure(error))
        }
        try read(printed, context) { result in
            // What the filter printed stands nowhere in the file.
            try deliver(
                result.map { article in
                    var article = article
                    article.sourceMap = nil
                    return article
                })
        }
    }

    private func chosenReader(
        for context: ReadingContext, _ stream: ByteStream
    ) throws(ArticleFailure) -> any ArticleReader.Type {
        var reader: any ArticleReader.Type = PlainTextReader.self
        let name = context.isFiltered ? "" : context.name
        try stream.peek { reader = ReaderRegistry.reader(forFileNamed: name, beginning: $0) }
        guard let format = options.format else { return reader }
        guard let forced = ReaderRegistry.reader(named: format) else {
            throw ArticleFailure(path: context.path, reason: "no reader is called “\(format)”")
        }
        // The format is that of the articles, also where they are packed.
        var isArchive = false
        try stream.peek { isArchive = ArchiveReader.recognizes($0) == .certain }
        return isArchive && !context.isFiltered ? ArchiveReader.self : forced
    }

    /// Whether a member of an archive is read: its name is claimed, or its content is certain. An archive in an archive
    /// has to be called one: else every office document would be.
    func takes(_ stream: ByteStream, named name: String) throws(ArticleFailure) -> Bool {
        if claims(name) { return true }
        guard options.format == nil else { return false }
        var isCertain = false
        try stream.peek { bytes in
            isCertain = ReaderRegistry.all.contains { $0 != ArchiveReader.self && $0.recognizes(bytes) == .certain }
        }
        return isCertain
    }
}
