/// An executable: its name, for what it says on standard error.
package struct Program: Sendable {
    package let name: String

    package init(name: String) {
        self.name = name
    }

    package func complain(_ message: String) { StandardError.line(complaint(message)) }

    /// What is written of a message.
    package func complaint(_ message: String) -> String { "\(name): \(message)" }

    /// A usage error: what is wrong, how the command is called, where to read more.
    ///
    /// - Parameters:
    ///   - usage: the ways to call the command, a line each.
    ///   - command: what to ask for help.
    package func complain(_ error: UsageError, usage: String, command: String) -> ExitStatus {
        complain(error.message)
        let lines = usage.split(separator: "\n").joined(separator: "\n       ")
        StandardError.write("usage: \(lines)\n       \(command) --help tells more\n")
        return .failure
    }

    /// Prints a text that was asked for.
    package func show(_ text: String) -> ExitStatus {
        let output = OutputChannel.standardOutput()
        do {
            try output.write(text.hasSuffix("\n") ? text : text + "\n")
            try output.flush()
            return .success
        } catch {
            return report(error)
        }
    }

    /// What a failed write to standard output comes to; a reader that has gone is no failure.
    package func report(_ error: OutputError) -> ExitStatus {
        if error.isClosedPipe { return .success }
        complain("standard output: \(error.reason)")
        return .failure
    }
}
