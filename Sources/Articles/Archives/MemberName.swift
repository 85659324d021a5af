/// Names in archives as keys have them.
enum MemberName {
    /// A longer one is cut; no file system has one.
    static let longest = 4096

    /// The name on one line, without control characters and the `./` that tar puts before all names.
    static func shown(_ name: String) -> String {
        var name = ReadingContext.onOneLine(String(decoding: name.utf8.prefix(longest), as: UTF8.self))[...]
        while name.hasPrefix("./") {
            name = name.dropFirst(2)
            while name.hasPrefix("/") { name = name.dropFirst() }
        }
        return name.isEmpty ? "unnamed" : String(name)
    }

    /// Whether it, or a directory it lies in, is hidden: `.git/config`, and `__MACOSX/._a.txt`.
    static func isHidden(_ name: String) -> Bool {
        name.split(separator: "/").contains { $0.hasPrefix(".") && $0 != "." && $0 != ".." }
    }

    /// What stands behind the last slash.
    static func last(of name: String) -> String { name.split(separator: "/").last.map(String.init) ?? name }
}

/// Tells names apart that an archive has more than once, as a tar has when files were added to it again.
struct MemberNames {
    /// Hashes: of ten million names two are the same once in a hundred thousand archives.
    private var seen: Set<Int> = []
    private var repetitions: [Int: Int] = [:]

    /// The name, and behind its repetitions their number: `a.txt (2)`.
    mutating func distinct(_ name: String) -> String {
        let hash = name.hashValue
        guard !seen.insert(hash).inserted else { return name }
        let number = repetitions[hash, default: 1] + 1
        repetitions[hash] = number
        return "\(name) (\(number))"
    }
}
