import Foundation
import TestSupport
import Testing

@testable import Articles

/// Commands that make text of files no reader knows.
@Suite struct InputFilterTests {
    private func options(_ filters: String...) throws -> ReadingOptions {
        var options = ReadingOptions()
        options.filters = try filters.map { try InputFilter($0) }
        return options
    }

    private func reasons(_ filter: String, _ text: String = "It sank.") throws -> [String] {
        try Reading(text, named: "a.pdf", options(filter)).failures.map(\.reason)
    }

    // MARK: - What it reads

    @Test func readsWhatTheCommandPrints() throws {
        let reading = try Reading("A ferry sank.", named: "a.pdf", options("*.pdf=tr a-z A-Z"))
        #expect(reading.failures.isEmpty && reading.articles.map(\.body) == ["A FERRY SANK."])
        #expect(reading.articles.first?.key.hasSuffix("/a.pdf") == true)
        #expect(reading.articles.first?.sourceMap == nil)
    }

    @Test func theContentOfWhatItPrintsTellsTheFormat() throws {
        let text = "{\"id\":1,\"text\":\"It sank.\"}\n{\"id\":2,\"text\":\"It sails.\"}\n"
        let reading = try Reading(text, named: "a.md", options("*.md=cat"))
        #expect(reading.articles.map(\.body) == ["It sank.", "It sails."])
        #expect(reading.articles.first?.key.hasSuffix("/a.md#1") == true)
    }

    @Test func theFirstFilterThatMatchesCounts() throws {
        let filters = try options("b.*=tr a-z A-Z", "*.pdf=tr s z", "*=cat")
        #expect(try Reading("It sank.", named: "a.pdf", filters).articles.map(\.body) == ["It zank."])
        #expect(try Reading("It sank.", named: "b.pdf", filters).articles.map(\.body) == ["IT SANK."])
        #expect(try Reading("It sank.", named: "B.PDF", filters).articles.map(\.body) == ["IT SANK."])
        #expect(try Reading("It sank.", named: "c.txt", filters).articles.map(\.body) == ["It sank."])
    }

    @Test func readsMembersAndCompressedFiles() throws {
        let filters = try options("*.pdf=tr a-z A-Z")
        let bytes = TapeArchive.bytes([("d/a.pdf", Array("It sank.".utf8)), ("b.txt", Array("It sails.".utf8))])
        let reading = try Reading(bytes, named: "x.tar", filters)
        #expect(reading.failures.isEmpty && reading.articles.map(\.body) == ["IT SANK.", "It sails."])
        #expect(reading.articles.first?.key.hasSuffix("x.tar!d/a.pdf") == true)
        let packed = try #require(Compression.all.first?.fixtureBytes)
        let capitals = try options("*.pdf=tr p P")
        #expect(try Reading(packed, named: "a.pdf.gz", capitals).articles.map(\.body) == ["Packed"])
    }

    @Test func claimsFilesInDirectories() throws {
        let claims = ArticleSource(try options("*.pdf=cat", "scan?.*=cat")).claims
        #expect(claims("a.pdf") && claims("a.PDF") && claims("a.pdf.gz") && claims("scan1.tiff") && claims("a.txt"))
        #expect(!claims("a.doc") && !claims("pdf"))
    }

    /// Neither side waits for the other, however much goes through.
    @Test(arguments: ["cat", "sh -c 'cat; cat /dev/null'", "sh -c 'cat | cat'"])
    func muchTextPasses(command: String) throws {
        let text = String(repeating: "rain and wind ", count: 300_000)
        let reading = try Reading(text, named: "a.pdf", options("*.pdf=\(command)"))
        #expect(reading.failures.isEmpty && reading.articles.first?.body == text)
    }

    @Test func aCommandNeedNotReadAll() throws {
        let text = String(repeating: "rain and wind ", count: 300_000)
        for command in ["head -c 4", "sh -c 'exec 0<&-; printf rain'"] {
            let reading = try Reading(text, named: "a.pdf", options("*.pdf=\(command)"))
            #expect(reading.failures.isEmpty && reading.articles.map(\.body) == ["rain"], "\(command)")
        }
    }

    @Test func complaintsDoNotStopACommandThatEndsWell() throws {
        let command = "*.pdf=sh -c 'cat; yes complaint | head -c 1000000 >&2'"
        #expect(try Reading("It sank.", named: "a.pdf", options(command)).articles.map(\.body) == ["It sank."])
    }

    // MARK: - Failures

    @Test func whatGoesWrongIsOneSentence() throws {
        #expect(try reasons("*=false") == ["filter false: ended with status 1"])
        #expect(
            try reasons("*=sh -c 'echo Syntax error. >&2; echo more >&2; exit 3'")
                == ["filter sh: ended with status 3: Syntax error"])
        #expect(try reasons("*=sh -c 'kill -9 $$'") == ["filter sh: killed by signal 9"])
        #expect(try reasons("*=true") == ["filter true: printed nothing"])
        #expect(try reasons("*=no-such-program-here x") == ["filter no-such-program-here: no such program"])
        #expect(try reasons("*=/") == ["filter /: cannot be started: permission denied"])
        #expect(try reasons("*=printf ' '") == ["empty file"])
    }

    @Test func complaintsSteerNoTerminal() throws {
        let reason = try #require(try reasons("*=sh -c 'printf \"\\033[31mred\\007\\n\" >&2; exit 1'").first)
        #expect(reason == "filter sh: ended with status 1: \u{FFFD}[31mred\u{FFFD}")
    }

    @Test func whatTakesTooLongIsStopped() throws {
        for command in ["sleep 1000", "sh -c 'sleep 1000 & cat; wait'", "sh -c 'exec 1>&- 2>&-; sleep 1000'"] {
            var options = try options("*=\(command)")
            options.filterTime = .milliseconds(50)
            let reading = try Reading("It sank.", named: "a.pdf", options)
            #expect(
                reading.failures.map(\.reason) == [
                    "filter \(command.prefix { $0 != " " }): took longer than 1 s and was stopped"
                ])
        }
    }

    /// A program left behind with the pipe in its hands keeps nobody waiting.
    @Test func whatIsLeftBehindIsNotWaitedFor() throws {
        let reading = try Reading("It sank.", named: "a.pdf", options("*=sh -c 'cat; sleep 1000 &'"))
        #expect(reading.failures.isEmpty && reading.articles.map(\.body) == ["It sank."])
    }

    @Test func whatPrintsTooMuchIsStopped() throws {
        var options = try options("*=yes")
        options.maximumArticleBytes = 1 << 20
        let reading = try Reading("It sank.", named: "a.pdf", options)
        #expect(reading.failures.map(\.reason) == ["filter yes: printed more than 1 MB"])
    }

    @Test func aRequestToStopEndsIt() throws {
        let directory = try TemporaryDirectory()
        let path = try directory.write("a.pdf", "It sank.")
        var polls = 0
        var failures: [String] = []
        try ArticleSource(options("*=sleep 1000")).read(
            .path(path),
            isCancelled: {
                polls += 1
                return polls > 2
            },
            { result in if case .failure(let failure) = result { failures.append(failure.reason) } })
        #expect(failures == ["filter sleep: stopped"])
    }

    @Test func aDamagedFileIsToldAsSuch() throws {
        let packed = try #require(Compression.all.first?.fixtureBytes)
        let reading = try Reading(packed.prefix(30), named: "a.pdf", options("*=cat"))
        #expect(reading.articles.isEmpty)
        #expect(reading.failures.map(\.reason) == ["cut off or damaged"])
    }

    @Test func noProcessIsLeft() throws {
        for command in ["sh -c 'echo $$'", "sh -c 'echo $$; exec 1>&- 2>&-; exit 0'"] {
            let body = try #require(
                try Reading("It sank.", named: "a.pdf", options("*=\(command)")).articles.first?.body)
            let process = try #require(pid_t(body.filter(\.isNumber)))
            // A process that has ended but was not reaped would still be there.
            #expect(kill(process, 0) != 0 && errno == ESRCH, "\(command)")
        }
    }

    // MARK: - Descriptions

    @Test(arguments: [
        ("pdftotext -layout - -", ["pdftotext", "-layout", "-", "-"]),
        ("  a\t b ", ["a", "b"]),
        ("a 'b c' \"d e\" f\\ g", ["a", "b c", "d e", "f g"]),
        ("a '' \"\"", ["a", "", ""]),
        ("a 'b\\c' \"d\\\"e\" x'y'z", ["a", "b\\c", "d\"e", "xyz"]),
        ("a $HOME *.txt | b > c", ["a", "$HOME", "*.txt", "|", "b", ">", "c"]),
    ])
    func splitsWithoutAShell(text: String, words: [String]) throws {
        #expect(try CommandWords.split(text) == words)
        #expect(try InputFilter("*.pdf=\(text)").command == words)
    }

    @Test(arguments: [
        "", "*.pdf", "=cat", "*.pdf=", "*.pdf=  ", "*.pdf='cat", "*.pdf=cat \\", "a/*.pdf=cat", "*.pdf=''",
    ])
    func refusesWhatIsNoFilter(text: String) {
        #expect(throws: InputFilterError.self) { try InputFilter(text) }
    }
}
