/// Takes a stream apart by lines and by counts of bytes, however its chunks are cut, in memory of one chunk.
struct StreamCursor {
    private let stream: ByteStream
    private var chunk: [UInt8] = []
    /// Bytes of the chunk that were taken.
    private var taken = 0
    /// Bytes of the stream in the chunks before.
    private var before = 0

    init(_ stream: ByteStream) {
        self.stream = stream
    }

    /// Bytes of the stream that were taken, decompressed as they are.
    var offset: Int { before + taken }

    /// Whether there are no bytes left.
    ///
    /// - Throws: as all of these, `ArticleFailure` when the input is damaged or cut off.
    mutating func isAtEnd() throws(ArticleFailure) -> Bool {
        while taken == chunk.count {
            before += chunk.count
            taken = 0
            chunk.removeAll(keepingCapacity: true)
            guard try stream.nextChunk({ chunk.append(contentsOf: $0) }) else { return true }
        }
        return false
    }

    /// Appends the bytes up to the next line feed, with it, and passes over what is behind the first `limit` of them.
    mutating func takeLine(into line: inout [UInt8], limit: Int) throws(ArticleFailure) {
        var room = limit
        while try !isAtEnd() {
            let feed = chunk.withUnsafeBufferPointer { $0[taken...].firstByte(UInt8(ascii: "\n")) }
            let end = feed.map { $0 + 1 } ?? chunk.count
            let kept = min(room, end - taken)
            line.append(contentsOf: chunk[taken..<taken + kept])
            room -= kept
            taken = end
            if feed != nil { return }
        }
    }

    /// Appends the lines up to the first empty one, with it; `false` when `limit` bytes have none.
    mutating func takeBlock(into block: inout [UInt8], limit: Int) throws(ArticleFailure) -> Bool {
        var left = limit
        var lineStart = block.count
        while left > 0, try !isAtEnd() {
            let end = taken + min(chunk.count - taken, left)
            let feed = chunk.withUnsafeBufferPointer { $0[taken..<end].firstByte(UInt8(ascii: "\n")) }
            let next = feed.map { $0 + 1 } ?? end
            block.append(contentsOf: chunk[taken..<next])
            left -= next - taken
            taken = next
            guard feed != nil else { continue }
            let line = block[lineStart...]
            if line.count == 1 || line.count == 2 && line.first == UInt8(ascii: "\r") { return true }
            lineStart = block.count
        }
        return false
    }

    /// Appends that many bytes; `false` when the stream ends before.
    mutating func take(_ count: Int, into bytes: inout [UInt8]) throws(ArticleFailure) -> Bool {
        var left = count
        while left > 0, try !isAtEnd() {
            let end = taken + min(chunk.count - taken, left)
            bytes.append(contentsOf: chunk[taken..<end])
            left -= end - taken
            taken = end
        }
        return left == 0
    }

    /// Passes over that many bytes; `false` when the stream ends before.
    mutating func skip(_ count: Int) throws(ArticleFailure) -> Bool {
        var left = count
        while left > 0, try !isAtEnd() {
            let end = taken + min(chunk.count - taken, left)
            left -= end - taken
            taken = end
        }
        return left == 0
    }
}
