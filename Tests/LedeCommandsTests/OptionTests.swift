import ArgumentParser
import Articles
import PassageSearch
import Testing

@testable import IndexCommands
@testable import LedeCommands

/// Command lines to plain values.
@Suite struct QueryOptionTests {
    private func options(_ arguments: [String]) throws -> QueryOptions {
        guard case .command(let parsed) = try QueryArguments.parsed(arguments) else {
            throw UsageError("a message instead of options")
        }
        return try QueryOptions(parsed) { $0 == "HOME" ? "/home/ann" : nil }
    }

    @Test func defaults() throws {
        let options = try options(["kim", "jong un"])
        #expect(options.request.query == "kim jong un")
        #expect(options.request.limit == 10)
        #expect(options.request.offset == 0)
        #expect(options.request.passagesPerArticle == 1)
        #expect(options.request.collapsesDuplicates && options.request.articlesPerSource == nil)
        #expect(!options.request.requiresAllWords && !options.explains && !options.endsWithNul)
        #expect(options.request.since == nil && options.request.until == nil && options.request.sources.isEmpty)
        #expect(options.color == .auto)
        guard case .hits(nil) = options.output else { throw UsageError("a format nobody asked for") }
    }

    @Test(arguments: [
        ["kim -putin"], ["--", "kim", "-putin"], ["kim", "--", "-putin"],
    ]) func wordsToLeaveOut(_ arguments: [String]) throws {
        #expect(try options(arguments).request.query == "kim -putin")
    }

    @Test(arguments: [["--", "-station"], ["--", "--help"], ["help"], ["-n1", "stats"]])
    func anythingCanBeAQuery(_ arguments: [String]) throws {
        #expect(try options(arguments).request.query == arguments.last)
    }

    @Test(arguments: [["-n", "5", "a"], ["-n5", "a"], ["a", "--limit", "5"], ["--limit=5", "a"]])
    func limit(_ arguments: [String]) throws {
        #expect(try options(arguments).request.limit == 5)
    }

    @Test func filters() throws {
        let request = try options([
            "--all", "--since", "2023", "--until", "2023-09", "--source", "A", "--source", "B", "--language", "en",
            "--passages", "3", "--offset", "20", "--k1", "2", "--b", "0", "--title-weight", "1.5", "train",
        ]).request
        #expect(request.requiresAllWords)
        #expect(request.since?.text == "2023")
        #expect(request.until?.text == "2023-09")
        #expect(request.sources == ["A", "B"])
        #expect(request.language?.code == "en")
        #expect(request.passagesPerArticle == 3)
        #expect(request.offset == 20)
        var ranking = RankingParameters()
        (ranking.k1, ranking.b, ranking.titleWeight) = (2, 0, 1.5)
        #expect(request.ranking == ranking)
    }

    @Test func rankings() throws {
        #expect(try options(["train"]).request.ranking == RankingParameters())
        #expect(try options(["--ranking", "default", "train"]).request.ranking == RankingParameters())
        #expect(try options(["--ranking", "bm25", "train"]).request.ranking == .bm25)
        var ranking = RankingParameters.bm25
        ranking.b = 0.5
        #expect(try options(["--b", "0.5", "--ranking=bm25", "train"]).request.ranking == ranking)
    }

    @Test func excerpts() throws {
        #expect(try options(["train"]).request.excerptLength == nil)
        #expect(try !options(["train"]).choosesExcerpts)
        #expect(try options(["--excerpt", "90", "train"]).request.excerptLength == 90)
        let whole = try options(["--excerpt", "0", "train"])
        #expect(whole.request.excerptLength == nil && whole.choosesExcerpts)
    }

    @Test(arguments: [["-l"], ["--format", "paths"], ["-l", "--format", "paths"], ["-l", "-0"], ["-l0"]])
    func listing(_ arguments: [String]) throws {
        let options = try options(arguments + ["train"])
        guard case .hits(let format?) = options.output else { throw UsageError("no format") }
        #expect(format.name == "paths")
        #expect(options.request.limit == Int.max)
        #expect(try self.options(arguments + ["-n", "3", "train"]).request.limit == 3)
    }

    @Test func diversity() throws {
        #expect(try options(["--per-article", "3", "--per-source=2", "a"]).request.passagesPerArticle == 3)
        #expect(try options(["--per-article", "3", "--per-source=2", "a"]).request.articlesPerSource == 2)
        func collapses(_ arguments: String...) throws -> Bool {
            try options(arguments + ["train"]).request.collapsesDuplicates
        }
        for format in ["text", "line", "jsonl", "json", "tsv"] { #expect(try collapses("--format", format)) }
        // Other commands want all there is.
        #expect(try !collapses("-l") && !collapses("--format", "trec"))
        #expect(try !collapses("--duplicates", "show") && !collapses("--duplicates=show", "--format", "json"))
        #expect(try collapses("--duplicates", "collapse", "-l"))
    }

    @Test(
        arguments: [
            ([], "no query"),
            (["--per-source", "0", "a"], "--per-source has to be 1 or more, not 0"),
            (["--duplicates", "hide", "a"], "the choices are collapse, show"),
            (["-n", "0", "a"], "-n has to be 1 or more, not 0"),
            (["-n", "many", "a"], "'many'"),
            (["--offset=-1", "a"], "--offset has to be 0 or more"),
            (["--passages", "0", "a"], "--passages"),
            (["--excerpt=-1", "a"], "--excerpt has to be 0 or more"),
            (["--b", "1.5", "a"], "--b has to be from 0 to 1, not 1.5"),
            (["--k1=-1", "a"], "--k1"), (["--k1", "nan", "a"], "--k1"),
            (["--title-weight", "inf", "a"], "--title-weight"),
            (["--format", "yaml", "a"], "the formats are text, line, jsonl, json, tsv, paths"),
            (["--color", "blue", "a"], "auto, always, never"),
            (["--since", "yesterday", "a"], "2023-09"),
            (["--language", "klingon", "a"], "'klingon'"),
            (["-c", "-l", "a"], "-c prints a number only"),
            (["-c", "--format", "tsv", "a"], "-c prints a number only"),
            (["-l", "--format", "json", "a"], "leave out --format json"),
            (["-0", "--format", "json", "a"], "line, jsonl, tsv, paths"),
            (["--index", "", "a"], "--index"),
            (["--what", "a"], "unknown option '--what'"),
            (["kim", "-putin"], "unknown option '-putin'"),
        ] as [([String], String)]) func whatCannotBeTaken(_ arguments: [String], _ message: String)
    {
        let error = #expect(throws: UsageError.self) { try options(arguments) }
        #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
        #expect(error?.message.contains("\n") == false)
    }

    @Test func aWordToLeaveOutIsExplained() {
        let error = UsageError("unknown option '-putin'. Did you mean '--until'?")
        #expect(
            error.explainingDashes(in: ["kim", "-putin"]).message
                == "unknown option '-putin'; to leave a word out, quote the query: lede-query 'WORD -putin'")
        #expect(error.explainingDashes(in: ["kim", "--putin"]) == error)
        #expect(error.explainingDashes(in: ["kim", "--", "-putin"]) == error)
    }

    @Test(arguments: [["--help"], ["-h"], ["kim", "--help"], ["--version"]]) func messages(_ arguments: [String]) throws
    {
        guard case .message(let text) = try QueryArguments.parsed(arguments) else { throw UsageError("no message") }
        #expect(arguments == ["--version"] ? text == "0.1.0" : text.contains("EXIT STATUS"))
    }
}

@Suite struct RefreshOptionTests {
    private func selection(_ arguments: [String]) throws -> InputSelection {
        guard case .command(let parsed) = try RefreshArguments.parsed(arguments) else {
            throw UsageError("a message instead of options")
        }
        return try InputSelection(paths: parsed.paths, parsed.input)
    }

    @Test func inputs() throws {
        let options = try selection(["a.txt", "-", "./stats", "--", "-x"]).options()
        #expect(options.inputs == [.path("a.txt"), .standardInput, .path("./stats"), .path("-x")])
        #expect(options.prunes && options.language == nil && options.reading.format == nil)
    }

    @Test func reading() throws {
        let options = try selection([
            "--format", "jsonl", "--map", "text=content", "--map", "date=when", "--language", "German", "--no-prune",
            "a",
        ]).options()
        var map = FieldMap()
        try map.map("text=content")
        try map.map("date=when")
        #expect(options.reading == ReadingOptions(format: "jsonl", fieldMap: map))
        #expect(options.language?.code == "de")
        #expect(!options.prunes)
    }

    @Test(
        arguments: [
            ([], "nothing to index"),
            (["stats"], "stats: a sub-command stands before everything else; a file of that name is ./stats"),
            (["-", "-"], "standard input can be read only once"),
            (["-", "--files-from", "-"], "standard input can be read only once"),
            (["-0", "a"], "--files-from"),
            (["--format", "docx", "a"], "--format docx: the formats are html"),
            (["--map", "text", "a"], "--map text: write FIELD=NAME"),
            (["--what", "a"], "unknown option '--what'"),
        ] as [([String], String)]) func whatCannotBeTaken(_ arguments: [String], _ message: String)
    {
        let error = #expect(throws: UsageError.self) { try selection(arguments) }
        #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
    }

    @Test func helpNamesEverySubcommandAndFormat() {
        let help = RefreshArguments.helpMessage(columns: 100)
        for subcommand in Subcommand.all { #expect(help.contains("  \(subcommand.name) ")) }
        for format in InputFormats.names { #expect(help.contains("  \(format) ")) }
        #expect(Set(Subcommand.all.map(\.name)).count == Subcommand.all.count)
    }

    /// What is written by hand fits the narrowest usual window; the parser wraps the rest.
    @Test func helpFitsEightyColumns() {
        for help in [RefreshHelp.discussion, QueryHelp.discussion] {
            for line in help.split(separator: "\n") {
                #expect(DisplayWidth.of(String(line)) <= HelpList.columns, "\(line)")
            }
        }
    }
}
