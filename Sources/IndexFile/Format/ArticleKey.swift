/// The key of an article is the path of its file and, for what is only a part of that, the member: `path!in/an/archive`,
/// `path#id` for a record, `path!in/an/archive#id` for a record of a file in an archive.
///
/// A member is stored without the `#` that nearly all of them would have, unless it would then begin like another one.
package enum ArticleKey {
    /// The member of a key that begins with a path, as it is stored; empty for the file itself.
    package static func member(of key: String, in path: String) -> String {
        stored(key.utf8.dropFirst(path.utf8.count))
    }

    package static func key(path: String, member: String) -> String {
        switch member.utf8.first {
        case nil: path
        case UInt8(ascii: "!"), UInt8(ascii: "#"): path + member
        default: "\(path)#\(member)"
        }
    }

    /// All the ways to take a key apart, as a path and a member may have those signs too: the path, and the member as it is
    /// stored. The whole key as a path is not among them.
    package static func splits(of key: String) -> [(path: String, member: String)] {
        key.utf8.indices.compactMap { index in
            guard key.utf8[index] == UInt8(ascii: "#") || key.utf8[index] == UInt8(ascii: "!") else { return nil }
            return (String(key[..<index]), stored(key.utf8[index...]))
        }
    }

    private static func stored(_ rest: Substring.UTF8View) -> String {
        let id = rest.dropFirst()
        guard rest.first == UInt8(ascii: "#"), id.first != UInt8(ascii: "#"), id.first != UInt8(ascii: "!") else {
            return String(Substring(rest))
        }
        return String(Substring(id))
    }
}
