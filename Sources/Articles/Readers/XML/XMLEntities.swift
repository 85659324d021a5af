import CLibXML2

/// What entity references stand for: those of XML, those of HTML that feeds use without declaring them, and those that the
/// document declares itself, within limits. Nothing is ever fetched.
struct XMLEntities {
    /// What a document's references to its own entities may come to, beside four times its own length.
    private static let mostBytes = 1 << 20
    private static let mostDeclared = 2000
    private static let deepest = 16

    private var declared: [String: String] = [:]
    private var expandedBytes = 0
    /// Bytes of the document that were read.
    var documentBytes = 0
    /// The references come to more than the document may ask for.
    private(set) var isExhausted = false

    /// The first declaration counts, as XML has it.
    mutating func declare(_ name: String, as content: String) {
        guard declared[name] == nil, declared.count < Self.mostDeclared else { return }
        declared[name] = content
    }

    /// The text for `&name;`; `nil` when nobody knows the name.
    mutating func text(_ name: String) -> String? {
        if let declared = declared[name] {
            var text: [UInt8] = []
            expand(declared, into: &text, depth: 1)
            return String(decoding: text, as: UTF8.self)
        }
        return Self.standard(name)
    }

    /// A text with its references replaced; those that nobody knows stay as they are.
    mutating func resolved(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
        var result: [UInt8] = []
        expand(text, into: &result, depth: 0)
        return String(decoding: result, as: UTF8.self)
    }

    private mutating func expand(_ content: String, into text: inout [UInt8], depth: Int) {
        guard depth < Self.deepest, !isExhausted else {
            isExhausted = true
            return
        }
        var rest = content.utf8[...]
        while let ampersand = rest.firstIndex(of: UInt8(ascii: "&")) {
            append(rest[..<ampersand], &text, depth)
            let behind = rest[rest.index(after: ampersand)...]
            let end = behind.prefix(64).firstIndex(of: UInt8(ascii: ";"))
            let name = end.flatMap { String(behind[..<$0]) } ?? ""
            if let end, let inner = declared[name] {
                expand(inner, into: &text, depth: depth + 1)
                rest = behind[behind.index(after: end)...]
            } else if let end, let known = Self.character(name) ?? Self.standard(name) {
                append(known.utf8, &text, depth)
                rest = behind[behind.index(after: end)...]
            } else {
                append("&".utf8, &text, depth)
                rest = behind
            }
            if isExhausted { return }
        }
        append(rest, &text, depth)
    }

    private mutating func append(_ bytes: some Collection<UInt8>, _ text: inout [UInt8], _ depth: Int) {
        if depth > 0 {
            expandedBytes += bytes.count + 1
            guard expandedBytes <= Self.mostBytes + 4 * documentBytes else {
                isExhausted = true
                return
            }
        }
        text.append(contentsOf: bytes)
    }

    /// The character for `#8217` or `#x2019`.
    static func character(_ name: String) -> String? {
        guard name.hasPrefix("#") else { return nil }
        let digits = name.dropFirst()
        let number = digits.hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits, radix: 10)
        guard let number, number > 0, let scalar = Unicode.Scalar(number) else { return nil }
        return String(Character(scalar))
    }

    /// The character for a name of XML or HTML 4.
    static func standard(_ name: String) -> String? {
        if name == "apos" { return "'" }
        guard let entity = htmlEntityLookup(name), let scalar = Unicode.Scalar(entity.pointee.value) else { return nil }
        return String(Character(scalar))
    }
}
