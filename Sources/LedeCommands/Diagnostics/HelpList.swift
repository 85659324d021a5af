/// Names with their explanations, for a help text.
package enum HelpList {
    /// What the narrowest usual window holds; the parser wraps a line that fills it to the last column.
    package static let columns = 79

    /// A line for each name, indented by two spaces; what is too long goes on under its own beginning.
    package static func text(_ entries: [(name: String, summary: String)]) -> String {
        let width = (entries.map { DisplayWidth.of($0.name) }.max() ?? 0) + 4
        return entries.map { name, summary in
            let lines = MarkedText(summary).wrapped(to: columns - width).map { $0.painted(.plain) }
            let gap = String(repeating: " ", count: width - 2 - DisplayWidth.of(name))
            return "  " + name + gap + lines.joined(separator: "\n" + String(repeating: " ", count: width))
        }.joined(separator: "\n")
    }
}
