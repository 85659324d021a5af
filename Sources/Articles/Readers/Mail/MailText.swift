import Foundation

/// The text of a message, or of a part of it, and where it stands.
struct MailText {
    var body = ""
    var lines = LineMapping.fixed(1)
    var sourceMap: SourceMap?
    var parts: [EditorialPart] = []
    var replacements = 0
    var language: String?
    var isHTML = false

    /// Where a message, or a piece of it, stands in its file.
    struct Place: Sendable {
        /// The line that its first byte is on.
        var line = 1
        /// That of its first byte; `nil` when its bytes are not those of the file.
        var offset: Int? = 0
    }

    var isBlank: Bool { body.allSatisfy { $0.isWhitespace || $0 == "\u{FEFF}" } }

    init() {}

    /// The text of one part.
    ///
    /// - Parameter place: of its body.
    init(_ entity: MIMEEntity, at place: Place) {
        language = entity.fields["content-language"]
        isHTML = entity.isHTML
        let content = entity.content
        let text = content.withUnsafeBufferPointer { bytes in
            DecodedText(bytes, charset: entity.type["charset"] ?? (entity.isHTML ? HTMLCharset.label(in: bytes) : nil))
        }
        replacements = text.replacements
        let isVerbatim = TransferEncoding.isVerbatim(entity.transferEncoding)
        if isHTML {
            readHTML(text.text)
            if case .listed(let list) = lines, isVerbatim {
                lines = .listed(list.map { $0 + place.line - 1 })
            } else {
                lines = .fixed(place.line)
            }
        } else {
            body = DecodedText.withoutNULs(text.text, counting: &replacements)
            lines = isVerbatim ? .counted(from: place.line) : .fixed(place.line)
            if let offset = place.offset, isVerbatim, Array(body.utf8) == content {
                sourceMap = SourceMap(count: content.count, at: offset)
            }
        }
    }

    private mutating func readHTML(_ html: String) {
        var html = html
        html.withUTF8 { bytes in
            var text = MappedText()
            HTMLFragment.append(bytes, at: 0, to: &text)
            let result = text.finish(bytes)
            body = result.body
            parts = result.parts
            lines = result.lines
            replacements += result.replacements
        }
    }

    // MARK: - Choice and union

    /// How much there is to read: letters and other characters, those of addresses left out, as the plain text of a
    /// newsletter spells out all its links.
    ///
    /// - Complexity: O(bytes).
    var amount: Int {
        var body = body
        return body.withUTF8 { bytes in
            var amount = 0
            var wordStart = 0
            var isAddress = false
            for index in 0...bytes.count {
                guard index == bytes.count || bytes[index] <= 0x20 else {
                    if bytes[index] == UInt8(ascii: ":"), bytes[index...].starts(with: "://".utf8) { isAddress = true }
                    continue
                }
                if !isAddress { amount += index - wordStart }
                isAddress = false
                wordStart = index + 1
            }
            return amount
        }
    }

    /// Of versions of the same text the HTML, which knows headings from paragraphs, unless much of the text is missing
    /// there: some newsletters are a picture in HTML, and more are a link to a page in plain text.
    static func best(of versions: [MailText]) -> MailText? {
        let written = versions.filter { !$0.isBlank }
        guard written.count > 1 else { return written.first ?? versions.first }
        let amounts = written.map { $0.amount }
        let most = amounts.max() ?? 0
        let enough = written.indices.filter { amounts[$0] * 3 >= most * 2 }
        // The last one is the one the sender likes best (RFC 2046, 5.1.4).
        let chosen = enough.last { written[$0].isHTML } ?? enough.last
        return chosen.map { written[$0] }
    }

    /// Texts that stand one behind the other.
    static func joined(_ texts: [MailText]) -> MailText? {
        let written = texts.filter { !$0.isBlank }
        guard var result = written.first ?? texts.first else { return nil }
        guard written.count > 1 else { return result }
        var lines = result.listedLines
        for text in written.dropFirst() {
            // An empty line between them, which is on the line the text before it ends on.
            let separator = result.body.hasSuffix("\n") || result.body.hasSuffix("\r\n") ? "\n" : "\n\n"
            if separator == "\n\n" { lines.append(lines.last ?? 1) }
            let start = result.body.utf8.count + separator.utf8.count
            result.body += separator + text.body
            result.parts += text.parts.map {
                EditorialPart($0.role, $0.range.lowerBound + start..<$0.range.upperBound + start)
            }
            lines += text.listedLines
            result.replacements += text.replacements
            result.language = result.language ?? text.language
        }
        result.lines = .listed(lines)
        result.sourceMap = nil
        return result
    }

    /// For each line of the body the one it is in the source.
    private var listedLines: [Int] {
        let count = 1 + body.utf8.count { $0 == UInt8(ascii: "\n") }
        return switch lines {
        case .listed(let list): list
        case .counted(let first): Array(first..<first + count)
        case .fixed(let line): Array(repeating: line, count: count)
        }
    }
}
