import ArticleModel
import Foundation

/// An element with all that is in it.
struct XMLElement {
    var name: XMLName
    var attributes: [XMLName: String]
    var children: [XMLNode] = []
    /// Where its start tag begins in the document.
    var offset: Int

    func attribute(_ local: String, _ namespace: XMLNamespace = .none) -> String? {
        attributes[XMLName(local, namespace)].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The elements directly in it.
    var elements: [XMLElement] {
        children.compactMap { if case .element(let element) = $0 { element } else { nil } }
    }

    /// Those of that name; without a namespace they may be in any of the vocabulary of the element itself.
    func all(_ local: String, _ namespace: XMLNamespace? = nil) -> [XMLElement] {
        elements.filter { $0.name.local == local && $0.name.namespace == namespace ?? name.namespace }
    }

    func first(_ local: String, _ namespace: XMLNamespace? = nil) -> XMLElement? {
        for case .element(let element) in children
        where element.name.local == local && element.name.namespace == namespace ?? name.namespace {
            return element
        }
        return nil
    }

    /// The first by a path of names, each in the namespace of this element.
    func first(path: String...) -> XMLElement? {
        path.reduce(self) { element, local in element?.first(local) }
    }

    /// Those of that name at any depth, in their order.
    func descendants(_ local: String) -> [XMLElement] {
        elements.flatMap { ($0.name.local == local ? [$0] : []) + $0.descendants(local) }
    }
}

enum XMLNode {
    case element(XMLElement)
    case text(XMLText)
}

/// A piece of text: bytes of `XMLRecord.text`.
struct XMLText {
    var range: Range<Int>
    var origin: XMLTextOrigin
}

/// An element that a document holds many of, or the document itself, with what its text is made of.
struct XMLRecord {
    var element: XMLElement
    /// All text in it, one piece behind the other.
    var text: [UInt8]
    /// The attributes of the elements that it stands in, the outermost first.
    var surroundings: [[XMLName: String]]
    /// The bytes of the document from the record's beginning on.
    var source: [UInt8]
    /// The line it begins on.
    var line: Int
    /// What has to be added to offsets of the document to have those of the file; `nil` when they are not the same bytes.
    var fileOffset: Int?
    /// Characters that could not be decoded.
    var replacements: Int

    /// The line of an element in it.
    func line(of element: XMLElement) -> Int {
        line + source.prefix(max(0, element.offset - self.element.offset)).count { $0 == 0x0A }
    }

    /// The nearest value of an `xml:` attribute around the record, or at it.
    func inherited(_ local: String) -> String? {
        let name = XMLName(local, .xml)
        return ([element.attributes] + surroundings.reversed()).compactMap { $0[name] }.first { !$0.isEmpty }
    }

    /// An address as the record's `xml:base` makes it complete.
    func resolved(_ address: String, in element: XMLElement? = nil) -> String {
        // To read an address as a URL takes longer than all the rest of a short record.
        guard !address.hasPrefix("http"), URL(string: address)?.scheme == nil else { return address }
        let name = XMLName("base", .xml)
        let bases = (surroundings + [self.element.attributes, element?.attributes ?? [:]]).compactMap { $0[name] }
        let base = bases.reduce(nil as URL?) { URL(string: $1, relativeTo: $0) }
        return base.flatMap { URL(string: address, relativeTo: $0)?.absoluteString } ?? address
    }

    // MARK: - Text

    /// All text in an element, white space joined; `nil` when there is none.
    func string(_ element: XMLElement?) -> String? {
        guard let element else { return nil }
        return Self.joined(bytes(of: element))
    }

    /// A text on one line, white space joined; `nil` when there is none.
    static func joined(_ bytes: [UInt8]) -> String? {
        var text = MappedText()
        bytes.withUnsafeBufferPointer { text.append($0, at: nil) }
        let result = text.finish(UnsafeBufferPointer(start: nil, count: 0)).body
        return result.isEmpty ? nil : result
    }

    func bytes(of element: XMLElement) -> [UInt8] {
        var bytes: [UInt8] = []
        collect(element) { bytes += text[$0.range] }
        return bytes
    }

    /// Calls `body` with the pieces of text in an element, in their order.
    func collect(_ element: XMLElement, _ body: (XMLText) -> Void) {
        for child in element.children {
            switch child {
            case .text(let piece): body(piece)
            case .element(let inner): collect(inner, body)
            }
        }
    }

    /// A piece cut where lines are empty. Only a text that stands in the document as it is can be cut and led back.
    func paragraphs(in piece: XMLText) -> [(text: XMLText, isBehindEmptyLine: Bool)] {
        var paragraphs: [(text: XMLText, isBehindEmptyLine: Bool)] = []
        var start = piece.range.lowerBound
        var isBehindEmptyLine = false
        func add(_ end: Int) {
            var origin = XMLTextOrigin.unknown
            if case .verbatim(let source) = piece.origin {
                origin = .verbatim(source + start - piece.range.lowerBound)
            } else if start == piece.range.lowerBound, end == piece.range.upperBound {
                origin = piece.origin
            }
            paragraphs.append((XMLText(range: start..<end, origin: origin), isBehindEmptyLine))
        }
        var lineFeed: Int?
        for index in piece.range {
            switch text[index] {
            case 0x0A:
                if let earlier = lineFeed, earlier >= start {
                    add(earlier)
                    start = index
                    isBehindEmptyLine = true
                }
                lineFeed = index
            case 0x20, 0x09, 0x0D: break
            default: lineFeed = nil
            }
        }
        add(piece.range.upperBound)
        return paragraphs
    }
}
