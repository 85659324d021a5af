import Foundation
import GRDB

/// The text of an article as the index keeps it.
enum StoredText {
    /// A body from its zstd frame.
    static func body(_ frame: Data) throws -> String {
        let bytes = try frame.withUnsafeBytes { try Decompression.decompressed($0) }
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
