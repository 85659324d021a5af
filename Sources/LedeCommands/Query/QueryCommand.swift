import PassageSearch

/// The command `lede-query`: prints the passages that answer a query.
public enum QueryCommand {
    private static let program = Program(name: "lede-query")

    /// Runs the command with the arguments of the process.
    public static func run() -> Int32 { run(Terminal.arguments) }

    /// Runs the command.
    ///
    /// - Parameter arguments: what stands behind the command's name.
    /// - Returns: the exit status: 0 when something was found, 1 when nothing was, 2 after an error.
    public static func run(_ arguments: [String]) -> Int32 {
        Signals.unblock()
        Signals.endOnClosedPipe()
        return status(arguments).code
    }

    private static func status(_ arguments: [String]) -> ExitStatus {
        if VerifyCommand.isMeant(by: arguments) { return VerifyCommand.run(arguments, program) }
        var options: QueryOptions
        do {
            switch try QueryArguments.parsed(arguments) {
            case .message(let text): return program.show(text)
            case .command(let parsed): options = try QueryOptions(parsed, environment: Terminal.environment)
            }
        } catch {
            return program.complain(
                error.explainingDashes(in: arguments), usage: QueryArguments.syntax.usage,
                command: QueryArguments.syntax.name)
        }
        // An index is read where it is mapped into memory.
        Signals.endOnLostMapping(saying: VisibleText.of(program.complaint(ErrorWording.line(forLost: options.index))))
        do {
            if let batch = options.batch { return try BatchRun(options, program).status(queriesFrom: batch) }
            let searcher = try Searcher(path: options.index.path)
            if let name = options.moreLike {
                options.request.example = try ExampleArticle.find(
                    name, in: searcher, language: options.request.language)
            }
            return try QueryRun(options, searcher, program).status()
        } catch let error as OutputError {
            return program.report(error)
        } catch let error as UsageError {
            program.complain(error.message)
            return .failure
        } catch {
            program.complain(ErrorWording.line(for: error, index: options.index))
            return .failure
        }
    }
}

extension UsageError {
    /// An unknown option with one dash may have been meant as a word to leave out.
    func explainingDashes(in arguments: [String]) -> UsageError {
        let words = arguments.prefix { $0 != "--" }.filter { $0.hasPrefix("-") && !$0.hasPrefix("--") && $0.count > 2 }
        guard let word = words.first(where: { message.hasPrefix("unknown option '\($0)'") }) else { return self }
        return UsageError("unknown option '\(word)'; to leave a word out, quote the query: lede-query 'WORD \(word)'")
    }
}
