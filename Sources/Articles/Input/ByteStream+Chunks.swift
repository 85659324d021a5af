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

    /// - Parameter reason: what the format is instead.
    /// - Throws: `ArticleFailure` when the input is damaged, or UTF-16.
    func refuseUTF16(_ reason: String, _ context: ReadingContext) throws(ArticleFailure) {
        var isUTF16 = false
        try peek { isUTF16 = $0.looksLikeUTF16 }
        if isUTF16 { throw context.failure("UTF-16, and \(reason)") }
    }
}
