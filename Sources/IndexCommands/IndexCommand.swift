import ArgumentParser
import LedeCommands
import PassageIndex

/// The command `lede-index`: makes and refreshes an index, and looks after it.
public enum IndexCommand {
    /// Runs the command with the arguments of the process.
    public static func run() -> Int32 { run(Terminal.arguments) }

    /// Runs the command.
    ///
    /// - Parameter arguments: what stands behind the command's name.
    /// - Returns: the exit status: 0 when all went well, 1 when the answer is no, 2 after an error or a failed input,
    ///   and 128 + the signal's number when a signal stopped the run.
    public static func run(_ arguments: [String]) -> Int32 {
        Signals.unblock()
        Signals.surviveClosedPipe()
        Signals.surviveFileSizeLimit()
        let subcommand = Subcommand.all.first { $0.name == arguments.first }
        return (subcommand ?? .refresh).run(arguments: subcommand == nil ? arguments : Array(arguments.dropFirst()))
            .code
    }
}

/// What `lede-index` can do; each is a file in this folder and a line in `all`.
///
/// The parsing library shows the options of a default sub-command in no help text, and takes a file for a sub-command
/// wherever its name turns up. So the first argument alone decides here, and each command is parsed by itself.
struct Subcommand: Sendable {
    let name: String
    /// One line for `--help`.
    let summary: String
    let status: @Sendable ([String], Program) -> ExitStatus

    /// The sub-commands that are called by name.
    static let all = [statistics, check, backup, optimize, remove, formats, verify]

    func run(arguments: [String]) -> ExitStatus { status(arguments, Program(name: "lede-index")) }

    /// A sub-command of parsed arguments that are acted on as soon as they make sense.
    init<Arguments: CommandArguments>(_ name: String, _ summary: String, _ arguments: Arguments.Type) {
        self.name = name
        self.summary = summary
        status = { Self.act(arguments, on: $0, $1) }
    }

    private static func act<Arguments: CommandArguments>(
        _ type: Arguments.Type, on words: [String], _ program: Program
    ) -> ExitStatus {
        do {
            switch try Arguments.parsed(words) {
            case .message(let text): return program.show(text)
            case .command(let parsed): return try parsed.status(program)
            }
        } catch {
            return program.complain(error, about: Arguments.configuration)
        }
    }
}

/// The command line of one sub-command, and what it does.
protocol CommandArguments: ParsableCommand {
    /// Checks the arguments, and runs.
    ///
    /// - Throws: `UsageError` while nothing has been done.
    func status(_ program: Program) throws(UsageError) -> ExitStatus
}

/// The command line of a sub-command that works on an index.
protocol IndexArguments: CommandArguments {
    var place: IndexOption { get }
}

extension IndexArguments {
    /// Finds the index, runs `body` on it, and puts into words what it throws.
    func onIndex(
        _ program: Program, _ body: (IndexLocation) throws -> ExitStatus
    ) throws(UsageError) -> ExitStatus {
        let index = try IndexLocation.find(option: place.index, environment: Terminal.environment)
        do {
            return try body(index)
        } catch let error as OutputError {
            return program.report(error)
        } catch IndexError.locked where Signals.stopRequest != nil {
            // Whoever stops a command that waits knows what for.
            return .stopped(bySignal: Signals.stopRequest ?? 0)
        } catch {
            program.complain(ErrorWording.line(forRun: error, index: index))
            return .failure
        }
    }
}

/// How a report is printed.
struct ReportOptions: ParsableArguments {
    @Flag(help: "Print the result as one JSON object.")
    var json = false

    /// Prints one of the two forms to standard output.
    func print(text: @autoclosure () -> String, json members: (inout JSONWriter) -> Void) throws(OutputError) {
        let output = OutputChannel.standardOutput()
        if json {
            var writer = JSONWriter()
            writer.object(members)
            try output.write(writer.text + "\n")
        } else {
            try output.write(text())
        }
        try output.flush()
    }
}
