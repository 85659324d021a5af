import Foundation

/// The article that a message is, and the messages that are in it.
struct MailMessage {
    private let header: MIMEEntity
    private let bytes: ArraySlice<UInt8>
    private let place: MailText.Place

    /// - Parameter bytes: from the first header field on, without a byte order mark.
    init(_ bytes: ArraySlice<UInt8>, at place: MailText.Place) {
        self.bytes = bytes
        self.place = place
        header = MIMEEntity(bytes)
    }

    /// Whether it begins with header fields.
    var hasHeader: Bool { header.fields.count > 0 }

    /// What the message is known by, without its angle brackets; `nil` when it has none.
    var messageID: String? {
        guard let field = header.fields["message-id"] else { return nil }
        let id = field.drop { $0 != "<" }.dropFirst().prefix { $0 != ">" }
        return Self.identifier(id.isEmpty ? field[...] : id)
    }

    /// Hands over the message's article, and those of the messages sent along with it.
    ///
    /// - Parameters:
    ///   - key: of the article; `nil` for one made of the message's id, or of its content where it has none.
    ///   - date: when it was delivered, for a message that does not say when it was sent.
    func read(
        _ context: ReadingContext, key: String?, date: PublicationDate? = nil,
        _ deliver: (Result<Article, ArticleFailure>) throws -> Void
    ) throws {
        try read(context, key: key, date: date, depth: 0, deliver)
    }

    private func read(
        _ context: ReadingContext, key: String?, date: PublicationDate?, depth: Int,
        _ deliver: (Result<Article, ArticleFailure>) throws -> Void
    ) throws {
        var walk = MIMEWalk(bytes, at: place)
        let text = walk.text(of: header, depth: depth) ?? MailText()
        let article = article(text, key: key ?? "\(context.path)#\(messageID ?? identity)", date: date)
        let isEmpty = article.title == nil && text.isBlank
        if !isEmpty {
            try deliver(.success(article))
        } else if walk.messages.isEmpty, walk.loss == nil {
            try deliver(.failure(context.failure("no subject and no text", line: place.line)))
        }
        if let loss = walk.loss { try deliver(.failure(context.failure(loss, line: place.line))) }
        for message in walk.messages {
            let inner = MailMessage(message, at: walk.place(of: message))
            try inner.read(context, key: nil, date: article.published, depth: depth + 1, deliver)
        }
    }

    // MARK: - Fields

    private func article(_ text: MailText, key: String, date: PublicationDate?) -> Article {
        var article = Article(key: key, body: text.body, lines: text.lines, replacements: text.replacements)
        article.parts = text.parts
        article.sourceMap = text.sourceMap
        let sender = (header.fields.bytes("from") ?? header.fields.bytes("sender")).map { MailAddress($0) }
        func clean(_ text: String?) -> String? {
            text.map { DecodedText.withoutNULs($0, counting: &article.replacements) }
        }
        article.title = clean(title)
        article.author = clean(sender?.shown)
        article.source = clean(list ?? sender?.domain)
        article.published = header.fields["date"].flatMap { PublicationDate(parsing: $0) } ?? date
        article.url = clean(Self.address(header.fields["archived-at"]))
        article.language = clean(Self.language(header.fields["content-language"] ?? text.language))
        return article
    }

    /// The subject, with single spaces.
    var title: String? {
        guard let bytes = header.fields.bytes("subject") else { return nil }
        let text = EncodedWords.text(bytes).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return text.isEmpty ? nil : text
    }

    /// The list it came by: its name, or else its id (RFC 2919).
    private var list: String? {
        guard let field = header.fields.bytes("list-id") else { return nil }
        let list = MailAddress(field)
        return list.name ?? (list.address.isEmpty ? nil : list.address)
    }

    private static func address(_ field: String?) -> String? {
        guard let field else { return nil }
        let address = field.contains("<") ? field.drop { $0 != "<" }.dropFirst().prefix { $0 != ">" } : field[...]
        let url = String(address.filter { !$0.isWhitespace })
        return url.contains("://") ? url : nil
    }

    /// The first language of a list.
    private static func language(_ field: String?) -> String? {
        field?.split { $0 == "," || $0.isWhitespace }.first.map(String.init)
    }

    /// A name inside a file: one line without white space and without characters that steer a terminal.
    private static func identifier(_ text: Substring) -> String? {
        let shown = text.unicodeScalars.filter { scalar in
            !scalar.properties.isWhitespace && scalar.properties.generalCategory != .control
        }
        return shown.isEmpty ? nil : String(String.UnicodeScalarView(shown))
    }

    /// The id of a message that has none: 64 bits of FNV-1a (Fowler, Noll and Vo, 1991) over its bytes, so that it stays
    /// the same wherever the message stands.
    private var identity: String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        // The line ends at its end depend on what comes behind it in the file.
        var end = bytes.endIndex
        while end > bytes.startIndex, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D { end -= 1 }
        for byte in bytes[..<end] where byte != 0x0D { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
