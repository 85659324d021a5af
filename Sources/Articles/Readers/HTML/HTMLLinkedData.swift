import Foundation

/// What a page says of its article in JSON-LD, by the names of schema.org.
struct HTMLLinkedData {
    var headline: String?
    var published: String?
    var author: String?
    var publisher: String?
    var url: String?
    var language: String?
    var body: String?

    /// - Parameter scripts: the texts of the page's scripts; the first article in them counts.
    init(_ scripts: [[UInt8]]) {
        for script in scripts {
            guard script.count <= Self.mostBytes, Self.depth(of: script) <= Self.deepest,
                let value = try? JSONSerialization.jsonObject(with: Data(script), options: .fragmentsAllowed)
            else { continue }
            var rest = 1000
            if let article = Self.article(in: value, &rest) {
                read(article)
                return
            }
        }
    }

    private static let mostBytes = 4 << 20
    private static let deepest = 200

    /// How deep brackets are nested, those in texts with them: what reads JSON calls itself for each.
    private static func depth(of json: [UInt8]) -> Int {
        var depth = 0
        var deepest = 0
        for byte in json {
            if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") {
                depth += 1
                deepest = max(deepest, depth)
            } else if byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") {
                depth -= 1
            }
        }
        return deepest
    }

    /// The first object that is an article, in lists and graphs and what pages are about.
    private static func article(in value: Any, _ rest: inout Int) -> [String: Any]? {
        rest -= 1
        guard rest > 0 else { return nil }
        if let list = value as? [Any] {
            for element in list { if let found = article(in: element, &rest) { return found } }
            return nil
        }
        guard let object = value as? [String: Any] else { return nil }
        if types(of: object).contains(where: isArticle) { return object }
        for key in ["@graph", "mainEntity", "mainEntityOfPage", "hasPart"] {
            if let inner = object[key], let found = article(in: inner, &rest) { return found }
        }
        return nil
    }

    private static func types(of object: [String: Any]) -> [String] {
        (object["@type"] as? [String]) ?? [object["@type"] as? String].compactMap { $0 }
    }

    /// Article, NewsArticle, ReportageNewsArticle and all others, with an address of schema.org before it or not.
    private static func isArticle(_ type: String) -> Bool {
        ["Article", "BlogPosting", "LiveBlogPosting", "Posting", "Report", "Review", "CreativeWork"].contains {
            type.hasSuffix($0)
        }
    }

    private mutating func read(_ article: [String: Any]) {
        headline = Self.text(article["headline"]) ?? Self.text(article["name"])
        published = Self.text(article["datePublished"]) ?? Self.text(article["dateCreated"])
        author = Self.names(article["author"]) ?? Self.names(article["creator"])
        publisher = Self.names(article["publisher"])
        url = Self.text(article["url"]) ?? Self.text(article["mainEntityOfPage"])
        language = Self.text(article["inLanguage"])
        body = Self.text(article["articleBody"])
    }

    /// A text, the first of a list of them, or the identity or value of an object.
    private static func text(_ value: Any?) -> String? {
        switch value {
        case let text as String: text.isEmpty ? nil : text
        case let list as [Any]: list.first.flatMap { $0 is [Any] ? nil : text($0) }
        case let object as [String: Any]: object["@id"] as? String ?? object["@value"] as? String
        default: nil
        }
    }

    /// The names of persons or an organisation.
    private static func names(_ value: Any?) -> String? {
        let list = (value as? [Any]) ?? [value].compactMap { $0 }
        let names = list.prefix(20).compactMap { element -> String? in
            let name = (element as? [String: Any]).map { text($0["name"]) } ?? (element as? String)
            return name.flatMap { $0.isEmpty || $0.hasPrefix("http") ? nil : $0 }
        }
        return names.isEmpty ? nil : names.joined(separator: ", ")
    }
}
