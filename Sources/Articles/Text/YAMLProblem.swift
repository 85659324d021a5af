import Yams

/// What Yams says of a text that is no YAML, on one line.
package struct YAMLProblem {
    package var reason: String
    /// Of the text, counted from 1.
    package var line: Int?

    package init(_ error: any Error) {
        switch error as? YamlError {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            reason = problem
            line = mark.line
        case .duplicatedKeysInMapping(let names, let context):
            // All of them would make a long list.
            reason = "“\(names.min()?.prefix(40) ?? "")” is there twice"
            line = context.mark.line
        default:
            reason = "\(error)".split(separator: "\n").first.map(String.init) ?? "it cannot be read"
        }
    }
}
