/// The header that an input begins with, to tell what the input is.
struct MailHeader {
    private let fields: HeaderFields

    /// No more of an input is looked at.
    private static let longest = 1 << 14
    /// Fields that nearly all mails have, some of them.
    private static let known: Set<String> = [
        "received", "return-path", "from", "date", "message-id", "mime-version", "subject", "delivered-to",
    ]
    /// Fields of mails on their way, which a saved page has none of.
    private static let postal: Set<String> = ["received", "return-path", "delivered-to", "message-id", "to"]

    init(_ beginning: UnsafeBufferPointer<UInt8>) {
        let text = beginning.withoutUTF8Mark
        let names = Self.known.union(Self.postal).union(["content-type", "snapshot-content-location"])
        fields = HeaderFields(UnsafeBufferPointer(rebasing: text.prefix(Self.longest)), keeping: names)
    }

    var isOfMail: Bool { Self.known.count { fields.bytes($0) != nil } >= 2 }

    /// A page saved as one file: newsletters are `multipart/related` too, but they were sent.
    var isOfPage: Bool {
        guard fields["mime-version"] != nil, let type = fields["content-type"],
            ContentType(type).kind == "multipart/related"
        else { return false }
        return fields["snapshot-content-location"] != nil || !Self.postal.contains { fields.bytes($0) != nil }
    }
}
