import Foundation

/// The fields of an article in a JSON object, under the names a `FieldMap` gives them. What is not of a kind that can
/// be read as the field is as if it were not there.
struct Record: Decodable {
    static let fieldMapKey = CodingUserInfoKey(rawValue: "lede.fieldMap") ?? { preconditionFailure() }()

    let id: String?
    let title: String?
    let text: String?
    let date: PublicationDate?
    let author: String?
    let source: String?
    let url: String?
    let language: String?

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
        func field(_ field: FieldMap.Field) -> String? {
            for name in map.names(of: field) {
                let key = Name(name)
                if let text = try? container.decodeIfPresent(String.self, forKey: key) { return text }
                guard container.contains(key) else { continue }
                if let number = try? container.decode(Int64.self, forKey: key) { return String(number) }
                if let number = try? container.decode(Double.self, forKey: key) { return String(number) }
                if let list = try? container.decode([String].self, forKey: key) {
                    return list.joined(separator: field == .text ? "\n\n" : ", ")
                }
            }
            return nil
        }
        id = field(.id)
        title = field(.title)
        text = field(.text)
        author = field(.author)
        source = field(.source)
        url = field(.url)
        language = field(.language)
        date = field(.date).flatMap { text in
            // Eight digits are a day, four a year; any other number counts seconds.
            if let number = Double(text), text.count != 8, text.count != 4 { return PublicationDate(unixTime: number) }
            return PublicationDate(parsing: text)
        }
    }
}
