import PassageSearch

/// What `--explain` prints.
package enum ExplanationReport {
    /// How the query was read, its words with how many articles hold them and what they weigh, and the time by phase.
    package static func text(query: String, _ explanation: Explanation, matchingArticles: Int) -> String {
        var lines = [("query", query), ("read as", explanation.reading)]
        lines += explanation.remarks.map { ("remark", $0) }
        lines += explanation.terms.map { ("word", describe($0)) }
        lines += explanation.expansion.map { ("added", describe($0)) }
        lines.append(("expression", explanation.expression))
        let scored = "\(Quantity.count(explanation.articlesVisited)) of them scored"
        lines.append(("matching", "\(Quantity.count(matchingArticles, "article")), \(scored)"))
        let phases = explanation.milliseconds.map { "\($0.name) \(Quantity.fixed($0.milliseconds, digits: 2)) ms" }
        lines.append(("time", phases.joined(separator: ", ")))
        return Table.text(lines.filter { !$0.1.isEmpty })
    }

    private static func describe(_ term: Explanation.Term) -> String {
        let variants = term.variants.joined(separator: ", ")
        return "\(term.word): in \(Quantity.count(term.documentFrequency, "article")), "
            + "weight \(Quantity.fixed(term.weight, digits: 3)), as \(variants)"
            + (term.isOnlyLookedUp ? "; only looked up" : "")
    }
}

/// Lines of a name and what belongs to it, the second column aligned.
package enum Table {
    package static func text(_ lines: [(String, String)]) -> String {
        let width = lines.map { DisplayWidth.of($0.0) }.max() ?? 0
        return lines.map { name, value in
            name + String(repeating: " ", count: width - DisplayWidth.of(name) + 2) + VisibleText.of(value) + "\n"
        }.joined()
    }
}
