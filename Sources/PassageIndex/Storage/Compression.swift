import CZstd

/// Bodies are stored as zstd frames, which hold their own length and the id of their dictionary, if they have one.
///
/// A compressor keeps zstd's tables between calls; it is not to be shared between threads.
final class Compressor {
    /// Over news in bodies of 6 kB, with a dictionary: level 1 leaves 42 % at 250 MB/s, level 3 leaves 37 % at 200,
    /// level 6 35 % at 65.
    static let level: CInt = 3

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
                        context, target.baseAddress, target.count, source.baseAddress, source.count, Self.level)
                }
                return ZSTD_isError(length) == 0 ? Array(target[..<length]) : []
            }
        }
        guard ZSTD_isError(length) == 0 else { throw CompressionError(code: length) }
        return frame
    }
}

/// Reads frames; not to be shared between threads.
final class Decompressor {
    /// More than any article can have, so that a damaged length does not ask for all memory.
    private static let maximumLength: UInt64 = 1 << 31

    private let context = ZSTD_createDCtx()
    private let dictionary: CompressionDictionary?

    init(_ dictionary: CompressionDictionary?) {
        self.dictionary = dictionary
    }

    deinit {
        ZSTD_freeDCtx(context)
    }

    func decompressed(_ frame: UnsafeRawBufferPointer) throws(CompressionError) -> [UInt8] {
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

    init(code: Int?) {
        description = code.map { String(cString: ZSTD_getErrorName($0)) } ?? "no zstd frame"
    }
}
