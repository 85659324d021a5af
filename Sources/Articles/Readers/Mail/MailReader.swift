/// A mail in a file of its own (RFC 5322, MIME), as mail programs save them: a newsletter, an article sent by mail.
struct MailReader: ArticleReader {
    static let name = "mail"
    static let summary =
        "mail, one message a file (EML): the HTML or plain text of a newsletter; mails in it are articles too"
    static let extensions = ["eml"]

    static let origins = [
        FieldOrigin(.title, "Subject"),
        FieldOrigin(.text, "the part in HTML or in plain text, whichever has more"),
        FieldOrigin(.date, "Date"),
        FieldOrigin(.author, "From, Sender: the name, or the address"),
        FieldOrigin(.source, "List-Id, the domain in From"),
        FieldOrigin(.url, "Archived-At"),
        FieldOrigin(.language, "Content-Language"),
    ]

    static func recognizes(_ beginning: UnsafeBufferPointer<UInt8>) -> Recognition {
        MailHeader(beginning).isOfMail ? .likely : .no
    }

    func read(
        _ stream: ByteStream, _ context: ReadingContext,
        _ deliver: (Result<Article, ArticleFailure>) throws -> Void
    ) throws {
        let message: MailMessage
        do {
            message = try Self.message(in: WholeMessage(stream, context).bytes, context)
        } catch {
            return try deliver(.failure(error))
        }
        try message.read(context, key: context.path, deliver)
    }

    private static func message(in bytes: [UInt8], _ context: ReadingContext) throws(ArticleFailure) -> MailMessage {
        var place = MailText.Place(line: 1, offset: bytes.beginsWithUTF8Mark ? 3 : 0)
        // A message taken out of a mailbox begins with its line there.
        if bytes[(place.offset ?? 0)...].starts(with: "From ".utf8), let feed = bytes.firstIndex(of: UInt8(ascii: "\n"))
        {
            place = MailText.Place(line: 2, offset: feed + 1)
        }
        let message = MailMessage(bytes[(place.offset ?? 0)...], at: place)
        guard message.hasHeader else { throw context.failure("no mail: it does not begin with header fields") }
        return message
    }
}
