import ArticleModel

/// The attributes that are read.
enum HTMLAttribute {
    case ariaHidden, charset, className, content, datetime, hidden, href, id, itemprop, language, name, property, rel,
        role,
        style
    case type

    /// By the name's first eight letters.
    init?(_ name: HTMLWord) {
        let attributes = Self.byWord
        let place = attributes.partitioningIndex { $0.word >= name.letters }
        guard place < attributes.count, attributes[place].word == name.letters, attributes[place].count == name.count
        else { return nil }
        self = attributes[place].attribute
    }

    private static let byWord: [(word: UInt64, count: Int, attribute: Self)] = [
        ("aria-hidden", .ariaHidden), ("charset", .charset), ("class", .className), ("content", .content),
        ("datetime", .datetime),
        ("hidden", .hidden), ("href", .href), ("id", .id), ("itemprop", .itemprop), ("lang", .language),
        ("xml:lang", .language), ("name", .name), ("property", .property), ("rel", .rel), ("role", .role),
        ("style", .style), ("type", .type),
    ].map { (HTMLWord($0).letters, $0.utf8.count, $1) }.sorted { $0.0 < $1.0 }
}
