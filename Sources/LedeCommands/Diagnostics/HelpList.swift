/// Names with their explanations, for a help text.
package enum HelpList {
    /// What the narrowest usual window holds; the parser wraps a line that fills it to the last column.
    package static let columns = 79

    /// A line for each name, indented by two spaces or as many as are wanted; what is too long goes on under its own
    /// beginning.
    package static func text(
        _ entries: [(name: String, summary: String)], indent: Int = 2, nameWidth: Int = 0
    ) -> String {
        let names = max(entries.map { DisplayWidth.of($0.name) }.max() ?? 0, nameWidth)
        let margin = String(repeating: " ", count: indent)
        return entries.map { name, summary in
            let gap = String(repeating: " ", count: names + 2 - DisplayWidth.of(name))
            return margin + name + gap + lines(summary, indent: indent + names + 2)
        }.joined(separator: "\n")
    }

    /// A text on as many lines as it takes, each indented.
    package static func wrapped(_ text: String, indent: Int) -> String {
        String(repeating: " ", count: indent) + lines(text, indent: indent)
    }

    /// The lines of a text that begins behind `indent` columns.
    private static func lines(_ text: String, indent: Int) -> String {
        MarkedText(text).wrapped(to: columns - indent).map { $0.painted(.plain) }
            .joined(separator: "\n" + String(repeating: " ", count: indent))
    }
}
