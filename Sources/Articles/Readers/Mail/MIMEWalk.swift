/// A walk through the parts of a message, which finds its text and the messages sent along.
struct MIMEWalk {
    private let bytes: ArraySlice<UInt8>
    private let place: MailText.Place
    private var partsLeft = Self.mostParts
    /// How far lines were counted, and the line that is.
    private var counted: (index: Int, line: Int)
    /// Messages among the parts, in their order.
    private(set) var messages: [ArraySlice<UInt8>] = []
    /// Why some parts were left out.
    private(set) var loss: String?

    /// Deeper nesting is none that a mail program made, and asks for time and memory.
    static let greatestDepth = 20
    private static let mostParts = 10_000

    init(_ bytes: ArraySlice<UInt8>, at place: MailText.Place) {
        self.bytes = bytes
        self.place = place
        counted = (bytes.startIndex, place.line)
    }

    /// The text of an entity of the message; `nil` when it is none to read.
    ///
    /// - Parameter depth: how many parts and messages the entity lies in.
    /// - Complexity: O(bytes · depth).
    mutating func text(of entity: MIMEEntity, depth: Int) -> MailText? {
        partsLeft -= 1
        guard partsLeft >= 0 else {
            loss = "more than \(Self.mostParts) parts, of which the rest is left out"
            return nil
        }
        if entity.isMultipart || entity.isMessage, depth >= Self.greatestDepth {
            loss = "parts nested more than \(Self.greatestDepth) deep, which are left out"
            return nil
        }
        if entity.isMessage {
            // One in base 64, which no standard allows, is left alone as a file that was sent along.
            if TransferEncoding.isVerbatim(entity.transferEncoding), !entity.body.isEmpty {
                messages.append(entity.body)
            }
            return nil
        }
        if entity.isMultipart {
            let parts = entity.parts(most: partsLeft + 1)
            if !parts.isEmpty { return text(of: parts, in: entity, depth: depth + 1) }
        } else if !entity.isText {
            return nil
        }
        let place = place(of: entity.body)
        return MailText(entity, at: place)
    }

    private mutating func text(of parts: [MIMEEntity], in entity: MIMEEntity, depth: Int) -> MailText? {
        if entity.type.kind == "multipart/related" { return text(of: entity.root(of: parts), depth: depth) }
        var texts: [MailText] = []
        for part in parts {
            if let text = text(of: part, depth: depth) { texts.append(text) }
        }
        return entity.type.kind == "multipart/alternative" ? MailText.best(of: texts) : MailText.joined(texts)
    }

    /// Where a piece of the message stands in the file.
    mutating func place(of piece: ArraySlice<UInt8>) -> MailText.Place {
        let index = piece.startIndex
        if index < counted.index { counted = (bytes.startIndex, place.line) }
        counted.line += bytes[counted.index..<index].count { $0 == UInt8(ascii: "\n") }
        counted.index = index
        return MailText.Place(line: counted.line, offset: place.offset.map { $0 + index - bytes.startIndex })
    }
}
