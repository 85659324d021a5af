/// The members of an archive that a stream holds, one after the other.
final class ArchiveMembers: ByteSource {
    private let archive: LibArchive
    private let stream: ByteStream
    private let path: String
    private var names = MemberNames()
    private var count = 0
    private var wasDamaged = false

    /// - Throws: `ArticleFailure` when the stream is no archive, or one that cannot be read from a pipe.
    init(_ stream: ByteStream, _ format: ArchiveFormat?, _ context: ReadingContext) throws(ArticleFailure) {
        self.stream = stream
        path = context.path
        var source: any ByteSource = stream
        if let seekable = stream.seekable {
            source = seekable
        } else if let format, format.gainsBySeeking {
            let limit = stream.budget.limits.heldBytes
            if let whole = try stream.wholeAhead(limit: limit) {
                source = whole
            } else if format.needsSeeking {
                throw context.failure(
                    "longer than \(ByteWords.of(limit)), more than is read of a 7z archive that comes from a pipe "
                        + "or lies in another archive")
            }
        }
        archive = try LibArchive(source, .members(format), path: context.path)
    }

    /// Whether nothing more can come: the archive is broken or cut off, or a limit is reached.
    var isAtEnd: Bool { archive.isBroken || stream.budget.isSpent }

    /// The next member that is a file and not hidden; `nil` at the end.
    ///
    /// - Throws: `ArticleFailure` when something is damaged; behind it there may be more, unless `isAtEnd`.
    func next() throws(ArticleFailure) -> ArchiveMember? {
        archive.path = path
        while let entry = try archive.nextEntry() {
            count += 1
            guard count <= stream.budget.limits.members else {
                throw stream.budget.spent(path, "more than \(stream.budget.limits.members) members")
            }
            switch entry {
            case .damaged(let failure):
                // Until the next member is found, each block is as bad as the one before it.
                if !wasDamaged {
                    wasDamaged = true
                    throw failure
                }
            case .member(var member):
                wasDamaged = false
                guard member.isFile, !MemberName.isHidden(member.name) else { continue }
                member.key = names.distinct(member.name)
                return member
            }
        }
        return nil
    }

    /// The bytes of the member that came last.
    ///
    /// - Throws: `ArticleFailure` when they are damaged.
    func open(_ context: ReadingContext) throws(ArticleFailure) -> ByteStream {
        archive.path = context.path
        return try ByteStream(self, of: context.path, stream.budget, layer: stream.memberLayer + 1)
    }

    func nextBytes() throws(ArticleFailure) -> UnsafeRawBufferPointer? {
        guard let bytes = try archive.nextBytes() else { return nil }
        try stream.budget.produce(bytes.count, layer: stream.memberLayer, path: archive.path)
        return bytes
    }
}
