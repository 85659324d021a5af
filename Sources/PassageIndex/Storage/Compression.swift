import CZstd
import IndexFile

/// Bodies are stored as zstd frames, which hold their own length and the id of their dictionary, if they have one.
///
/// A compressor keeps zstd's tables between calls; it is not to be shared between threads.
final class Compressor {
    private let context = ZSTD_createCCtx()
    private let dictionary: CompressionDictionary?

    init(_ dictionary: CompressionDictionary?) {
        self.dictionary = dictionary
    }

    deinit {
        ZSTD_freeCCtx(context)
    }

    func compressed(_ bytes: Span<UInt8>) throws(CompressionError) -> [UInt8] {
        let bound = ZSTD_compressBound(bytes.count)
        var length = 0
        let frame = bytes.withUnsafeBytes { source in
            // Without the room that is only there for incompressible text: frames wait in memory to be written.
            withUnsafeTemporaryAllocation(byteCount: bound, alignment: 16) { target -> [UInt8] in
                if let dictionary {
                    length = ZSTD_compress_usingCDict(
                        context, target.baseAddress, target.count, source.baseAddress, source.count,
                        dictionary.forCompression)
                } else {
                    length = ZSTD_compressCCtx(
                        context, target.baseAddress, target.count, source.baseAddress, source.count,
                        CompressionDictionary.level)
                }
                return ZSTD_isError(length) == 0 ? Array(target[..<length]) : []
            }
        }
        guard ZSTD_isError(length) == 0 else { throw CompressionError(code: length) }
        return frame
    }
}
