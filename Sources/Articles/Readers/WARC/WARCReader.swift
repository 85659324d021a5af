/// A web archive (WARC 1.0 and 1.1, ISO 28500): each page that was found is an article, as HTML is read.
struct WARCReader: ArticleReader {
    static let name = "warc"
    static let summary = "web archive; each page in HTML or plain text that was found (status 200) is an article"
    static let extensions = ["warc"]

    // The day of the capture is no date of publication: a page of 2004 that was captured in 2023 is no news of 2023, and
    // a search between dates had better not find it at all than find it there. The day stands in the key.
    static let origins = [
        FieldOrigin(.id, "WARC-Target-URI and WARC-Date"),
        FieldOrigin(.title, "what HTML says"),
        FieldOrigin(.text, "the page"),
        FieldOrigin(.date, "what HTML says"),
        FieldOrigin(.url, "what HTML says, else WARC-Target-URI"),
    ]

    static func recognizes(_ beginning: UnsafeBufferPointer<UInt8>) -> Recognition {
        beginning.starts(with: WARCPages.version) ? .certain : .no
    }

    func read(
        _ stream: ByteStream, _ context: ReadingContext,
        _ deliver: (Result<Article, ArticleFailure>) throws -> Void
    ) throws {
        var pages = WARCPages(stream, context)
        while true {
            let found: WARCPages.Found?
            do {
                found = try pages.next()
            } catch {
                return try deliver(.failure(error))
            }
            switch found {
            case nil: return
            case .failure(let failure): try deliver(.failure(failure))
            case .page(let page, let context): try page.read(context, deliver)
            }
        }
    }
}

/// The pages of a web archive one by one. Of the other records nothing is held in memory.
private struct WARCPages {
    enum Found {
        case page(CapturedPage, ReadingContext)
        case failure(ArticleFailure)
    }

    static let version = Array("WARC/1.".utf8)

    private static let longestHeader = 1 << 16

    private let context: ReadingContext
    private let stream: ByteStream
    private var cursor: StreamCursor
    private var block: [UInt8] = []
    private var hasRecords = false
    /// Whether something was handed over, or the archive holds no page.
    private var hasFound = false
    /// Whether what comes next is no record, which was told already.
    private var isLost = false

    init(_ stream: ByteStream, _ context: ReadingContext) {
        self.stream = stream
        self.context = context
        cursor = StreamCursor(stream)
    }

    /// The next page, or why there is none; `nil` at the end.
    ///
    /// - Throws: `ArticleFailure` when nothing behind it can be read.
    mutating func next() throws(ArticleFailure) -> Found? {
        if !hasRecords, cursor.offset == 0 {
            try stream.refuseUTF16("a web archive is bytes as they were sent", context)
        }
        while try !cursor.isAtEnd() {
            guard let found = try nextRecord() else { continue }
            hasFound = true
            return found
        }
        guard !hasFound else { return nil }
        hasFound = true
        return .failure(context.failure(hasRecords ? "no page in it" : "empty file"))
    }

    /// What the next line or record gives; `nil` for nothing.
    private mutating func nextRecord() throws(ArticleFailure) -> Found? {
        let start = cursor.offset
        block.removeAll(keepingCapacity: true)
        try cursor.takeLine(into: &block, limit: 1024)
        if start == 0, block.beginsWithUTF8Mark { block.removeFirst(3) }
        // Two empty lines stand behind a record; no more is made of their number.
        if block.allSatisfy({ HeaderFields.isSpace($0) || $0 == UInt8(ascii: "\n") }) { return nil }
        guard block.starts(with: Self.version) else { return lost(at: start) }
        hasRecords = true
        isLost = false
        block.removeAll(keepingCapacity: true)
        let isWhole = try cursor.takeBlock(into: &block, limit: Self.longestHeader)
        guard isWhole, let record = WARCRecord(block) else {
            if try cursor.isAtEnd() { throw context.failure("cut off in the header of a record (at byte \(start))") }
            return lost(at: start)
        }
        var recordContext = context
        recordContext.path = "\(context.path)#\(record.name)"
        switch record.type {
        case "response" where record.contentType.map { $0.kind == "application/http" } ?? true:
            return try response(record, recordContext)
        case "resource":
            guard let type = record.contentType ?? record.payloadType, Self.isPage(type, record) else { break }
            return try page(record, type, record.length, recordContext, nil)
        default: break
        }
        try skip(record.length, recordContext)
        return nil
    }

    /// Bytes that are no record: they are told of once, and passed over up to the next line that begins one.
    private mutating func lost(at offset: Int) -> Found? {
        if isLost { return nil }
        isLost = true
        guard hasRecords else {
            return .failure(context.failure("no web archive: it does not begin with a line WARC/1.0 or WARC/1.1"))
        }
        return .failure(context.failure("damaged: no record at byte \(offset), read on behind it"))
    }

    // MARK: - Contents

    private mutating func response(
        _ record: WARCRecord, _ context: ReadingContext
    ) throws(ArticleFailure) -> Found? {
        block.removeAll(keepingCapacity: true)
        let isWhole = try cursor.takeBlock(into: &block, limit: min(Self.longestHeader, record.length))
        let left = record.length - block.count
        guard isWhole, let response = HTTPResponse(block), response.status == 200,
            let type = response.contentType ?? record.payloadType, Self.isPage(type, record)
        else {
            try skip(left, context)
            return nil
        }
        return try page(record, type, left, context, response)
    }

    private mutating func page(
        _ record: WARCRecord, _ type: ContentType, _ length: Int, _ context: ReadingContext, _ response: HTTPResponse?
    ) throws(ArticleFailure) -> Found? {
        guard length <= context.options.maximumArticleBytes else {
            try skip(length, context)
            return .failure(context.tooLong())
        }
        var body: [UInt8] = []
        // The length is only what the archive says.
        body.reserveCapacity(min(length, 1 << 20))
        guard try cursor.take(length, into: &body) else { throw context.failure("cut off in the middle of a record") }
        do throws(ArticleFailure) {
            let content =
                try response.map { response throws(ArticleFailure) in try response.payload(body, context) } ?? body
            let page = CapturedPage(
                content: content, isHTML: type.kind != "text/plain", charset: type["charset"], address: record.target)
            return .page(page, context)
        } catch {
            return .failure(error)
        }
    }

    private mutating func skip(_ length: Int, _ context: ReadingContext) throws(ArticleFailure) {
        guard try cursor.skip(length) else { throw context.failure("cut off in the middle of a record") }
    }

    /// Text to read: `robots.txt` is none, which every crawl has of every site.
    private static func isPage(_ type: ContentType, _ record: WARCRecord) -> Bool {
        switch type.kind {
        case "text/html", "application/xhtml+xml": true
        case "text/plain": record.target?.hasSuffix("/robots.txt") != true
        default: false
        }
    }
}
