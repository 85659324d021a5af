import ArgumentParser
import LedeCommands

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

extension Program {
    func complain(_ error: UsageError, about command: CommandConfiguration) -> ExitStatus {
        complain(error, usage: command.usage ?? name, command: command.commandName ?? name)
    }
}
