/// The attributes that are read.
enum HTMLAttribute {
    case ariaHidden, charset, className, content, datetime, hidden, href, id, itemprop, language, name, property, rel,
        role,
        style
    case type

    /// By the name's first eight letters.
    init?(_ name: HTMLWord) {
        let attributes = Self.byWord
        var low = 0
        var high = attributes.count
        while low < high {
            let middle = (low + high) / 2
            if attributes[middle].word < name.letters { low = middle + 1 } else { high = middle }
        }
        guard low < attributes.count, attributes[low].word == name.letters, attributes[low].count == name.count else {
            return nil
        }
        self = attributes[low].attribute
    }

    private static let byWord: [(word: UInt64, count: Int, attribute: Self)] = [
        ("aria-hidden", .ariaHidden), ("charset", .charset), ("class", .className), ("content", .content),
        ("datetime", .datetime),
        ("hidden", .hidden), ("href", .href), ("id", .id), ("itemprop", .itemprop), ("lang", .language),
        ("xml:lang", .language), ("name", .name), ("property", .property), ("rel", .rel), ("role", .role),
        ("style", .style), ("type", .type),
    ].map { (HTMLWord($0).letters, $0.utf8.count, $1) }.sorted { $0.0 < $1.0 }
}
