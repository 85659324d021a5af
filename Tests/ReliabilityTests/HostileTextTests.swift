import Foundation
import LedeCommands
import TestSupport
import Testing

/// Whatever an article's text holds, what is printed of it is well-formed and does nothing.
@Suite(.timeLimit(.minutes(30))) struct HostileTextTests {
    private let directory: TemporaryDirectory
    private var index: String { directory.file("index.sqlite") }

    init() throws { directory = try TemporaryDirectory() }

    // MARK: - Every format

    @Test func everyFormatStaysWellFormed() throws {
        let rounds = Torture.tries(2, long: 100)
        var tries = 0
        var problems: [String] = []
        for round in 0..<rounds {
            var generator = SplitMix64(seed: UInt64(round))
            let records = try index(using: &generator)
            let listed = try CommandProcess.run("lede-query", ["--index", index, "-c", "train"])
            #expect(Int(listed.text.dropLast()) == records)
            for format in ["text", "line", "jsonl", "json", "tsv", "paths", "trec"] {
                for color in ["text", "line"].contains(format) ? ["never", "always"] : ["never"] {
                    for extra in [[], ["--passages", "3", "--excerpt", "60", "--duplicates", "collapse"]] {
                        let options = ["--index", index, "--format", format, "--color", color, "-n", "1000"]
                        let outcome = try CommandProcess.run(
                            "lede-query", options + (extra.isEmpty ? ["--duplicates", "show"] : extra) + ["train"],
                            workingDirectory: directory.path)
                        tries += 1
                        let isWhole = extra.isEmpty
                        if let problem = Self.problem(outcome, format, articles: isWhole ? records : nil) {
                            problems.append("round \(round), \(format), colour \(color), \(extra): \(problem)")
                        }
                    }
                }
            }
            for arguments in [["stats"], ["stats", "--json"], ["check"], ["check", "--json"]] {
                let outcome = try CommandProcess.run(
                    "lede-index", [arguments[0], "--index", index] + arguments.dropFirst())
                tries += 1
                if outcome.status != 0 || !Self.isInert(outcome.output) { problems.append("\(arguments): \(outcome)") }
                if arguments.count > 1, Self.json(outcome.output) == nil { problems.append("\(arguments): no JSON") }
            }
            tries += try verify(&problems)
        }
        Torture.note(
            "hostile text, in every format", tries: tries, survived: tries - problems.count, lost: problems.count)
        #expect(problems.isEmpty, "\(problems.prefix(5).joined(separator: "\n").debugDescription)")
    }

    /// Makes an index of articles all of whose fields are hostile, their files' names too; returns how many there are.
    private func index(using generator: inout SplitMix64) throws -> Int {
        for file in try FileManager.default.contentsOfDirectory(atPath: directory.path) { try directory.remove(file) }
        let encoder = JSONEncoder()
        var lines = ""
        let count = 25
        for number in 0..<count {
            var fields = ["id": "\(number)" + HostileFragments.text(0...2, &generator)]
            for name in ["title", "author", "source", "url", "language", "date"] where Bool.random(using: &generator) {
                fields[name] = HostileFragments.text(1...3, &generator)
            }
            fields["text"] = "train \(HostileFragments.text(1...12, &generator)) \(number)"
            lines += String(decoding: try encoder.encode(fields), as: UTF8.self) + "\n"
        }
        // JSON can name halves of characters, which are no text at all.
        lines += #"{"id": "half", "text": "train \ud83d \udc00 \u0000 \u009b31m \u202e"}"# + "\n"
        try directory.write("news/wire.jsonl", lines)
        var files = 0
        for _ in 0..<6 {
            let name = HostileFragments.text(1...2, &generator).filter { $0 != "/" && !$0.utf8.contains(0) }
            guard !name.isEmpty, name.utf8.count < 200 else { continue }
            let text = "train \(HostileFragments.text(1...12, &generator))"
            let html = "<p>\(text)</p>"
            let isHTML = Bool.random(using: &generator)
            let path = "news/x\(files)\(name).\(isHTML ? "html" : "txt")"
            // Bytes that are no UTF-8 stand among the others.
            let bytes = Data((isHTML ? html : text).utf8) + [0xFF, 0xC3, 0x28, 0xED, 0xA0, 0x80]
            guard FileManager.default.createFile(atPath: directory.file(path), contents: bytes) else { continue }
            files += 1
        }
        let outcome = try CommandProcess.run("lede-index", ["--index", index, "--verbose", directory.file("news")])
        #expect(Self.isInert(outcome.output) && Self.isInert(Data(outcome.errors.utf8)), "\(outcome)")
        let added = Int(outcome.text.split(separator: " ").first ?? "") ?? 0
        #expect(added > count, "\(outcome)")
        return added
    }

    /// Hits with hostile keys lead back to their sources.
    private func verify(_ problems: inout [String]) throws -> Int {
        let hits = try CommandProcess.run(
            "lede-query", ["--index", index, "--format", "jsonl", "-n", "1000", "--duplicates", "show", "train"],
            workingDirectory: directory.path)
        let file = directory.file("hits")
        try hits.output.write(to: URL(fileURLWithPath: file))
        for arguments in [["verify", file], ["verify", "--json", file]] {
            let outcome = try CommandProcess.run("lede-index", arguments, workingDirectory: directory.path)
            let isIntact = outcome.status == 0 && Self.isInert(outcome.output)
            if !isIntact { problems.append("\(arguments): \(outcome)") }
        }
        return 2
    }

    // MARK: - What is well-formed

    private static func problem(_ outcome: CommandProcess.Outcome, _ format: String, articles: Int?) -> String? {
        guard outcome.status == 0, outcome.errors.isEmpty else { return "status \(outcome.status): \(outcome.errors)" }
        guard String(validating: outcome.output, as: UTF8.self) != nil else { return "not UTF-8" }
        // Paths are for other commands, and so as they are.
        if format != "paths", !isInert(outcome.output, allowsTabs: format == "tsv") { return "not inert" }
        let lines = outcome.output.split(separator: 0x0A)
        if let articles, format != "text", format != "json", format != "paths", lines.count != articles {
            return "\(lines.count) lines for \(articles) articles"
        }
        switch format {
        case "json":
            guard let hits = json(outcome.output) as? [[String: Any]] else { return "no array" }
            return articles.map { hits.count == $0 } ?? !hits.isEmpty ? nil : "\(hits.count) hits"
        case "jsonl": return lines.allSatisfy { json($0) is [String: Any] } ? nil : "a line is no object"
        case "tsv":
            let columns = lines.map { $0.split(separator: 0x09, omittingEmptySubsequences: false).count }
            return columns.allSatisfy { $0 == 8 } ? nil : "columns: \(Set(columns))"
        case "trec":
            let columns = lines.map { String(decoding: $0, as: UTF8.self).split(whereSeparator: \.isWhitespace).count }
            return columns.allSatisfy { $0 == 6 } ? nil : "columns: \(Set(columns))"
        case "line": return lines.allSatisfy { $0.contains(0x3A) } ? nil : "a line has no place"
        default: return nil
        }
    }

    private static func json(_ bytes: Data) -> Any? { try? JSONSerialization.jsonObject(with: bytes) }

    /// Whether there are no control characters but line feeds and the commands' own colours, and none that turns the
    /// direction of what follows.
    private static func isInert(_ bytes: Data, allowsTabs: Bool = false) -> Bool {
        var text = String(decoding: bytes, as: UTF8.self)
        for color in ["\u{1B}[1m", "\u{1B}[2m", "\u{1B}[35m", "\u{1B}[32m", "\u{1B}[1;31m", "\u{1B}[0m"] {
            text = text.replacingOccurrences(of: color, with: "", options: .literal)
        }
        return text.unicodeScalars.allSatisfy { scalar in
            switch scalar.value {
            case 0x0A: true
            case 0x09: allowsTabs
            case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069: false
            default: true
            }
        }
    }

    /// The commands that are for a person's eye leave out the rest of a character that has a thousand marks.
    @Test func aCharacterOnATerminalHasAnEnd() {
        for unit in ["\u{301}\u{323}\u{345}\u{316}", "\u{200D}👩", "\u{1F3FB}"] {
            let text = "a" + String(repeating: unit, count: 1000) + " b"
            let shown = VisibleText.of(text)
            #expect(shown.allSatisfy { $0.utf8.count <= 132 } && shown.hasSuffix("\u{FFFD} b"))
            #expect(MarkedText(text).painted(.plain) == shown)
        }
        let family = "👩🏿\u{200D}❤\u{FE0F}\u{200D}💋\u{200D}👩🏿 e\u{301}"
        #expect(VisibleText.of(family) == family)
    }
}
