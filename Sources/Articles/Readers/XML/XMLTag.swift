/// A start tag, or a declaration, as it is written; for what has to be known before libxml2 reads it, and what libxml2 does
/// not tell.
struct XMLTag {
    /// With its prefix.
    private(set) var name = ""
    /// By their names with prefixes; references stand in the values as they are.
    private(set) var attributes: [String: String] = [:]

    /// - Parameter bytes: what stands behind the `<`, up to the tag's end or further.
    init(_ bytes: ArraySlice<UInt8>) {
        var rest = bytes
        name = Self.word(&rest)
        while true {
            rest = rest.drop(while: \.isASCIISpace)
            let attribute = Self.word(&rest)
            guard !attribute.isEmpty else { return }
            rest = rest.drop(while: \.isASCIISpace)
            guard rest.first == UInt8(ascii: "=") else { continue }
            rest = rest.dropFirst().drop(while: \.isASCIISpace)
            guard let quote = rest.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"),
                let end = rest.dropFirst().firstIndex(of: quote)
            else { return }
            attributes[attribute] = String(decoding: rest.dropFirst()[..<end], as: UTF8.self)
            rest = rest[end...].dropFirst()
        }
    }

    /// The part before the colon of a name, and the one behind it.
    static func parts(of name: String) -> (prefix: String?, local: String) {
        guard let colon = name.utf8.firstIndex(of: UInt8(ascii: ":")) else { return (nil, name) }
        return (String(name[..<colon]), String(name[name.utf8.index(after: colon)...]))
    }

    private static func word(_ rest: inout ArraySlice<UInt8>) -> String {
        let word = rest.prefix { byte in
            !byte.isASCIISpace && !"=/<>\"'".utf8.contains(byte)
        }
        rest = rest[word.endIndex...]
        return String(decoding: word, as: UTF8.self)
    }
}
