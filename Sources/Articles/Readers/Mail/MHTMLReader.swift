/// A page that a browser saved with its pictures and styles as one file (MHTML, RFC 2557): the page is the article.
struct MHTMLReader: ArticleReader {
    static let name = "mhtml"
    static let summary = "web page saved as one file (MHTML); the page is read as HTML is"
    static let extensions = ["mhtml", "mht"]

    static let origins = [
        FieldOrigin(.title, "what HTML says, else Subject"),
        FieldOrigin(.text, "the page"),
        FieldOrigin(.url, "what HTML says, else Snapshot-Content-Location, Content-Location"),
    ]

    static func recognizes(_ beginning: UnsafeBufferPointer<UInt8>) -> Recognition {
        MailHeader(beginning).isOfPage ? .certain : .no
    }

    func read(
        _ stream: ByteStream, _ context: ReadingContext,
        _ deliver: (Result<Article, ArticleFailure>) throws -> Void
    ) throws {
        let page: CapturedPage
        do {
            page = try Self.page(in: WholeMessage(stream, context).bytes, context)
        } catch {
            return try deliver(.failure(error))
        }
        try page.read(context, deliver)
    }

    private static func page(in bytes: [UInt8], _ context: ReadingContext) throws(ArticleFailure) -> CapturedPage {
        let text = bytes.withoutUTF8Mark
        let message = MIMEEntity(text)
        guard message.fields.count > 0 else { throw context.failure("no MHTML: it does not begin with header fields") }
        guard let page = part(of: message, where: { $0.isHTML }) ?? part(of: message, where: { $0.isText }) else {
            throw context.failure("no page in it")
        }
        var walk = MIMEWalk(text, at: MailText.Place())
        return CapturedPage(
            content: page.content, isHTML: page.isHTML, charset: page.type["charset"],
            address: address(of: page) ?? address(of: message), title: MailMessage(text, at: MailText.Place()).title,
            line: walk.place(of: page.body).line)
    }

    /// The part that is the page: the one that the header names by its id or its address, else the first one of its kind.
    private static func part(
        of entity: MIMEEntity, where isPage: (MIMEEntity) -> Bool, depth: Int = 0
    ) -> MIMEEntity? {
        guard entity.isMultipart else { return isPage(entity) ? entity : nil }
        guard depth < MIMEWalk.greatestDepth else { return nil }
        let parts = entity.parts(most: mostParts)
        let address = address(of: entity)
        let root =
            entity.type["start"].flatMap { start in parts.first { $0.fields["content-id"] == start } }
            ?? parts.first { address != nil && $0.fields["content-location"] == address }
        for candidate in (root.map { [$0] } ?? []) + parts {
            if let page = part(of: candidate, where: isPage, depth: depth + 1) { return page }
        }
        return nil
    }

    private static let mostParts = 100_000

    private static func address(of entity: MIMEEntity) -> String? {
        entity.fields["snapshot-content-location"] ?? entity.fields["content-location"]
    }
}
