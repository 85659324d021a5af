import CZstd

/// Reads frames; not to be shared between threads.
package final class Decompressor {
    /// More than any article can have, so that a damaged length does not ask for all memory.
    private static let maximumLength: UInt64 = 1 << 31

    private let context = ZSTD_createDCtx()
    private let dictionary: CompressionDictionary?

    package init(_ dictionary: CompressionDictionary?) {
        self.dictionary = dictionary
    }

    deinit {
        ZSTD_freeDCtx(context)
    }

    package func decompressed(_ frame: UnsafeRawBufferPointer) throws(CompressionError) -> [UInt8] {
        let length = ZSTD_getFrameContentSize(frame.baseAddress, frame.count)
        guard length < Self.maximumLength else { throw CompressionError(code: nil) }
        var written = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: Int(length)) { target, count in
            // A dictionary is only looked at by frames that name it.
            if let dictionary, ZSTD_getDictID_fromFrame(frame.baseAddress, frame.count) != 0 {
                written = ZSTD_decompress_usingDDict(
                    context, target.baseAddress, target.count, frame.baseAddress, frame.count,
                    dictionary.forDecompression)
            } else {
                written = ZSTD_decompressDCtx(
                    context, target.baseAddress, target.count, frame.baseAddress, frame.count)
            }
            count = ZSTD_isError(written) == 0 ? written : 0
        }
        guard ZSTD_isError(written) == 0, written == Int(length) else { throw CompressionError(code: written) }
        return bytes
    }
}

/// A zstd frame could not be made or read.
public struct CompressionError: Error, CustomStringConvertible {
    public let description: String

    package init(code: Int?) {
        description = code.map { String(cString: ZSTD_getErrorName($0)) } ?? "no zstd frame"
    }
}
