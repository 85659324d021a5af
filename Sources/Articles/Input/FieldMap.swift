/// Under which names a record holds an article's fields.
public struct FieldMap: Sendable, Equatable {
    public enum Field: String, Sendable, CaseIterable {
        case id, title, text, date, author, source, url, language
    }

    private var names: [Field: [String]]

    /// The usual names.
    public init() {
        names = [
            .id: ["id"], .title: ["title", "headline"], .text: ["text", "body", "content", "article"],
            .date: [
                "date", "published", "pubDate", "publishedAt", "published_at", "publish_date", "date_published",
                "datetime",
            ],
            .author: ["author", "authors", "byline"], .source: ["source", "publication", "outlet"],
            .url: ["url", "link"], .language: ["language", "lang"],
        ]
    }

    /// The names to look for, the first that is there counts.
    public func names(of field: Field) -> [String] { names[field] ?? [] }

    /// Reads `field` from the record's `NAME`, by an assignment like `text=content`.
    ///
    /// - Throws: `FieldMapError` for anything but a field's name, `=` and a name.
    public mutating func map(_ assignment: String) throws(FieldMapError) {
        let parts = assignment.split(separator: "=", maxSplits: 1)
        guard parts.count == 2, let field = Self.field(named: String(parts[0])) else {
            throw FieldMapError(assignment: assignment)
        }
        names[field] = [String(parts[1])]
    }

    private static func field(named name: String) -> Field? {
        switch name {
        case "body": .text
        case "published": .date
        default: Field(rawValue: name)
        }
    }
}

/// An assignment that is none.
public struct FieldMapError: Error, Equatable {
    public let assignment: String
    /// The fields that can be assigned.
    public static let fields = FieldMap.Field.allCases.map(\.rawValue)
}
