/// The header of an answer of HTTP, and how its payload was packed for the way (RFC 9110, 9112).
struct HTTPResponse {
    let status: Int
    let contentType: ContentType?
    private let isChunked: Bool
    /// In the order they were laid on.
    private let encodings: [String]

    private static let names: Set<String> = ["content-encoding", "content-type", "transfer-encoding"]

    /// - Returns: `nil` when the block does not begin with a status line.
    init?(_ block: [UInt8]) {
        guard block.starts(with: "HTTP/".utf8), let feed = block.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
        let words = block[..<feed].split(separator: UInt8(ascii: " "))
        guard words.count > 1, let status = Int(String(decoding: words[1].prefix { $0 != 0x0D }, as: UTF8.self)) else {
            return nil
        }
        self.status = status
        let fields = HeaderFields(block[(feed + 1)...], keeping: Self.names)
        contentType = fields["content-type"].map { ContentType($0) }
        func list(_ name: String) -> [String] {
            let names = fields[name]?.lowercased().split { $0 == "," || $0.isWhitespace } ?? []
            return names.map { $0.hasPrefix("x-") ? String($0.dropFirst(2)) : String($0) }
        }
        isChunked = list("transfer-encoding").contains("chunked")
        encodings = (list("content-encoding") + list("transfer-encoding")).filter {
            $0 != "identity" && $0 != "chunked"
        }
    }

    /// The payload as it was before it was packed. Many archives hold it unpacked, and the header as it came: what is
    /// not packed as the header says is taken as it is.
    ///
    /// - Throws: `ArticleFailure` when it cannot be unpacked, or is longer than an article may be.
    func payload(_ body: [UInt8], _ context: ReadingContext) throws(ArticleFailure) -> [UInt8] {
        var bytes = isChunked ? Self.unchunked(body) ?? body : body
        for encoding in encodings.reversed() {
            switch encoding {
            case "gzip", "zstd":
                // Known by its first bytes.
                bytes = try Self.unpacked(bytes, context)
            case "deflate":
                bytes = try Self.unpacked(Self.gzip(ofDeflated: bytes) ?? bytes, context)
            case "br":
                throw context.failure("packed with Brotli (“br”), which is not read")
            default:
                throw context.failure("packed with “\(encoding.prefix(40))”, which is not read")
            }
        }
        return bytes
    }

    private static func unpacked(_ bytes: [UInt8], _ context: ReadingContext) throws(ArticleFailure) -> [UInt8] {
        var result: [UInt8] = []
        let limit = context.options.maximumArticleBytes
        guard try ByteStream(bytes, of: context.path).readAll(into: &result, limit: limit) else {
            throw context.tooLong()
        }
        return result
    }

    // MARK: - Chunks

    /// A body in chunks, each after a line with its length in hexadecimal; `nil` when it does not begin with one.
    private static func unchunked(_ body: [UInt8]) -> [UInt8]? {
        guard chunk(body, at: 0) != nil else { return nil }
        var result: [UInt8] = []
        var index = 0
        while let (length, start) = chunk(body, at: index), length > 0 {
            let end = start + min(length, body.count - start)
            result.append(contentsOf: body[start..<end])
            index = end
            // The line end behind the chunk.
            if index < body.count, body[index] == UInt8(ascii: "\r") { index += 1 }
            if index < body.count, body[index] == UInt8(ascii: "\n") { index += 1 }
        }
        return result
    }

    /// A chunk's length and where it begins; `nil` at the end, or where no chunk begins.
    private static func chunk(_ body: [UInt8], at index: Int) -> (length: Int, start: Int)? {
        // A length is a few digits, maybe with options behind it.
        let line = body[index...].prefix(1024)
        guard let feed = line.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
        let digits = line[..<feed].prefix { byte in
            byte != UInt8(ascii: ";") && byte != UInt8(ascii: "\r") && byte != UInt8(ascii: " ")
        }
        guard digits.count <= 15, let length = Int(String(decoding: digits, as: UTF8.self), radix: 16), length >= 0
        else {
            return nil
        }
        return (length, feed + 1)
    }

    // MARK: - Deflate

    /// Deflated bytes (RFC 1951), bare or in zlib's frame (RFC 1950), in the frame of gzip, as libarchive reads no other;
    /// `nil` for what looks like text. The checksum is left open: libarchive does not look at it.
    private static func gzip(ofDeflated bytes: [UInt8]) -> [UInt8]? {
        guard let first = bytes.first, bytes.count > 2 else { return nil }
        let isFramed = first & 0x0F == 8 && (Int(first) << 8 | Int(bytes[1])).isMultiple(of: 31)
        guard isFramed || first != UInt8(ascii: "<") else { return nil }
        return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF] + bytes.dropFirst(isFramed ? 2 : 0)
            + [UInt8](repeating: 0, count: 8)
    }
}
