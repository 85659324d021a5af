/// An archive whose members hold the articles, read as they stream by and never unpacked.
///
/// Of the members those are read that would be in a directory: not hidden, and claimed by a reader; and those of other
/// names whose content is certain.
struct ArchiveReader: ArticleReader {
    static let name = "archive"
    static let summary = "tar, zip, 7z, cpio and ar, each member read by its own name and content"
    static let extensions = [
        "tar", "tgz", "taz", "tbz", "tbz2", "txz", "tlz", "tzst", "zip", "7z", "cpio", "ar",
    ]

    static let origins = [FieldOrigin(.id, "the member's path, behind a !")]

    static func recognizes(_ beginning: UnsafeBufferPointer<UInt8>) -> Recognition {
        ArchiveFormat(beginning: UnsafeRawBufferPointer(beginning)) == nil ? .no : .certain
    }

    func read(
        _ stream: ByteStream, _ context: ReadingContext,
        _ deliver: (Result<Article, ArticleFailure>) throws -> Void
    ) throws {
        var delivered = 0
        func pass(_ result: Result<Article, ArticleFailure>) throws {
            delivered += 1
            try deliver(result)
        }
        let members: ArchiveMembers
        do throws(ArticleFailure) {
            members = try Self.members(stream, context)
        } catch {
            return try deliver(.failure(error))
        }
        var options = context.options
        if options.format == Self.name { options.format = nil }
        var memberContext = context
        memberContext.options = options
        let source = ArticleSource(options)
        var isFirst = true
        while !members.isAtEnd {
            do {
                guard let member = try members.next() else { break }
                if isFirst, Self.officeDocumentsBegin(with: member.name) {
                    let reason = "no article in it: an office document or an e-book, which a --filter can read"
                    return try deliver(.failure(context.failure(reason)))
                }
                isFirst = false
                try read(member, of: members, by: source, memberContext.member(member), pass)
            } catch let failure as ArticleFailure {
                try pass(.failure(failure))
            }
        }
        // A picture archive in an archive is no more of a failure than a picture.
        if delivered == 0, context.depth == 0 { try deliver(.failure(context.failure("no article in it"))) }
    }

    private static func members(
        _ stream: ByteStream, _ context: ReadingContext
    ) throws(ArticleFailure) -> ArchiveMembers {
        let depth = stream.budget.limits.depth
        guard context.depth < depth else {
            throw context.failure("an archive inside \(depth) others, which is deeper than archives are read")
        }
        var isBlank = false
        var format: ArchiveFormat?
        try stream.peek { beginning in
            let text = String(decoding: beginning, as: UTF8.self)
            isBlank = text.allSatisfy { $0.isWhitespace || $0 == "\u{FEFF}" }
            format = ArchiveFormat(beginning: UnsafeRawBufferPointer(beginning))
        }
        if isBlank { throw context.failure("empty file") }
        return try ArchiveMembers(stream, format, context)
    }

    private func read(
        _ member: ArchiveMember, of members: ArchiveMembers, by source: ArticleSource, _ context: ReadingContext,
        _ deliver: (Result<Article, ArticleFailure>) throws -> Void
    ) throws {
        let isClaimed = source.claims(context.name)
        if member.isEncrypted {
            if isClaimed { try deliver(.failure(context.failure("encrypted; unpack it first"))) }
            return
        }
        let stream: ByteStream
        do throws(ArticleFailure) {
            stream = try members.open(context)
            guard try source.takes(stream, named: context.name) else { return }
        } catch {
            // What is wrong with a picture is of no concern, unless it ends the reading of all others.
            if isClaimed || members.isAtEnd { try deliver(.failure(error)) }
            return
        }
        try source.read(stream, context, deliver)
    }

    /// OpenDocument and EPUB have their type, and Office Open XML the types of its parts, for their first member.
    private static func officeDocumentsBegin(with name: String) -> Bool {
        name == "mimetype" || name == "[Content_Types].xml"
    }
}
