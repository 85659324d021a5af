/// A session at a terminal, as a text a person can read and a test can repeat.
///
/// What stands before the first command says what the session is about. Each command is a line that begins with
/// `$ `; its output follows, standard output and standard error as they came, and `[status N]` when that is not 0.
struct Transcript: Equatable {
    struct Step: Equatable {
        var command: String
        var output: String
    }

    var preamble = ""
    var steps: [Step] = []

    init(parsing text: String) {
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
            if line.hasPrefix("$ ") {
                steps.append(Step(command: String(line.dropFirst(2)), output: ""))
            } else if steps.isEmpty {
                preamble += line + "\n"
            } else {
                steps[steps.count - 1].output += line + "\n"
            }
        }
        // The text's last line feed ends a line, it does not begin an empty one.
        if let last = steps.indices.last { steps[last].output.removeLast() }
    }

    var text: String {
        preamble + steps.map { "$ \($0.command)\n\($0.output)" }.joined()
    }
}

extension Transcript.Step {
    /// A step as it went.
    init(command: String, output: String, status: Int32) {
        self.command = command
        var text = Self.normalized(output)
        if !text.isEmpty, !text.hasSuffix("\n") { text += "\n[no line feed at the end]\n" }
        if status != 0 { text += "[status \(status)]\n" }
        self.output = text
    }

    /// The output without what differs from run to run and from machine to machine: times, rates and sizes on disk.
    static func normalized(_ output: String) -> String {
        output
            .replacing("\0", with: "␀")
            .replacing(#/ in [0-9.]+ s( \([0-9.]+ MB/s\))?/#, with: " in … s (… MB/s)")
            .replacing(#/"seconds":[0-9.]+/#, with: "\"seconds\":…")
            .replacing(#/"fileBytes":[0-9]+/#, with: "\"fileBytes\":…")
            .replacing(#/(?m)^file( +)[0-9.]+ k?B .*$/#) { "file\($0.output.1)…" }
            .replacing(#/[0-9.]+ ms\b/#, with: "… ms")
    }
}
