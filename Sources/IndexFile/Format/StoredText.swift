/// Reads the text of articles as the index keeps it.
package final class StoredText {
    private let decompressor: Decompressor

    package init(_ dictionary: CompressionDictionary?) {
        decompressor = Decompressor(dictionary)
    }

    /// A body from its zstd frame.
    package func body(_ frame: UnsafeRawBufferPointer) throws -> String {
        String(decoding: try decompressor.decompressed(frame), as: UTF8.self)
    }

    /// Runs `decode` over what is stored of an article.
    ///
    /// - Throws: an `SQLiteError` that says which article is damaged, whatever `decode` throws.
    package static func intact<Result>(_ article: Int64, _ decode: () throws -> Result) throws -> Result {
        do {
            return try decode()
        } catch {
            throw SQLiteError.corrupt("article \(article) is damaged")
        }
    }
}
