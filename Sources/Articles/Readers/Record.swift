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
        /// `nil` for a value of another type; what is broken in a text has to be told from that.
        func value<Value: Decodable>(_ type: Value.Type, _ key: Name) throws -> Value? {
            do {
                return try container.decodeIfPresent(type, forKey: key)
            } catch let error as DecodingError {
                if case .dataCorrupted = error { throw error }
                return nil
            }
        }
        func field(_ field: FieldMap.Field) throws -> String? {
            for name in map.names(of: field) {
                let key = Name(name)
                // An empty value counts as absent: the next name is tried.
                if let text = try value(String.self, key) {
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
                if let list = try value([String].self, key) {
                    return list.joined(separator: field == .text ? "\n\n" : ", ")
                }
            }
            return nil
        }
        id = try field(.id)
        title = try field(.title)
        text = try field(.text)
        author = try field(.author)
        source = try field(.source)
        url = try field(.url)
        language = try field(.language)
        date = try field(.date).flatMap { text in
            // Eight digits are a day, four a year; any other number counts seconds.
            if let number = Double(text), text.count != 8, text.count != 4 { return PublicationDate(unixTime: number) }
            return PublicationDate(parsing: text)
        }
    }
}
