/// What a page says of itself outside its text.
struct HTMLHead: Equatable {
    /// `name`, `property` or `itemprop` of a `meta` in small letters, and its content.
    struct Meta: Equatable {
        var name: String
        var content: String
    }

    var title = ""
    var metas: [Meta] = []
    var canonical: String?
    var language: String?
    /// The `datetime` of `time` elements, in their order.
    var times: [String] = []
    /// The texts of `script` elements with JSON-LD.
    var linkedData: [[UInt8]] = []
}
