/// Who a mail is from (RFC 5322, 3.4).
struct MailAddress: Sendable, Equatable {
    /// The name beside the address, if there is one.
    var name: String?
    /// Empty where a name stands alone.
    var address: String

    /// What stands behind the last `@`, in small letters.
    var domain: String? {
        let parts = address.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count > 1, let last = parts.last, !last.isEmpty else { return nil }
        return last.lowercased()
    }

    /// What to call the sender.
    var shown: String? { name ?? (address.isEmpty ? nil : address) }

    /// Reads the first address of a field: `Name <address>`, `"Name" <address>`, `address (Name)`, `address`.
    ///
    /// Quotation marks are undone before encoded words are, as many mailers put the ones into the others.
    init(_ field: [UInt8]) {
        var name: [UInt8] = []
        var comment: [UInt8] = []
        var address: [UInt8]?
        var isQuoted = false
        var depth = 0
        var index = 0
        scan: while index < field.count {
            var byte = field[index]
            index += 1
            let isEscaped = byte == UInt8(ascii: "\\") && (isQuoted || depth > 0) && index < field.count
            if isEscaped {
                byte = field[index]
                index += 1
            }
            switch byte {
            case UInt8(ascii: "\"") where !isEscaped && depth == 0: isQuoted.toggle()
            case _ where isQuoted: name.append(byte)
            case UInt8(ascii: "(") where !isEscaped:
                depth += 1
                if depth > 1 { comment.append(byte) }
            case UInt8(ascii: ")") where !isEscaped && depth > 0:
                depth -= 1
                if depth > 0 { comment.append(byte) }
            case _ where depth > 0: comment.append(byte)
            case UInt8(ascii: "<"):
                let end = field[index...].firstIndex(of: UInt8(ascii: ">")) ?? field.count
                address = Array(field[index..<end])
                break scan
            case UInt8(ascii: ","): break scan
            // The name of a group, of which the first member is the sender.
            case UInt8(ascii: ":"): name.removeAll()
            default: name.append(byte)
            }
        }
        let named = Self.tidy(EncodedWords.text(name))
        if let address {
            self.address = Self.tidy(String(decoding: address, as: UTF8.self)) ?? ""
            self.name = named ?? Self.tidy(EncodedWords.text(comment))
        } else if named?.contains("@") == true {
            self.address = named ?? ""
            self.name = Self.tidy(EncodedWords.text(comment))
        } else {
            self.address = ""
            self.name = named ?? Self.tidy(EncodedWords.text(comment))
        }
        if self.name == self.address { self.name = nil }
    }

    /// The text with single spaces, without quotation marks about it; `nil` for an empty one.
    private static func tidy(_ text: String) -> String? {
        var text = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        if text.count > 2, let first = text.first, "\"'".contains(first), text.last == first {
            text = String(text.dropFirst().dropLast())
        }
        return text.isEmpty ? nil : text
    }
}
