import Foundation
import GRDB

/// Reads the text of articles as the index keeps it.
final class StoredText {
    private let decompressor: Decompressor

    init(_ dictionary: CompressionDictionary?) {
        decompressor = Decompressor(dictionary)
    }

    /// A body from its zstd frame.
    func body(_ frame: Data) throws -> String {
        let bytes = try frame.withUnsafeBytes { try decompressor.decompressed($0) }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Runs `decode` over what is stored of an article.
    ///
    /// - Throws: a `DatabaseError` that says which article is damaged, whatever `decode` throws.
    static func intact<Result>(_ article: Int64, _ decode: () throws -> Result) throws -> Result {
        do {
            return try decode()
        } catch {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "article \(article) is damaged")
        }
    }
}
