import TestSupport
import Testing

@testable import LedeCommands

@Suite struct QueryLinesTests {
    private func lines(_ text: String) throws -> [QueryLine] {
        let directory = try TemporaryDirectory()
        var lines = try QueryLines(path: try directory.write("queries", text))
        var all: [QueryLine] = []
        while let some = try lines.next() { all += some }
        return all
    }

    @Test(
        arguments: [
            ("", []), ("\n", [("1", "")]), ("a b", [("1", "a b")]), ("a\r\nb\n", [("1", "a"), ("2", "b")]),
            ("q\tone\ttwo\n\tthree", [("q", "one\ttwo"), ("", "three")]),
        ] as [(String, [(String, String)])])
    func anIDStandsBeforeTheFirstTab(_ text: String, _ expected: [(String, String)]) throws {
        #expect(try lines(text).map { [$0.id, $0.query] } == expected.map { [$0.0, $0.1] })
    }

    /// Lines longer than what is read at a time, at every place.
    @Test func linesMayBeLong() throws {
        let queries = (0..<40).map { String(repeating: "w\($0) ", count: 1 + $0 * $0 * 20) }
        #expect(try lines(queries.joined(separator: "\n")).map(\.query) == queries)
    }

    @Test func aLineWithoutAnEndIsRefused() throws {
        #expect(throws: UsageError.self) { try lines("a\n" + String(repeating: "x", count: 2 << 20)) }
    }
}
