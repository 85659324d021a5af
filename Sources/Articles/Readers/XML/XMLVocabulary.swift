/// What the elements of one format mean.
protocol XMLVocabulary: SendableMetatype {
    /// What the format is called in a failure.
    static var title: String { get }
    /// Whether a document with that root is of this format.
    static func isRoot(_ name: XMLName) -> Bool

    init()

    /// Whether records stand in an element; asked for elements that stand in nothing but containers.
    func isContainer(_ name: XMLName) -> Bool
    /// Whether a record of that name is an article, and no part of a feed's head.
    func isItem(_ name: XMLName) -> Bool
    /// The article that a record is; `nil` for one that says something of the articles behind it, or nothing.
    mutating func article(from record: XMLRecord, _ context: ReadingContext) throws(ArticleFailure) -> Article?
}

/// All vocabularies, the one place where they are listed.
enum XMLVocabularies {
    static let all: [any XMLVocabulary.Type] = [
        RSSVocabulary.self, AtomVocabulary.self, NITFVocabulary.self, NewsMLG2Vocabulary.self,
    ]

    static func vocabulary(of root: XMLName) -> (any XMLVocabulary.Type)? { all.first { $0.isRoot(root) } }
}

/// The root element of a document, as far as its first bytes tell.
struct XMLRoot {
    let name: XMLName

    /// `nil` when the bytes are no beginning of XML, or end before the root element.
    init?(_ beginning: UnsafeBufferPointer<UInt8>) {
        // Every input passes here, some times over: those that are no XML have to be told at once.
        guard beginning.first(where: { !Self.marks.contains($0) }) == UInt8(ascii: "<") else { return nil }
        // UTF-16 has a NUL beside each character of a root element.
        let first = UnsafeBufferPointer(rebasing: beginning.prefix(1 << 16))
        let isWide =
            first.prefix(4).contains(0) || first.starts(with: [0xFF, 0xFE]) || first.starts(with: [0xFE, 0xFF])
        let tag =
            isWide
            ? first.filter { $0 != 0 && $0 < 0x80 }.withUnsafeBufferPointer { Scanner.rootTag(in: $0) }
            : Scanner.rootTag(in: first)
        guard let tag else { return nil }
        let root = XMLTag(tag[...])
        let (prefix, local) = XMLTag.parts(of: root.name)
        guard !local.isEmpty else { return nil }
        let uri = root.attributes[prefix.map { "xmlns:\($0)" } ?? "xmlns"]
        name = XMLName(local, XMLNamespace(uri: uri, prefix: prefix))
    }

    /// What may stand before the first tag: byte order marks, NULs of UTF-16, white space.
    private static let marks: [UInt8] = [0xEF, 0xBB, 0xBF, 0xFE, 0xFF, 0, 0x20, 0x09, 0x0A, 0x0D]

    private struct Scanner {
        private let bytes: UnsafeBufferPointer<UInt8>
        private var index = 0

        /// What stands in the first start tag, behind declaration, comments, instructions and document type.
        static func rootTag(in bytes: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
            var scanner = Scanner(bytes: bytes)
            return scanner.rootTag()
        }

        private init(bytes: UnsafeBufferPointer<UInt8>) {
            self.bytes = bytes
            if bytes.beginsWithUTF8Mark { index = 3 }
        }

        private mutating func rootTag() -> [UInt8]? {
            while true {
                while index < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[index]) { index += 1 }
                guard index < bytes.count, bytes[index] == UInt8(ascii: "<") else { return nil }
                if has("<?") {
                    guard skip(past: "?>") else { return nil }
                } else if has("<!--") {
                    guard skip(past: "-->") else { return nil }
                } else if has("<!") {
                    guard skipDocumentType() else { return nil }
                } else {
                    let start = index + 1
                    guard let end = bytes[start...].firstIndex(of: UInt8(ascii: ">")) else { return nil }
                    return Array(bytes[start..<end])
                }
            }
        }

        private func has(_ text: String) -> Bool { bytes[index...].starts(with: text.utf8) }

        private mutating func skip(past text: String) -> Bool {
            while index < bytes.count {
                if has(text) {
                    index += text.utf8.count
                    return true
                }
                index += 1
            }
            return false
        }

        /// A document type may hold declarations between brackets.
        private mutating func skipDocumentType() -> Bool {
            var depth = 0
            while index < bytes.count {
                switch bytes[index] {
                case UInt8(ascii: "["): depth += 1
                case UInt8(ascii: "]"): depth -= 1
                case UInt8(ascii: ">") where depth <= 0:
                    index += 1
                    return true
                default: break
                }
                index += 1
            }
            return false
        }
    }
}
