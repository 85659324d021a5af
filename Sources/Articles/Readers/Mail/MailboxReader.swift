import Foundation

/// A mailbox: mails one behind the other, each after a line `From sender date` (RFC 4155), in which lines of text that
/// begin so have a `>` before them (mboxo, mboxrd).
struct MailboxReader: ArticleReader {
    static let name = "mbox"
    static let summary = "mailbox of mails one behind the other, as lists archive them; each message is an article"
    static let extensions = ["mbox"]

    static let origins = [FieldOrigin(.id, "Message-ID")] + MailReader.origins

    static func recognizes(_ beginning: UnsafeBufferPointer<UInt8>) -> Recognition {
        let text = beginning.withoutUTF8Mark
        guard let feed = text.firstByte(UInt8(ascii: "\n")),
            MailboxSeparator.date(in: UnsafeBufferPointer(rebasing: text[..<feed])) != nil
        else { return .no }
        let rest = text[(feed + 1)...]
        let line = UnsafeBufferPointer(rebasing: rest[..<(rest.firstByte(UInt8(ascii: "\n")) ?? rest.endIndex)])
        return HeaderFields.nameEnd(line) == nil ? .no : .certain
    }

    func read(
        _ stream: ByteStream, _ context: ReadingContext,
        _ deliver: (Result<Article, ArticleFailure>) throws -> Void
    ) throws {
        var messages = MailboxSplitter(context)
        var lines = LineReader(limit: context.options.maximumArticleBytes)
        do {
            try stream.refuseUTF16("a mailbox is ASCII; convert it with iconv", context)
        } catch {
            return try deliver(.failure(error))
        }
        let damage = try stream.readChunks { chunk in
            try lines.read(chunk) { line, _ in try messages.add(line, deliver) }
        }
        // Half of a message is none, and its own failure would only repeat that the input is cut off.
        if let damage { return try deliver(.failure(damage)) }
        try lines.finish { line, _ in try messages.add(line, hasLineFeed: false, deliver) }
        try messages.finish(deliver)
    }
}

/// The line before each message of a mailbox.
enum MailboxSeparator {
    /// The date in a line `From sender date`, as its last words; `nil` when the line is none.
    ///
    /// The date is asked for, as not all programs put a `>` before a line of text that begins with “From ”.
    static func date(in line: UnsafeBufferPointer<UInt8>) -> PublicationDate? {
        guard line.starts(with: "From ".utf8), line.count < 1000 else { return nil }
        let words = String(decoding: line.dropFirst(5), as: UTF8.self).split(whereSeparator: \.isWhitespace)
        // `Tue Sep 12 08:30:00 2023`, maybe with a zone before or behind the year; the sender may be missing.
        for count in [5, 6, 7] where words.count >= count {
            let date = words.suffix(count)
            guard date.contains(where: { $0.contains(":") }) else { continue }
            if let date = PublicationDate(parsing: date.joined(separator: " ")) { return date }
        }
        return nil
    }
}

/// Puts the lines of a mailbox together to messages, in memory of one.
private struct MailboxSplitter {
    private let context: ReadingContext
    private var message: [UInt8] = []
    /// The date in the line before the message; `nil` before the first one.
    private var date: PublicationDate?
    private var place = MailText.Place()
    private var isTooLong = false
    private var isAfterBlankLine = true
    private var line = 0
    private var offset = 0
    private var hasMessages = false

    init(_ context: ReadingContext) {
        self.context = context
    }

    mutating func add(
        _ read: LineReader.Line, hasLineFeed: Bool = true, _ deliver: (Result<Article, ArticleFailure>) throws -> Void
    ) throws {
        line += 1
        guard case .text(var text) = read else {
            isTooLong = true
            message = []
            place.offset = nil
            return
        }
        let length = text.count + 1
        if line == 1 { text = UnsafeBufferPointer(rebasing: text.withoutUTF8Mark) }
        defer {
            isAfterBlankLine = text.isEmpty || text.count == 1 && text[0] == UInt8(ascii: "\r")
            offset += length
        }
        if isAfterBlankLine, text.starts(with: "From ".utf8), let found = MailboxSeparator.date(in: text) {
            try deliverMessage(deliver)
            date = found
            place = MailText.Place(line: line + 1, offset: offset + length)
            return
        }
        if Self.isQuoted(text) {
            text = UnsafeBufferPointer(rebasing: text[1...])
            // The message is no longer a piece of the file.
            place.offset = nil
        }
        if !isTooLong, message.count + text.count < context.options.maximumArticleBytes {
            message.append(contentsOf: text)
            if hasLineFeed { message.append(UInt8(ascii: "\n")) }
        } else {
            isTooLong = true
            message = []
        }
    }

    mutating func finish(_ deliver: (Result<Article, ArticleFailure>) throws -> Void) throws {
        try deliverMessage(deliver)
        if !hasMessages { try deliver(.failure(context.failure("empty file"))) }
    }

    private mutating func deliverMessage(_ deliver: (Result<Article, ArticleFailure>) throws -> Void) throws {
        defer {
            message.removeAll(keepingCapacity: true)
            isTooLong = false
        }
        if isTooLong {
            hasMessages = true
            return try deliver(.failure(context.tooLong(line: place.line)))
        }
        let isBlank = message.withUnsafeBufferPointer { WholeMessage.isBlank($0) }
        guard date != nil || !isBlank else { return }
        hasMessages = true
        // The empty line before the next message belongs to that.
        if message.suffix(2) == [0x0A, 0x0A] { message.removeLast() }
        if message.suffix(4) == [0x0D, 0x0A, 0x0D, 0x0A] { message.removeLast(2) }
        let mail = MailMessage(message[...], at: place)
        guard mail.hasHeader else {
            let isFirst = date == nil
            let reason =
                isFirst ? "no mailbox: no line “From sender date” at its beginning" : "a message without a header"
            return try deliver(.failure(context.failure(reason, line: place.line)))
        }
        try mail.read(context, key: nil, date: date, deliver)
    }

    /// Whether a `>` was put before a line that begins like the one before a message.
    private static func isQuoted(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
        guard line.first == UInt8(ascii: ">") else { return false }
        return line.drop { $0 == UInt8(ascii: ">") }.starts(with: "From ".utf8)
    }
}
