/// What a scanner knows of an object in which it looks for the array of articles.
struct EnvelopeSearch {
    /// The last byte that is no white space and in no string.
    var previous: UInt8 = 0
    /// The last string in the record, without its quotation marks: the name of the array.
    var stringStart = 0
    var stringEnd = 0
    /// Where the array begins in the record.
    var array = 0
    /// Where its first element begins, until that is looked at.
    var element: Int?
    var elementDepth = 0
    var elementLine = 1

    /// What arrays of articles are called: the first of such a name is taken for one without a look at it.
    static let usualNames: Set<String> = [
        "articles", "items", "docs", "documents", "data", "results", "records", "entries", "stories", "news", "posts",
    ]
}
