import PassageSearch

extension OutputFormat {
    static let line = OutputFormat(
        name: "line", summary: "path:line:passage, as grep prints; the default in a pipe",
        isLinewise: true, make: .passages(LineFormatter.init))
}

struct LineFormatter: PassageFormatter {
    private let context: OutputContext

    init(_ context: OutputContext) {
        self.context = context
    }

    mutating func append(_ hit: Hit, to output: inout String) {
        output += context.queryColumn
        output += context.palette.paint(VisibleText.of(context.directory.shown(hit.article.place)), \.path)
        output += ":"
        output += context.palette.paint("\(hit.passage.line)", \.line)
        output += ":"
        let shown = ShownPassage(hit)
        output += MarkedText(shown.text, highlights: shown.highlights).painted(context.palette)
        output += context.terminator
    }
}
