import PassageSearch

extension OutputFormat {
    static let jsonLines = OutputFormat(
        name: "jsonl", summary: "one JSON object a line", isLinewise: true, make: .passages(JSONLinesFormatter.init))
}

struct JSONLinesFormatter: PassageFormatter {
    private let context: OutputContext

    init(_ context: OutputContext) {
        self.context = context
    }

    mutating func append(_ hit: Hit, to output: inout String) {
        var json = JSONWriter()
        json.value(hit, context)
        output += json.text + context.terminator
    }
}
