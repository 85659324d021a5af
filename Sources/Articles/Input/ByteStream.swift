import ArticleModel

/// The bytes of a file, of standard input or of a member of an archive, decompressed: a compression is known by its first
/// bytes, whatever the file is called, and members one behind the other are read as one.
public final class ByteStream: ByteSource {
    let path: String
    let budget: ExpansionBudget
    /// In how many decompressions and archives these bytes lie.
    private let layer: Int
    private let source: any ByteSource
    private let archive: LibArchive
    /// Bytes that were looked at before they are read, lent by `archive` or standing in `copies`.
    private var ahead: UnsafeRawBufferPointer?
    /// Freed when what comes behind is asked for.
    private var copies: OwnedMemory?
    /// What went wrong behind `ahead`.
    private var deferred: ArticleFailure?
    private var isAtEnd = false

    /// Enough to know every format by.
    private static let beginning = 1024

    /// Opens an input.
    ///
    /// - Throws: `ArticleFailure` when it cannot be opened.
    public convenience init(_ input: Input) throws(ArticleFailure) {
        try self.init(input, ExpansionBudget(ExpansionLimits()))
    }

    convenience init(_ input: Input, _ budget: ExpansionBudget) throws(ArticleFailure) {
        let source = try FileSource.open(input, budget)
        var path = "-"
        if case .path(let name) = input { path = name }
        try self.init(source, of: path, budget, layer: 0)
    }

    /// Opens bytes that are part of an input, with the path that failures name.
    ///
    /// - Throws: `ArticleFailure` when they are damaged.
    convenience init(_ bytes: some Collection<UInt8>, of path: String) throws(ArticleFailure) {
        let budget = ExpansionBudget(ExpansionLimits(), consumed: bytes.count)
        try self.init(MemorySource(copying: bytes), of: path, budget, layer: 0)
    }

    /// Opens what a source gives, and decompresses it.
    init(
        _ source: any ByteSource, of path: String, _ budget: ExpansionBudget, layer: Int
    ) throws(ArticleFailure) {
        self.source = source
        self.path = path
        self.budget = budget
        self.layer = layer
        archive = try LibArchive(source, .decompression, path: path)
        isAtEnd = try archive.nextEntry() == nil
    }

    /// Bytes of the input that were read, compressed as they are.
    var consumedBytes: Int { budget.consumed }

    /// The same bytes to be read here and there, if they are neither compressed nor come from a pipe.
    var seekable: (any SeekableSource)? {
        archive.isDecompressing ? nil : (source as? any SeekableSource)?.restarted()
    }

    /// What an archive in this stream has for the layers of its members' bytes.
    var memberLayer: Int { layer + 1 }

    /// Lends the first bytes to `body`, a thousand or all there are, and keeps them for `nextChunk`.
    func peek(_ body: (UnsafeBufferPointer<UInt8>) -> Void) throws(ArticleFailure) {
        try lookAhead(Self.beginning)
        Self.lend(ahead ?? UnsafeRawBufferPointer(start: nil, count: 0), to: body)
    }

    /// All bytes that are left, kept for `nextChunk` and lent until then; `nil` when there are more than `limit`, or they
    /// are damaged.
    func wholeAhead(limit: Int) throws(ArticleFailure) -> MemorySource? {
        try lookAhead(limit + 1)
        let bytes = ahead ?? UnsafeRawBufferPointer(start: nil, count: 0)
        guard isAtEnd, deferred == nil, bytes.count <= limit else { return nil }
        return MemorySource(bytes, ownedBy: self)
    }

    /// Lends the next bytes to `body`; `false` at the end.
    ///
    /// - Throws: `ArticleFailure` when the input is damaged or cut off; what was read before is good.
    func nextChunk(_ body: (UnsafeBufferPointer<UInt8>) -> Void) throws(ArticleFailure) -> Bool {
        guard let bytes = try nextBytes() else { return false }
        Self.lend(bytes, to: body)
        return true
    }

    private static func lend(_ bytes: UnsafeRawBufferPointer, to body: (UnsafeBufferPointer<UInt8>) -> Void) {
        body(UnsafeBufferPointer(start: bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), count: bytes.count))
    }

    func nextBytes() throws(ArticleFailure) -> UnsafeRawBufferPointer? {
        if let bytes = ahead {
            ahead = nil
            return bytes
        }
        copies = nil
        if let failure = deferred {
            deferred = nil
            throw failure
        }
        return try fetch()
    }

    /// Appends all that is left, up to `limit` bytes in all; `false` when there is more.
    @discardableResult
    public func readAll(into bytes: inout [UInt8], limit: Int = .max) throws(ArticleFailure) -> Bool {
        while bytes.count <= limit {
            guard try nextChunk({ bytes.append(contentsOf: $0) }) else { return true }
        }
        return false
    }

    private func fetch() throws(ArticleFailure) -> UnsafeRawBufferPointer? {
        guard !isAtEnd else { return nil }
        do throws(ArticleFailure) {
            if let bytes = try archive.nextBytes() {
                try budget.produce(bytes.count, layer: layer, path: path)
                return bytes
            }
        } catch {
            isAtEnd = true
            throw error
        }
        isAtEnd = true
        return nil
    }

    /// Sees to it that `count` bytes stand in `ahead`, or all there are.
    private func lookAhead(_ count: Int) throws(ArticleFailure) {
        if ahead == nil {
            guard let bytes = try nextBytes() else { return }
            ahead = bytes
        }
        guard var held = ahead, held.count < count, deferred == nil, !isAtEnd else { return }
        var memory = OwnedMemory(count: max(2 * held.count, min(count, 4096)))
        memory.bytes.copyMemory(from: held)
        var used = held.count
        while used < count {
            do throws(ArticleFailure) {
                guard let bytes = try fetch() else { break }
                if used + bytes.count > memory.bytes.count {
                    let larger = OwnedMemory(count: 2 * (used + bytes.count))
                    larger.bytes.copyMemory(from: UnsafeRawBufferPointer(rebasing: memory.bytes[..<used]))
                    memory = larger
                }
                UnsafeMutableRawBufferPointer(rebasing: memory.bytes[used...]).copyMemory(from: bytes)
                used += bytes.count
            } catch {
                deferred = error
                break
            }
        }
        held = UnsafeRawBufferPointer(rebasing: memory.bytes[..<used])
        copies = memory
        ahead = held
    }
}
