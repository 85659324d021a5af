import CLibArchive
import Foundation

/// The bytes of a file or of standard input, decompressed: gzip, zstd, xz and bzip2 are known by their first bytes,
/// whatever the file is called, and members one behind the other are read as one.
///
/// This file is the one that calls libarchive. Invariants: the archive, the file descriptor and the memory belong to the
/// stream and are released with it; a chunk that libarchive lends is used only before the next call.
public final class ByteStream {
    private let archive: OpaquePointer
    private let path: String
    private var descriptor: CInt = -1
    /// What is read when it is no file.
    private var memory = UnsafeMutableRawBufferPointer(start: nil, count: 0)
    /// The first chunk, where it was looked at before it was read.
    private var peeked: [UInt8]?
    /// The end was reached, or nothing can be read any more.
    private var isAtEnd = false

    private static let blockSize = 1 << 18

    /// Opens an input.
    ///
    /// - Throws: `ArticleFailure` when it cannot be opened.
    public convenience init(_ input: Input) throws(ArticleFailure) {
        let path: String
        let descriptor: CInt
        switch input {
        case .standardInput:
            path = "-"
            descriptor = dup(0)
        case .path(let name):
            path = name
            descriptor = open(path, O_RDONLY | O_CLOEXEC)
        }
        guard descriptor >= 0 else {
            throw ArticleFailure(path: path, reason: String(cString: strerror(errno)).lowercased())
        }
        try self.init(path, descriptor: descriptor)
    }

    /// Opens bytes that are part of an input, with the path that failures name.
    ///
    /// - Throws: `ArticleFailure` when they are damaged.
    convenience init(_ bytes: some Collection<UInt8>, of path: String) throws(ArticleFailure) {
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
        memory.copyBytes(from: bytes)
        try self.init(path, memory: memory)
    }

    /// Takes over the descriptor or the memory.
    private init(
        _ path: String, descriptor: CInt = -1, memory: UnsafeMutableRawBufferPointer = .init(start: nil, count: 0)
    ) throws(ArticleFailure) {
        guard let archive = archive_read_new() else {
            if descriptor >= 0 { close(descriptor) }
            memory.deallocate()
            throw ArticleFailure(path: path, reason: "not enough memory")
        }
        self.archive = archive
        self.path = path
        self.descriptor = descriptor
        self.memory = memory
        archive_read_support_filter_gzip(archive)
        archive_read_support_filter_zstd(archive)
        archive_read_support_filter_xz(archive)
        archive_read_support_filter_bzip2(archive)
        archive_read_support_format_raw(archive)
        archive_read_support_format_empty(archive)
        let status =
            descriptor >= 0
            ? archive_read_open_fd(archive, descriptor, Self.blockSize)
            : archive_read_open_memory(archive, memory.baseAddress, memory.count)
        guard status == ARCHIVE_OK else { throw failure() }
        var entry: OpaquePointer?
        switch archive_read_next_header(archive, &entry) {
        case ARCHIVE_OK, ARCHIVE_WARN: break
        case ARCHIVE_EOF: isAtEnd = true
        default: throw failure()
        }
    }

    deinit {
        archive_read_free(archive)
        if descriptor >= 0 { close(descriptor) }
        memory.deallocate()
    }

    /// Bytes of the input that were read, compressed as they are.
    var consumedBytes: Int { Int(archive_filter_bytes(archive, -1)) }

    /// Lends the first bytes to `body` and keeps them for `nextChunk`.
    func peek(_ body: (UnsafeBufferPointer<UInt8>) -> Void) throws(ArticleFailure) {
        var first: [UInt8] = []
        _ = try nextChunk { first.append(contentsOf: $0) }
        first.withUnsafeBufferPointer(body)
        if !first.isEmpty { peeked = first }
    }

    /// Lends the next bytes to `body`; `false` at the end.
    ///
    /// - Throws: `ArticleFailure` when the input is damaged or cut off; what was read before is good.
    func nextChunk(_ body: (UnsafeBufferPointer<UInt8>) -> Void) throws(ArticleFailure) -> Bool {
        if let first = peeked {
            peeked = nil
            first.withUnsafeBufferPointer(body)
            return true
        }
        while !isAtEnd {
            var block: UnsafeRawPointer?
            var size = 0
            var offset: Int64 = 0
            switch archive_read_data_block(archive, &block, &size, &offset) {
            case ARCHIVE_OK, ARCHIVE_WARN:
                guard size > 0, let block else { continue }
                body(UnsafeBufferPointer(start: block.assumingMemoryBound(to: UInt8.self), count: size))
                return true
            case ARCHIVE_EOF:
                isAtEnd = true
            case ARCHIVE_RETRY:
                continue
            default:
                isAtEnd = true
                throw failure()
            }
        }
        return false
    }

    /// Appends all that is left, up to `limit` bytes in all; `false` when there is more.
    @discardableResult
    public func readAll(into bytes: inout [UInt8], limit: Int = .max) throws(ArticleFailure) -> Bool {
        while bytes.count <= limit {
            guard try nextChunk({ bytes.append(contentsOf: $0) }) else { return true }
        }
        return false
    }

    private func failure() -> ArticleFailure {
        let detail = archive_error_string(archive).map { String(cString: $0).lowercased() } ?? "cannot be read"
        return ArticleFailure(path: path, reason: Self.worded(detail))
    }

    private static func worded(_ detail: String) -> String {
        let reason = detail.hasSuffix(".") ? String(detail.dropLast()) : detail
        if reason.contains("truncated") { return "cut off: \(reason)" }
        return reason.contains("read") || reason.contains("directory") ? reason : "damaged: \(reason)"
    }
}
