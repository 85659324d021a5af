import ArticleModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A file that is read as its bytes come, or standard input.
struct ByteInput: ~Copyable {
    /// What the system answered where it could not do what it was asked: `errno`.
    struct Failure: Error {
        var code: Int32
        var reason: String { systemReason(code) }
        /// Whether there is no such file.
        var isMissing: Bool { code == ENOENT }
    }

    private let descriptor: Int32

    /// - Parameter path: `-` is standard input.
    init(path: String) throws(Failure) {
        descriptor = path == "-" ? STDIN_FILENO : PathText.withSystemPath(path) { open($0, O_RDONLY | O_CLOEXEC) }
        guard descriptor >= 0 else { throw Failure(code: errno) }
    }

    deinit { if descriptor != STDIN_FILENO { close(descriptor) } }

    private static let chunk = 1 << 16

    /// Appends what can be had without waiting for more; `false` at the end.
    func read(into bytes: inout [UInt8]) throws(Failure) -> Bool {
        let start = bytes.count
        bytes.append(contentsOf: repeatElement(0, count: Self.chunk))
        var count = 0
        repeat {
            count = bytes.withUnsafeMutableBytes { buffer in
                systemRead(descriptor, buffer.baseAddress?.advanced(by: start), Self.chunk)
            }
        } while count < 0 && errno == EINTR
        guard count >= 0 else { throw Failure(code: errno) }
        bytes.removeLast(Self.chunk - count)
        return count > 0
    }
}

/// The system's `read`, which a method of the same name hides.
private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    read(descriptor, buffer, count)
}
