/// Fields of an article that a text names line by line, under the names a `FieldMap` gives them.
struct NamedFields {
    private var values: [String: String] = [:]

    /// Whether there is none.
    var isEmpty: Bool { values.isEmpty }

    /// Adds a value; one that is there already goes on with it.
    mutating func add(_ name: some StringProtocol, _ value: some StringProtocol) {
        let name = name.lowercased()
        if let first = values[name], !first.isEmpty {
            values[name] = value.isEmpty ? first : "\(first) \(value)"
        } else {
            values[name] = String(value)
        }
    }

    /// Sets the fields of an article that are named, all but its text and its key.
    func fill(_ article: inout Article, _ map: FieldMap) {
        func value(_ field: FieldMap.Field) -> String? {
            map.names(of: field).lazy.compactMap { values[$0.lowercased()] }.first { !$0.isEmpty }
        }
        article.title = value(.title) ?? article.title
        article.author = value(.author)
        article.source = value(.source)
        article.url = value(.url)
        article.language = value(.language)
        article.published = value(.date).flatMap { PublicationDate(parsing: $0) }
    }
}
