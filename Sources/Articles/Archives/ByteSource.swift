import ArticleModel
import Foundation

/// Bytes one behind the other, as a file, memory, another stream or a member of an archive has them.
protocol ByteSource: AnyObject {
    /// The next bytes, lent until the next call and never none; `nil` at the end.
    func nextBytes() throws(ArticleFailure) -> UnsafeRawBufferPointer?
}

/// A source that can be read from any place on.
protocol SeekableSource: ByteSource {
    var count: Int { get }
    /// Where the next bytes come from.
    var position: Int { get set }
    /// The same bytes, read from their beginning and by themselves.
    func restarted() -> any SeekableSource
}

/// An open file, closed with the value.
private final class OpenFile {
    let descriptor: CInt

    init(_ descriptor: CInt) {
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
    }
}

/// The bytes of a pipe or a terminal.
class FileSource: ByteSource {
    fileprivate let file: OpenFile
    fileprivate let path: String
    fileprivate let budget: ExpansionBudget
    fileprivate let block: UnsafeMutableRawBufferPointer
    var position = 0

    private static let blockSize = 1 << 18

    fileprivate init(_ file: OpenFile, _ path: String, _ budget: ExpansionBudget) {
        self.file = file
        self.path = path
        self.budget = budget
        block = .allocate(byteCount: Self.blockSize, alignment: 16)
    }

    deinit {
        block.deallocate()
    }

    /// - Throws: `ArticleFailure` when the input cannot be opened.
    static func open(_ input: Input, _ budget: ExpansionBudget) throws(ArticleFailure) -> FileSource {
        let path: String
        let descriptor: CInt
        switch input {
        case .standardInput:
            path = "-"
            descriptor = fcntl(0, F_DUPFD_CLOEXEC, 3)
        case .path(let name):
            path = name
            descriptor = PathText.withSystemPath(path) {
                Foundation.open($0, O_RDONLY | O_CLOEXEC | waitsForWriterLater)
            }
        }
        guard descriptor >= 0 else { throw failure(path) }
        let file = OpenFile(descriptor)
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            return FileSource(file, path, budget)
        }
        // Standard input may have been read by others before.
        let start = max(0, Int(lseek(descriptor, 0, SEEK_CUR)))
        return RegularFileSource(file, path, budget, start: start, count: max(0, Int(status.st_size) - start))
    }

    #if os(Linux)
        /// Opening a named pipe waits for whoever writes to it, and nothing ends that wait; so it is `waitForBytes` that
        /// waits, and only here, as elsewhere `poll` takes a pipe nobody has opened yet for one that was closed.
        private static let waitsForWriterLater = O_NONBLOCK
    #else
        private static let waitsForWriterLater: CInt = 0
    #endif

    func nextBytes() throws(ArticleFailure) -> UnsafeRawBufferPointer? {
        var count = 0
        repeat {
            try waitForBytes()
            count = readBlock()
        } while count < 0 && (errno == EINTR || errno == EAGAIN)
        guard count >= 0 else { throw Self.failure(path) }
        guard count > 0 else { return nil }
        position += count
        budget.consume(to: position)
        return UnsafeRawBufferPointer(rebasing: block[..<count])
    }

    /// Between two looks at whether to give up, in milliseconds.
    private static let interval: CInt = 100

    /// Waits until there is something to read, or nothing to come. Nobody knows when that will be, and whoever asks the
    /// run to stop does not wait for it.
    ///
    /// - Throws: `ArticleFailure` when the work is to be given up.
    fileprivate func waitForBytes() throws(ArticleFailure) {
        var end = pollfd(fd: file.descriptor, events: Int16(POLLIN), revents: 0)
        while true {
            let count = poll(&end, 1, Self.interval)
            // What cannot be waited for is left to `read` to tell.
            if count > 0 || count < 0 && errno != EINTR { return }
            if budget.isCancelled() { throw ArticleFailure(path: path, reason: "stopped") }
        }
    }

    fileprivate func readBlock() -> Int { read(file.descriptor, block.baseAddress, block.count) }

    private static func failure(_ path: String) -> ArticleFailure {
        ArticleFailure(path: path, reason: String(cString: strerror(errno)).lowercased())
    }
}

/// The bytes of a file on a disk.
private final class RegularFileSource: FileSource, SeekableSource {
    let count: Int
    private let start: Int

    init(_ file: OpenFile, _ path: String, _ budget: ExpansionBudget, start: Int, count: Int) {
        self.start = start
        self.count = count
        super.init(file, path, budget)
    }

    override func waitForBytes() {}

    override func readBlock() -> Int {
        pread(file.descriptor, block.baseAddress, block.count, off_t(start + position))
    }

    func restarted() -> any SeekableSource {
        RegularFileSource(file, path, budget, start: start, count: count)
    }
}

/// Bytes that stay where they are as long as `owner` lives.
final class MemorySource: SeekableSource {
    private let bytes: UnsafeRawBufferPointer
    private let owner: AnyObject
    var position = 0
    var count: Int { bytes.count }

    init(_ bytes: UnsafeRawBufferPointer, ownedBy owner: AnyObject) {
        self.bytes = bytes
        self.owner = owner
    }

    /// Copies the bytes.
    convenience init(copying bytes: some Collection<UInt8>) {
        let memory = OwnedMemory(count: bytes.count)
        memory.bytes.copyBytes(from: bytes)
        self.init(UnsafeRawBufferPointer(memory.bytes), ownedBy: memory)
    }

    func nextBytes() -> UnsafeRawBufferPointer? {
        guard position < bytes.count else { return nil }
        defer { position = bytes.count }
        return UnsafeRawBufferPointer(rebasing: bytes[max(0, position)...])
    }

    func restarted() -> any SeekableSource { MemorySource(bytes, ownedBy: owner) }
}

/// Memory that is freed with the value.
final class OwnedMemory {
    let bytes: UnsafeMutableRawBufferPointer

    init(count: Int) {
        bytes = .allocate(byteCount: count, alignment: 16)
    }

    deinit {
        bytes.deallocate()
    }
}
