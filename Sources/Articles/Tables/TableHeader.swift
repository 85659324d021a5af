/// The first row of a table: which column holds which field.
struct TableHeader {
    /// The names of the columns as the file has them.
    let names: [String]
    /// For each field its columns, the first that is not empty counts.
    private let columns: [FieldMap.Field: [Int]]

    init(_ row: TableRow, _ map: FieldMap) {
        let names = (0..<row.count).map { Self.trimmed(row[$0]) }
        let folded = names.map { $0.lowercased() }
        self.names = names
        columns = Dictionary(
            uniqueKeysWithValues: FieldMap.Field.allCases.map { field in
                var found: [Int] = []
                for name in map.names(of: field) {
                    let column = names.firstIndex(of: name) ?? folded.firstIndex(of: name.lowercased())
                    if let column, !found.contains(column) { found.append(column) }
                }
                return (field, found)
            })
    }

    func columns(of field: FieldMap.Field) -> [Int] { columns[field] ?? [] }

    /// The names as a failure lists them, the first ones where there are many.
    var listed: String {
        let shown = names.prefix(8).map { name in
            name.count > 20 ? "“\(name.prefix(20))…”" : "“\(name)”"
        }
        return shown.joined(separator: ", ")
            + (names.count > shown.count ? " and \(names.count - shown.count) more" : "")
    }

    /// The separator that a first line has most of; the first of them where it has none.
    static func separator(in line: some Collection<UInt8>, of candidates: [UInt8]) -> UInt8 {
        var counts = candidates.map { _ in 0 }
        var isQuoted = false
        for byte in line {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if !isQuoted, let candidate = candidates.firstIndex(of: byte) { counts[candidate] += 1 }
        }
        let most = counts.max() ?? 0
        return counts.firstIndex(of: most).map { candidates[$0] } ?? UInt8(ascii: ",")
    }

    private static func trimmed(_ name: String) -> String {
        String(TextLines.trimmed(name[...]))
    }
}
