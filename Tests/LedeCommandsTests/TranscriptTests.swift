import Foundation
import TestSupport
import Testing

/// Sessions with the built commands. `LEDE_RECORD=1 swift test --filter TranscriptTests` writes down what they print
/// now; what that changes is to be read before it is committed.
@Suite struct TranscriptTests {
    static let names: [String] = {
        let files = try? FileManager.default.contentsOfDirectory(atPath: Project.transcripts.path)
        return (files ?? []).filter { $0.hasSuffix(".transcript") }.sorted()
    }()

    @Test func thereAreTranscripts() {
        #expect(!Self.names.isEmpty)
    }

    @Test(arguments: names) func session(_ name: String) throws {
        let url = Project.transcripts.appending(path: name)
        let expected = Transcript(parsing: try String(contentsOf: url, encoding: .utf8))
        try #require(!expected.steps.isEmpty, "\(name): no line begins with '$ '")
        let runner = try TranscriptRunner()
        let actual = try runner.run(expected)
        if ProcessInfo.processInfo.environment["LEDE_RECORD"] == "1" {
            try actual.text.write(to: url, atomically: true, encoding: .utf8)
            Issue.record("\(name) is recorded; read what has changed, and run the tests again without LEDE_RECORD")
            return
        }
        for (expected, actual) in zip(expected.steps, actual.steps) where expected != actual {
            Issue.record(
                """
                \(name): $ \(expected.command)
                ---- expected
                \(expected.output)---- printed
                \(actual.output)---- files
                \(runner.files.joined(separator: "\n"))
                ---- to record it: LEDE_RECORD=1 swift test --filter TranscriptTests
                """)
        }
    }

    @Test func parsingKeepsEveryLine() {
        let text = "About.\n\n$ one\na\n\nb\n[status 1]\n$ two\n$ three\nc\n"
        let transcript = Transcript(parsing: text)
        #expect(transcript.text == text)
        #expect(transcript.steps.map(\.command) == ["one", "two", "three"])
        #expect(transcript.steps.map(\.output) == ["a\n\nb\n[status 1]\n", "", "c\n"])
    }

    @Test(arguments: [
        ("1 added · 2 kB in 0.03 s (1.2 MB/s)\n", "1 added · 2 kB in … s (… MB/s)\n"),
        ("0 B in 0.00 s\n", "0 B in … s (… MB/s)\n"),
        ("time        plan 0.11 ms, match 2.00 ms\n", "time        plan … ms, match … ms\n"),
        ("text  1 kB\nfile      172.0 kB (3.79 of the text)\n", "text  1 kB\nfile      …\n"),
    ]) func whatDiffersFromRunToRunIsLeftOut(_ output: String, _ expected: String) {
        #expect(Transcript.Step.normalized(output) == expected)
    }
}
