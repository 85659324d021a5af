/// The vocabularies whose elements mean something to a reader.
enum XMLNamespace: UInt8, Sendable {
    /// No namespace, as in RSS 2.0 and in NITF with a DTD.
    case none
    case atom
    case rss
    case rdf
    case content
    case dublinCore
    case dublinCoreTerms
    case media
    case xhtml
    case nitf
    case newsMLG2
    case xml
    case other

    /// By the address that a document declares, or by the prefix that everybody gives it where it declares none.
    init(uri: String?, prefix: String?) {
        guard let uri else {
            self = prefix.map { Self.conventional[$0] ?? .other } ?? .none
            return
        }
        switch uri {
        case "", "http://backend.userland.com/rss2", "http://blogs.law.harvard.edu/tech/rss": self = .none
        case "http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#": self = .atom
        case "http://purl.org/rss/1.0/", "http://my.netscape.com/rdf/simple/0.9/": self = .rss
        case "http://www.w3.org/1999/02/22-rdf-syntax-ns#": self = .rdf
        case "http://purl.org/rss/1.0/modules/content/": self = .content
        case "http://purl.org/dc/elements/1.1/", "http://purl.org/dc/elements/1.0/": self = .dublinCore
        case "http://purl.org/dc/terms/": self = .dublinCoreTerms
        case "http://search.yahoo.com/mrss/", "http://search.yahoo.com/mrss": self = .media
        case "http://www.w3.org/1999/xhtml": self = .xhtml
        case "http://iptc.org/std/nar/2006-10-01/": self = .newsMLG2
        case "http://www.w3.org/XML/1998/namespace": self = .xml
        default: self = uri.hasPrefix("http://iptc.org/std/NITF/") ? .nitf : .other
        }
    }

    private static let conventional: [String: XMLNamespace] = [
        "atom": .atom, "rdf": .rdf, "content": .content, "dc": .dublinCore, "dcterms": .dublinCoreTerms,
        "media": .media, "xhtml": .xhtml, "nitf": .nitf, "xml": .xml,
    ]
}

/// The name of an element or an attribute.
struct XMLName: Sendable, Hashable {
    var namespace: XMLNamespace
    var local: String

    init(_ local: String, _ namespace: XMLNamespace = .none) {
        self.namespace = namespace
        self.local = local
    }
}
