import CZstd
import IndexFile

/// Bodies are stored as zstd frames, which hold their own length, the id of their dictionary, if they have one, and a
/// checksum of the text, so that nobody is shown what a damaged frame makes of it.
///
/// A compressor keeps zstd's tables between calls; it is not to be shared between threads.
final class Compressor {
    private let context = ZSTD_createCCtx()
    private let dictionary: CompressionDictionary?
    private var isPrepared = false

    init(_ dictionary: CompressionDictionary?) {
        self.dictionary = dictionary
    }

    deinit {
        ZSTD_freeCCtx(context)
    }

    /// A dictionary is digested only when there is something to compress.
    private func prepare() {
        guard !isPrepared else { return }
        isPrepared = true
        ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1)
        if let dictionary {
            ZSTD_CCtx_refCDict(context, dictionary.forCompression)
        } else {
            ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, CompressionDictionary.level)
        }
    }

    func compressed(_ bytes: Span<UInt8>) throws(CompressionError) -> [UInt8] {
        prepare()
        let bound = ZSTD_compressBound(bytes.count)
        var length = 0
        let frame = bytes.withUnsafeBytes { source in
            // Without the room that is only there for incompressible text: frames wait in memory to be written.
            withUnsafeTemporaryAllocation(byteCount: bound, alignment: 16) { target -> [UInt8] in
                length = ZSTD_compress2(
                    context, target.baseAddress, target.count, source.baseAddress, source.count)
                return ZSTD_isError(length) == 0 ? Array(target[..<length]) : []
            }
        }
        guard ZSTD_isError(length) == 0 else { throw CompressionError(code: length) }
        return frame
    }
}
