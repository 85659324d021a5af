/// Reads a document record by record, and goes on behind a broken one.
///
/// In memory are one record and one block. When a record is broken the document is taken up again where the next begins:
/// a new parser reads its opening (what stands before the first record) once more, and then goes on there.
final class XMLDocument {
    /// Bytes that are parsed at a time.
    private static let blockSize = 1 << 16
    /// A longer opening is not kept.
    private static let longestOpening = 1 << 16
    /// Behind so many broken records a document is not read further.
    private static let mostBroken = 1000

    typealias Delivery = (Result<Article, ArticleFailure>) throws -> Void

    private let context: ReadingContext
    private var transcoder: XMLTranscoder
    private let builder: XMLRecordBuilder
    private var parser: XMLPushParser
    private var hasRecords = false
    private var brokenRecords = 0
    /// What stands before the first record.
    private var opening: [UInt8]?
    /// The name in the start tag of an article, with its prefix.
    private var itemTag: [UInt8] = []
    /// Where the start tag of the next article is looked for, behind a broken one.
    private var seeking: Int?
    private var isOver = false
    /// The line of a record over the limit, whose beginning is kept no more.
    private var lineOfTooLong: Int?

    private init(_ context: ReadingContext, _ transcoder: XMLTranscoder, _ choose: @escaping XMLRecordBuilder.Choice) {
        self.context = context
        self.transcoder = transcoder
        builder = XMLRecordBuilder(context, choose)
        parser = XMLPushParser(builder, window: XMLWindow(at: 0))
        builder.parser = parser
    }

    /// Reads all of `stream` and hands over its articles.
    ///
    /// - Parameter choose: the vocabulary for a root element.
    /// - Throws: what `deliver` throws, and nothing else.
    static func read(
        _ stream: ByteStream, _ context: ReadingContext, _ choose: @escaping XMLRecordBuilder.Choice,
        _ deliver: Delivery
    ) throws {
        // The declaration, which may come in several blocks.
        var beginning: [UInt8] = []
        var isAtEnd = false
        var document: XMLDocument?
        do throws(ArticleFailure) {
            while beginning.count < 1024 || beginning.count < 1 << 20 && beginning.allSatisfy(isBlank), !isAtEnd {
                isAtEnd = try !stream.nextChunk { beginning.append(contentsOf: $0) }
            }
        } catch {
            return try deliver(.failure(error))
        }
        let hasMark = beginning.beginsWithUTF8Mark
        if isAtEnd, beginning.dropFirst(hasMark ? 3 : 0).allSatisfy(isBlank) {
            return try deliver(.failure(context.failure("empty file")))
        }
        do throws(XMLTranscoder.UnknownEncoding) {
            let transcoder = try XMLTranscoder(beginning, charset: context.charset)
            document = XMLDocument(context, transcoder, choose)
        } catch {
            let reason = "in an unknown encoding, “\(error.name)”; convert it to UTF-8 with iconv"
            return try deliver(.failure(context.failure(reason)))
        }
        try document?.read(beginning, stream, deliver)
    }

    /// Reads a document of one format.
    static func read<Vocabulary: XMLVocabulary>(
        _ stream: ByteStream, _ context: ReadingContext, _ vocabulary: Vocabulary.Type, _ deliver: Delivery
    ) throws {
        try read(
            stream, context,
            { root throws(UnreadableRoot) in
                guard vocabulary.isRoot(root) else { throw UnreadableRoot("which is not \(vocabulary.title)") }
                return vocabulary.init()
            }, deliver)
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    private func read(_ beginning: [UInt8], _ stream: ByteStream, _ deliver: Delivery) throws {
        try take(beginning.dropFirst(transcoder.markLength), deliver)
        var chunk: [UInt8] = []
        while !isOver {
            chunk.removeAll(keepingCapacity: true)
            let isMore: Bool
            do throws(ArticleFailure) {
                isMore = try stream.nextChunk { chunk.append(contentsOf: $0) }
            } catch {
                // That the document ends there as well would only repeat it.
                return try deliver(.failure(error))
            }
            guard isMore else { break }
            try take(chunk[...], deliver)
        }
        try finish(deliver)
    }

    // MARK: - Blocks

    private func take(_ chunk: ArraySlice<UInt8>, _ deliver: Delivery) throws {
        var rest = chunk
        while !rest.isEmpty, !isOver {
            var text: [UInt8] = []
            transcoder.decode(rest.prefix(Self.blockSize), isLast: false, into: &text)
            rest = rest.dropFirst(Self.blockSize)
            try parse(text, deliver)
        }
    }

    private func parse(_ text: [UInt8], _ deliver: Delivery) throws {
        parser.window.append(text)
        if seeking == nil {
            try check(parser.push(text), deliver)
        }
        if seeking != nil { try resume(deliver) }
        forget()
    }

    private func finish(_ deliver: Delivery) throws {
        if !isOver {
            var text: [UInt8] = []
            transcoder.decode([], isLast: true, into: &text)
            if !text.isEmpty { try parse(text, deliver) }
        }
        if !isOver, seeking == nil {
            parser.finish()
            try deliverFinished(deliver)
            if let problem = parser.problem {
                let isCut = builder.place.map { "cut off: the XML ends inside <\($0)>" }
                try fail(isCut ?? problem.reason, at: builder.start ?? problem.offset, deliver)
            }
        }
        if !hasRecords { try deliver(.failure(context.failure("no articles in it"))) }
    }

    private func keepOpening() {
        guard opening == nil, let first = builder.firstItem, first <= Self.longestOpening,
            parser.window.holds(0..<first)
        else { return }
        opening = Array(parser.window[0..<first])
    }

    /// Forgets what is needed no more.
    private func forget() {
        keepOpening()
        if builder.firstItem == nil, parser.window.start == 0, parser.window.end <= Self.longestOpening { return }
        let start = builder.failure != nil ? nil : builder.start
        let needed = min(start ?? Int.max, seeking ?? parser.offset)
        parser.window.drop(before: needed)
        transcoder.forget(before: needed)
    }

    // MARK: - Broken records

    /// Reports what is broken, and begins to look for the next record.
    private func recover(_ deliver: Delivery) throws {
        try deliverFinished(deliver)
        keepOpening()
        guard let problem = parser.problem else { return }
        try fail(problem.reason, at: problem.offset, deliver)
        try seek(from: builder.start.map { $0 + 1 } ?? problem.offset, deliver)
    }

    private func seek(from offset: Int, _ deliver: Delivery) throws {
        if let start = builder.start, start == builder.lastItem, let tag = tag(at: start) { itemTag = tag }
        brokenRecords += 1
        if brokenRecords == Self.mostBroken {
            try fail("more than \(Self.mostBroken) broken records; the rest is left out", at: offset, deliver)
        }
        isOver =
            opening == nil || itemTag.isEmpty || builder.vocabulary == nil || parser.entities.isExhausted
            || brokenRecords == Self.mostBroken
        if !isOver { seeking = offset }
        builder.reset()
        lineOfTooLong = nil
    }

    /// Takes the document up again at the next record, if that is here.
    private func resume(_ deliver: Delivery) throws {
        while let from = seeking, let opening {
            guard let place = parser.window.startTag(itemTag, from: from) else {
                // A tag may be cut off at the end.
                seeking = max(from, parser.window.end - itemTag.count - 1)
                return
            }
            seeking = nil
            var window = parser.window
            window.drop(before: place)
            parser = XMLPushParser(
                builder, window: window, origin: place - opening.count, entities: parser.entities)
            builder.parser = parser
            builder.isRepeating = true
            let isOpen = parser.push(opening)
            builder.isRepeating = false
            guard isOpen else {
                isOver = true
                return
            }
            try check(parser.push(window.bytes), deliver)
        }
    }

    /// Delivers what a push made, and reports what it broke.
    private func check(_ isWell: Bool, _ deliver: Delivery) throws {
        guard isWell else { return try recover(deliver) }
        try deliverFinished(deliver)
        let limit = context.options.maximumArticleBytes
        if let start = builder.start, lineOfTooLong == nil,
            builder.failure != nil || parser.window.end - start > limit
        {
            lineOfTooLong = parser.window.line(at: start)
            if builder.failure == nil { builder.giveUpRecord() }
        }
        // One tag or one text that goes on and on, and that libxml2 keeps until its end.
        guard parser.window.end - parser.offset > limit + 2 * Self.blockSize else { return }
        keepOpening()
        try fail(builder.tooLong, at: builder.start ?? parser.offset, deliver)
        try seek(from: parser.window.end - 1, deliver)
    }

    // MARK: - Records

    private func deliverFinished(_ deliver: Delivery) throws {
        for finished in builder.takeFinished() {
            if let tag = tag(at: finished.element.offset), builder.vocabulary?.isItem(finished.element.name) == true {
                itemTag = tag
            }
            let result: Result<Article, ArticleFailure>?
            do throws(ArticleFailure) {
                if let reason = finished.failure {
                    let line = lineOfTooLong ?? parser.window.line(at: finished.range.lowerBound)
                    lineOfTooLong = nil
                    throw context.failure(reason, line: line)
                }
                guard let record = record(finished) else { continue }
                result = try builder.vocabulary?.article(from: record, context).map { .success($0) }
            } catch {
                result = .failure(error)
            }
            if let result {
                hasRecords = true
                try deliver(result)
            }
        }
    }

    private func record(_ finished: XMLRecordBuilder.Finished) -> XMLRecord? {
        guard parser.window.holds(finished.range) else { return nil }
        let isVerbatim = finished.range.upperBound <= transcoder.verbatimEnd
        return XMLRecord(
            element: finished.element, text: finished.text, surroundings: finished.surroundings,
            source: Array(parser.window[finished.range]), line: parser.window.line(at: finished.range.lowerBound),
            fileOffset: isVerbatim ? transcoder.markLength : nil,
            replacements: transcoder.replaced.count { finished.range.contains($0) } + finished.omitted)
    }

    private func fail(_ reason: String, at offset: Int, _ deliver: Delivery) throws {
        hasRecords = true
        let line = builder.start == offset ? lineOfTooLong : nil
        try deliver(.failure(context.failure(reason, line: line ?? parser.window.line(at: offset))))
    }

    /// The name in the start tag at `offset`, as it is written.
    private func tag(at offset: Int) -> [UInt8]? {
        var name: [UInt8] = []
        var index = offset + 1
        while let byte = parser.window[index], byte > 0x20, byte != UInt8(ascii: ">"), byte != UInt8(ascii: "/") {
            name.append(byte)
            index += 1
        }
        return name.isEmpty ? nil : name
    }
}
