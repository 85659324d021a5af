import ArgumentParser

/// How an executable's arguments were taken.
enum Parsed<Command> {
    case command(Command)
    /// Help or the version was asked for.
    case message(String)
}

extension ParsableCommand {
    /// Parses arguments that stand behind the command's name.
    ///
    /// - Throws: `UsageError` for options and arguments that cannot be taken.
    static func parsed(_ arguments: [String]) throws(UsageError) -> Parsed<Self> {
        do {
            return .command(try parse(arguments))
        } catch {
            // The library ends with 0 for help and its like, and calls everything else an error.
            if exitCode(for: error).isSuccess { return .message(fullMessage(for: error)) }
            throw UsageError(parserMessage: message(for: error))
        }
    }
}

extension UsageError {
    /// The parsing library writes sentences, and when several readings fail a line for each: the first is the plain
    /// one.
    init(parserMessage: String) {
        let line = parserMessage.prefix { !$0.isNewline }
        self.init(line.prefix(1).lowercased() + line.dropFirst())
    }
}

/// An executable: its name, for what it says on standard error.
struct Program: Sendable {
    let name: String

    func complain(_ message: String) {
        StandardError.line("\(name): \(message)")
    }

    /// A usage error: what is wrong, how the command is called, where to read more.
    func complain(_ error: UsageError, about command: CommandConfiguration) -> ExitStatus {
        complain(error.message)
        let usage = (command.usage ?? name).split(separator: "\n").joined(separator: "\n       ")
        StandardError.write("usage: \(usage)\n       \(command.commandName ?? name) --help tells more\n")
        return .failure
    }

    /// Prints a text that was asked for.
    func show(_ text: String) -> ExitStatus {
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
    func report(_ error: OutputError) -> ExitStatus {
        if error.isClosedPipe { return .success }
        complain("standard output: \(error.reason)")
        return .failure
    }
}
