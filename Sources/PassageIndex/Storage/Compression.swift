import CZstd

/// Bodies are stored as zstd frames, which hold their own length.
///
/// A compressor keeps zstd's tables between calls; it is not to be shared between threads.
final class Compressor {
    /// Level 3 halves news text at some hundred megabytes a second; higher levels gain a few per cent at several
    /// times the cost.
    private static let level: CInt = 3
    private let context = ZSTD_createCCtx()

    deinit {
        ZSTD_freeCCtx(context)
    }

    func compressed(_ bytes: Span<UInt8>) throws(CompressionError) -> [UInt8] {
        let bound = ZSTD_compressBound(bytes.count)
        var length = 0
        let frame = bytes.withUnsafeBytes { source in
            [UInt8](unsafeUninitializedCapacity: bound) { target, count in
                length = ZSTD_compressCCtx(
                    context, target.baseAddress, target.count, source.baseAddress, source.count, Self.level)
                count = ZSTD_isError(length) == 0 ? length : 0
            }
        }
        guard ZSTD_isError(length) == 0 else { throw CompressionError(code: length) }
        return frame
    }
}

enum Decompression {
    /// More than any article can have, so that a damaged length does not ask for all memory.
    private static let maximumLength: UInt64 = 1 << 31

    static func decompressed(_ frame: UnsafeRawBufferPointer) throws(CompressionError) -> [UInt8] {
        let length = ZSTD_getFrameContentSize(frame.baseAddress, frame.count)
        guard length < maximumLength else { throw CompressionError(code: nil) }
        var written = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: Int(length)) { target, count in
            written = ZSTD_decompress(target.baseAddress, target.count, frame.baseAddress, frame.count)
            count = ZSTD_isError(written) == 0 ? written : 0
        }
        guard ZSTD_isError(written) == 0, written == Int(length) else { throw CompressionError(code: written) }
        return bytes
    }
}

/// A zstd frame could not be made or read.
public struct CompressionError: Error, CustomStringConvertible {
    public let description: String

    init(code: Int?) {
        description = code.map { String(cString: ZSTD_getErrorName($0)) } ?? "no zstd frame"
    }
}
