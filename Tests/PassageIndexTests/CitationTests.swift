import Foundation
import TestSupport
import Testing

@testable import PassageIndex

/// Whether what was cited still stands where it stood.
@Suite struct CitationTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
        try directory.write("a.txt", "The ferry sank at noon.\n\nNobody was hurt.")
        try directory.write(
            "b.jsonl", "{\"id\": \"1\", \"text\": \"One bridge.\"}\n{\"id\": \"2\", \"text\": \"Two bridges.\"}\n")
    }

    private func status(_ name: String, _ text: String, at start: Int) -> CitationStatus? {
        let citation = Citation(
            key: directory.file(name), text: text, bytes: start..<start + text.utf8.count, sourceBytes: nil)
        return CitationVerifier(exists: FileManager.default.fileExists).verify([citation]).first
    }

    @Test func whatStandsThereIsIntact() {
        #expect(status("b.jsonl#2", "Two bridges.", at: 0) == .intact)
        #expect(status("b.jsonl#1", "bridge", at: 4) == .intact)
    }

    @Test func whatStandsElsewhereIsMovedToTheNearestPlace() throws {
        try directory.write("c.jsonl", "\n{\"id\": \"2\", \"text\": \"ab ab ab\"}\n")
        #expect(status("c.jsonl#2", "ab", at: 4) == .moved(to: .init(bytes: 3..<5, sourceBytes: nil, line: 2)))
    }

    @Test func whatIsNotThereIsChangedOrGone() {
        #expect(status("b.jsonl#2", "Three bridges.", at: 0) == .changed)
        #expect(status("b.jsonl#3", "Two bridges.", at: 0) == .gone)
        #expect(status("z.jsonl#2", "Two bridges.", at: 0) == .gone)
        #expect(status("a.txt", "The ferry floats", at: 0) == .changed)
        #expect(status("", "x", at: 0) == .gone)
    }

    @Test func allOfAFileAreToldInTheirOrder() {
        let citations = [("b.jsonl#2", "Two bridges."), ("a.txt#1", "x"), ("b.jsonl#1", "One bridge.")].map {
            Citation(key: directory.file($0), text: $1, bytes: 0..<$1.utf8.count, sourceBytes: nil)
        }
        #expect(
            CitationVerifier(exists: FileManager.default.fileExists).verify(citations) == [.intact, .gone, .intact])
    }
}
