extension ByteStream {
    /// Lends all that is left to `body`, chunk by chunk.
    ///
    /// - Returns: why the input ended before its end; what was read before is good.
    /// - Throws: what `body` throws, after which nothing more is read.
    func readChunks(_ body: (UnsafeBufferPointer<UInt8>) throws -> Void) throws -> ArticleFailure? {
        // What `body` throws has to pass through libarchive's callback as a value.
        var stopped: (any Error)?
        do throws(ArticleFailure) {
            while stopped == nil,
                try nextChunk({ chunk in
                    do { try body(chunk) } catch { stopped = error }
                })
            {}
        } catch {
            return error
        }
        if let stopped { throw stopped }
        return nil
    }

    /// - Throws: `ArticleFailure` when the input is damaged, or UTF-16 where only UTF-8 is read.
    func refuseUTF16(_ format: String, _ context: ReadingContext) throws(ArticleFailure) {
        var isUTF16 = false
        try peek { beginning in
            let isNUL = beginning.prefix(4).map { $0 == 0 }
            isUTF16 =
                beginning.starts(with: [0xFF, 0xFE]) || beginning.starts(with: [0xFE, 0xFF])
                || isNUL == [true, false, true, false] || isNUL == [false, true, false, true]
        }
        if isUTF16 { throw context.failure("UTF-16, and \(format) is UTF-8; convert it with iconv") }
    }
}
