import PassageSearch

extension OutputFormat {
    static let json = OutputFormat(
        name: "json", summary: "one JSON array of the same objects", isLinewise: false,
        make: .passages(JSONFormatter.init))
}

/// One array, an object a line; an empty one when nothing was found.
struct JSONFormatter: PassageFormatter {
    private let context: OutputContext
    private var isFirst = true

    init(_ context: OutputContext) {
        self.context = context
    }

    mutating func begin(_ output: inout String) {
        output += "["
    }

    mutating func append(_ hit: Hit, to output: inout String) {
        var json = JSONWriter()
        json.value(hit, context)
        output += (isFirst ? "\n" : ",\n") + json.text
        isFirst = false
    }

    mutating func end(_ output: inout String) {
        output += isFirst ? "]\n" : "\n]\n"
    }
}
