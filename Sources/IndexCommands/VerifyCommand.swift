import ArgumentParser
import ArticleModel
import Articles
import Foundation
import LedeCommands
import PassageIndex

extension Subcommand {
    static let verify = Subcommand("verify", "tell whether hits still stand in their sources", VerifyArguments.self)
}

/// `lede-index verify`
struct VerifyArguments: CommandArguments {
    static let configuration = CommandConfiguration(
        commandName: "lede-index verify",
        abstract: "Tell whether hits still stand in their sources.",
        usage: "lede-index verify [OPTION…] [FILE]",
        discussion: """
            Reads hits as lede-query --format jsonl or json prints them, from FILE or
            standard input, reads the sources they name once more, and prints of each:

              intact   it stands where it stood
              moved    it stands elsewhere in its article, at the place printed
              changed  its article does not say so any more
              gone     its article is not there any more, or cannot be read

            Paths that are not absolute are those of the working directory. The index
            is not needed. What was read with --filter, --map or --format is verified
            with the same. lede-query verify < FILE does it as the configuration file
            says.

            EXIT STATUS
              0  all are intact
              1  some are not
              2  an error: what was read is no hit
            """)

    @Argument(help: ArgumentHelp("The hits; '-' is standard input.", valueName: "file"))
    var file = "-"

    @OptionGroup var reading: ReadingArguments
    @OptionGroup var report: VerificationReportOptions

    func status(_ program: Program) throws(UsageError) -> ExitStatus {
        let options = try reading.options()
        let hits: CitedHits
        do {
            hits = try CitedHits(readFrom: file)
        } catch {
            program.complain("\(error.path): \(error.reason)")
            return .failure
        }
        for problem in hits.problems { program.complain("\(file): \(problem)") }
        var failures: [ArticleFailure] = []
        let verifier = CitationVerifier(options, exists: Self.isFile)
        let statuses = verifier.verify(hits.citations) { failures.append($0) }
        for failure in failures { program.complain(ErrorWording.line(for: failure, directory: .current())) }
        do {
            try report.print(hits, statuses)
        } catch {
            return program.report(error)
        }
        if !hits.problems.isEmpty { return .failure }
        return statuses.allSatisfy { $0 == .intact } ? .success : .negative
    }

    /// Whether there is a file at a path that articles can have come from. Hits may come from anywhere, and what they
    /// name may be a device or a pipe, which would be read for ever.
    private static func isFile(_ path: String) -> Bool {
        var status = stat()
        return PathText.withSystemPath(path) { stat($0, &status) } == 0 && status.st_mode & S_IFMT == S_IFREG
    }
}
