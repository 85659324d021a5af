import Foundation

/// The fields of an article as a record of many holds them. An empty text counts as absent, but for one that is a list.
struct Record {
    var id: String?
    var title: String?
    var text: String?
    var date: PublicationDate?
    var author: String?
    var source: String?
    var url: String?
    var language: String?

    /// - Parameter value: the text of a field.
    init(_ value: (FieldMap.Field) throws -> String?) rethrows {
        id = try value(.id)
        title = try value(.title)
        text = try value(.text)
        author = try value(.author)
        source = try value(.source)
        url = try value(.url)
        language = try value(.language)
        date = try value(.date).flatMap(Self.date)
    }

    /// Eight digits are a day, four a year; any other number counts seconds.
    private static func date(_ text: String) -> PublicationDate? {
        if text.utf8.count != 8, text.utf8.count != 4, let number = Double(text) {
            return PublicationDate(unixTime: number)
        }
        return PublicationDate(parsing: text)
    }

    /// What stands between the texts of a list that is one field.
    static func separator(in field: FieldMap.Field) -> String { field == .text ? "\n\n" : ", " }
}

// MARK: - Articles of records

extension Record {
    /// The article, or why the record is none.
    ///
    /// - Parameter replacements: how many undecodable characters of the record were replaced.
    func article(
        _ context: ReadingContext, lines: LineMapping, replacements: Int,
        orNone reason: @autoclosure () -> ArticleFailure
    ) throws(ArticleFailure) -> Article {
        var replacements = replacements
        func clean(_ text: String?) -> String? {
            guard let text, !text.isEmpty else { return nil }
            return DecodedText.withoutNULs(text, counting: &replacements)
        }
        let title = clean(title)
        let text = clean(text)
        guard title?.allSatisfy(\.isWhitespace) == false || text?.allSatisfy(\.isWhitespace) == false else {
            throw reason()
        }
        let url = clean(url)
        let id = clean(id) ?? url ?? RecordIdentity.of(title, text)
        return Article(
            key: "\(context.path)#\(id)", title: title, body: text ?? "", published: date,
            author: clean(author), source: clean(source), url: url, language: clean(language),
            lines: lines, replacements: replacements)
    }
}

// MARK: - Records of JSON

/// A record in a JSON object, under the names a `FieldMap` gives its fields, read by Foundation: slowly, but whatever the
/// object holds. What is not of a kind that can be read as the field is as if it were not there.
struct JSONRecord: Decodable {
    static let fieldMapKey = CodingUserInfoKey(rawValue: "lede.fieldMap") ?? { preconditionFailure() }()

    let record: Record

    private struct Name: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(_ name: String) { stringValue = name }
        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    init(from decoder: any Decoder) throws {
        let map = decoder.userInfo[Self.fieldMapKey] as? FieldMap ?? FieldMap()
        let container = try decoder.container(keyedBy: Name.self)
        record = try Record { field in
            for name in map.names(of: field) {
                let key = Name(name)
                // An empty value counts as absent: the next name is tried.
                if let text = try container.valueOfKind(String.self, forKey: key) {
                    if !text.isEmpty { return text }
                    continue
                }
                guard container.contains(key) else { continue }
                if let number = try? container.decode(Int64.self, forKey: key) { return String(number) }
                // As a `Double`, long ids that differ only in their last digits would be one and the same.
                if let number = try? container.decode(Double.self, forKey: key) {
                    guard abs(number) >= 0x1p63, let exact = try? container.decode(Decimal.self, forKey: key)
                    else { return String(number) }
                    return exact.description
                }
                if let list = try container.valueOfKind([String].self, forKey: key) {
                    return list.joined(separator: Record.separator(in: field))
                }
            }
            return nil
        }
    }
}
