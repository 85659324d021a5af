/// How a command line was taken.
package enum Parsed<Values> {
    case command(Values)
    /// Help or the version was asked for.
    case message(String)
}

/// The options of a command, and how they make values of a command line.
///
/// A query is a process of its own, and a general parser would take a third of its time to look at the types of its
/// options. So this one is a list that is gone through.
struct CommandSyntax<Values: Sendable>: Sendable {
    /// Options under one heading of the help text.
    struct Group: Sendable {
        var title: String
        var options: [Option]
    }

    struct Option: Sendable {
        /// `-n` and `--limit`, the short one first.
        var names: [String]
        /// What stands for the value in the help text; `nil` for an option without one.
        var valueName: String?
        var help: String
        /// Puts the value, empty for an option without one, where it belongs.
        fileprivate var apply: @Sendable (inout Values, String) throws(UsageError) -> Void

        /// An option with a value.
        ///
        /// - Parameter read: makes the value of a word; a `UsageError` says what it would have taken.
        init<Value>(
            _ names: String..., value valueName: String, help: String,
            read: @escaping @Sendable (String) throws(UsageError) -> Value,
            set: @escaping @Sendable (inout Values, Value) -> Void
        ) {
            self.names = names
            self.valueName = valueName
            self.help = help
            apply = { (values, word) throws(UsageError) in set(&values, try read(word)) }
        }

        /// An option without a value.
        init(_ names: String..., help: String, set: @escaping @Sendable (inout Values) -> Void) {
            self.names = names
            self.help = help
            apply = { (values, _) in set(&values) }
        }

        fileprivate var takesValue: Bool { valueName != nil }
        /// As it stands in messages: `--limit <number>`.
        fileprivate func described(as name: String) -> String { name + (valueName.map { " <\($0)>" } ?? "") }
    }

    var name: String
    var abstract: String
    var usage: String
    /// Between the overview and the options; only help asks for it.
    var discussion: @Sendable () -> String
    var version: String
    /// What the words beside the options are called, and what they are.
    var words: (name: String, help: String)
    var groups: [Group]
    var addWord: @Sendable (inout Values, String) -> Void

    /// Parses arguments that stand behind the command's name.
    ///
    /// Behind `--` all is words. A value follows its option, or stands behind a `=`, or right behind a short name;
    /// short names of options without values can share a dash.
    /// - Throws: `UsageError` for options that there are none of, or whose values cannot be taken.
    func parsed(_ arguments: [String], into start: Values) throws(UsageError) -> Parsed<Values> {
        var values = start
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            if argument == "--" {
                for word in rest { addWord(&values, word) }
                break
            }
            if argument == "--help" || argument == "-h" {
                return .message(help(columns: Terminal.columns(of: .output)))
            }
            if argument == "--version" { return .message(version) }
            if argument.hasPrefix("--") {
                try takeLong(argument, &rest, &values)
            } else if argument.hasPrefix("-"), argument.utf8.count > 1 {
                try takeShort(argument, &rest, &values)
            } else {
                addWord(&values, argument)
            }
        }
        return .command(values)
    }

    private func takeLong(
        _ argument: String, _ rest: inout ArraySlice<String>, _ values: inout Values
    ) throws(UsageError) {
        let mark = argument.firstIndex(of: "=")
        let name = String(argument[..<(mark ?? argument.endIndex)])
        guard let option = option(named: name) else { throw unknown(name) }
        if let mark {
            guard option.takesValue else { throw UsageError("\(name) takes no value") }
            return try take(option, name, String(argument[argument.index(after: mark)...]), &values)
        }
        try take(option, name, &rest, &values)
    }

    private func takeShort(
        _ argument: String, _ rest: inout ArraySlice<String>, _ values: inout Values
    ) throws(UsageError) {
        var letters = argument.dropFirst()
        while let letter = letters.popFirst() {
            let name = "-\(letter)"
            guard let option = option(named: name) else { throw unknown(argument) }
            if option.takesValue, !letters.isEmpty { return try take(option, name, String(letters), &values) }
            try take(option, name, &rest, &values)
        }
    }

    private func take(
        _ option: Option, _ name: String, _ rest: inout ArraySlice<String>, _ values: inout Values
    ) throws(UsageError) {
        guard option.takesValue else { return try take(option, name, "", &values) }
        guard let value = rest.popFirst() else { throw UsageError("missing value for '\(option.described(as: name))'") }
        try take(option, name, value, &values)
    }

    private func take(
        _ option: Option, _ name: String, _ value: String, _ values: inout Values
    ) throws(UsageError) {
        do throws(UsageError) {
            try option.apply(&values, value)
        } catch {
            throw UsageError("the value '\(value)' is invalid for '\(option.described(as: name))': \(error.message)")
        }
    }

    private func option(named name: String) -> Option? {
        for group in groups {
            for option in group.options where option.names.contains(name) { return option }
        }
        return nil
    }

    private func unknown(_ name: String) -> UsageError {
        let known = groups.flatMap { $0.options.flatMap(\.names) }.filter { $0.hasPrefix("--") }
        let nearest = known.map { (name: $0, distance: EditDistance.between(name, $0)) }
            .min { $0.distance < $1.distance }
        guard let nearest, nearest.distance <= 2 else { return UsageError("unknown option '\(name)'") }
        return UsageError("unknown option '\(name)'. Did you mean '\(nearest.name)'?")
    }
}

extension CommandSyntax {
    /// The help text, wrapped to a width.
    func help(columns: Int) -> String {
        var sections = [
            MarkedText("OVERVIEW: \(abstract)").wrapped(to: columns - 1).map { $0.painted(.plain) }.joined(
                separator: "\n"), discussion(), "USAGE: \(usage)",
        ]
        sections.append("ARGUMENTS:\n" + Self.entry("<\(words.name)>", words.help, columns))
        for group in groups {
            let entries = group.options.map { option in
                Self.entry(option.described(as: option.names.joined(separator: ", ")), option.help, columns)
            }
            sections.append("\(group.title.uppercased()):\n" + entries.joined(separator: "\n"))
        }
        let others = [("--version", "Show the version."), ("-h, --help", "Show help information.")]
        sections.append("OPTIONS:\n" + others.map { Self.entry($0.0, $0.1, columns) }.joined(separator: "\n"))
        return sections.joined(separator: "\n\n") + "\n"
    }

    /// A name, and what it means in a column beside it, or below where the name is too long.
    private static func entry(_ name: String, _ help: String, _ columns: Int) -> String {
        let indent = 26
        let lines = MarkedText(help).wrapped(to: max(columns - 1 - indent, 20)).map { $0.painted(.plain) }
        let text = lines.joined(separator: "\n" + String(repeating: " ", count: indent))
        let width = DisplayWidth.of(name)
        let gap =
            width + 2 < indent
            ? String(repeating: " ", count: indent - 2 - width) : "\n" + String(repeating: " ", count: indent)
        return "  " + name + gap + text
    }
}

/// How many letters have to be put in, left out or changed to make one word of another (Levenshtein, 1966).
enum EditDistance {
    static func between(_ one: String, _ other: String) -> Int {
        let letters = Array(other)
        var row = Array(0...letters.count)
        for (index, letter) in one.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for (place, counterpart) in letters.enumerated() {
                let above = row[place + 1]
                row[place + 1] = min(above + 1, row[place] + 1, diagonal + (letter == counterpart ? 0 : 1))
                diagonal = above
            }
        }
        return row[letters.count]
    }
}
