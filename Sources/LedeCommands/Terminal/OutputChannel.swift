#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Writing failed; the system's number for the reason.
package struct OutputError: Error, Equatable {
    package var code: Int32

    /// The reader at the other end of a pipe has gone: no error to speak of.
    package var isClosedPipe: Bool { code == EPIPE }

    package var reason: String { systemReason(code) }
}

/// The system's words for an error number, in lower case.
package func systemReason(_ code: Int32) -> String {
    let words = String(cString: strerror(code))
    return words.prefix(1).lowercased() + words.dropFirst()
}

/// A buffered way to a file descriptor that tells when writing fails.
package final class OutputChannel {
    private let descriptor: Int32
    private var buffer: [UInt8] = []
    private static let capacity = 1 << 16

    package init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    package static func standardOutput() -> OutputChannel { OutputChannel(descriptor: STDOUT_FILENO) }

    package func write(_ text: String) throws(OutputError) {
        buffer.append(contentsOf: text.utf8)
        if buffer.count >= Self.capacity { try flush() }
    }

    package func write(_ bytes: [UInt8]) throws(OutputError) {
        buffer += bytes
        if buffer.count >= Self.capacity { try flush() }
    }

    package func flush() throws(OutputError) {
        defer { buffer.removeAll(keepingCapacity: true) }
        var written = 0
        while written < buffer.count {
            let count = buffer.withUnsafeBytes { bytes in
                systemWrite(descriptor, UnsafeRawBufferPointer(rebasing: bytes[written...]))
            }
            if count >= 0 {
                written += count
            } else if errno != EINTR {
                throw OutputError(code: errno)
            }
        }
    }
}

/// `write(2)`, under a name of its own beside the method.
private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    write(descriptor, bytes.baseAddress, bytes.count)
}

/// Standard error, where everything goes that is not a result.
package enum StandardError {
    /// Writes at once. That it fails is not told: there is no place left to tell it.
    package static func write(_ text: String) {
        let channel = OutputChannel(descriptor: STDERR_FILENO)
        do {
            try channel.write(text)
            try channel.flush()
        } catch {
            return
        }
    }

    /// Writes one line, with control characters made visible.
    package static func line(_ text: String) {
        write(VisibleText.of(text) + "\n")
    }
}
