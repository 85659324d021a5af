import Articles
import Foundation
import TestSupport
import Testing

/// Cases that went wrong once.
@Suite struct RegressionTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    private func walk(_ names: String...) -> InputWalker.Walk {
        InputWalker(names.map { .path(directory.file($0)) }, claims: ArticleSource().claims).walk()
    }

    private func link(_ name: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(atPath: directory.file(name), withDestinationPath: target)
    }

    @Test(arguments: [
        ("12345678901234567890", "12345678901234567890"),
        ("12345678901234567891", "12345678901234567891"),
        ("-12345678901234567891", "-12345678901234567891"),
        ("340282366920938463463374607431768211", "340282366920938463463374607431768211"),
        ("1.5", "1.5"),
    ])
    func longIdsStayApart(id: String, expected: String) throws {
        let reading = try Reading(#"{"id": \#(id), "text": "a"}"#, named: "a.jsonl")
        #expect(reading.articles.map { $0.key.hasSuffix("#" + expected) } == [true])
    }

    @Test func anEmptyValueLeavesTheFieldToTheNextName() throws {
        let reading = try Reading(#"{"text": "", "body": "b", "date": "", "published": "2023"}"#, named: "a.jsonl")
        #expect(reading.failures.isEmpty)
        #expect(reading.articles.map(\.body) == ["b"])
        #expect(reading.articles.first?.published?.text == "2023")
    }

    @Test(arguments: [#"{"text": "a"#, #"{"text": a}"#, #"{"text" "a"}"#, #"{"text": "\x"}"#, #"{"text": "a"} b"#])
    func brokenJSONIsReportedWithItsCause(line: String) throws {
        let reading = try Reading(line, named: "a.jsonl")
        let reason = try #require(reading.failures.first).reason
        #expect(reason.hasPrefix("not a JSON object: ") && !reason.hasSuffix("it cannot be read"), "\(reason)")
    }

    @Test(arguments: ["/", "//", "-/-", "12/", ".", ":"])
    func aDateOfSeparatorsIsLeftOut(date: String) throws {
        let reading = try Reading(#"{"text": "a", "date": "\#(date)"}"#, named: "a.jsonl")
        #expect(reading.articles.count == 1 && reading.articles.first?.published == nil)
    }

    /// With a link from each of 14 directories to every other there are more ways than could ever be walked.
    @Test func directoriesThatLinkToEachOtherAreWalkedOnce() throws {
        let numbers = 10..<24
        for number in numbers { try directory.write("d/\(number)/a.txt", "It sank.") }
        for number in numbers {
            for other in numbers { try link("d/\(number)/to\(other)", to: "../\(other)") }
        }
        let result = walk("d")
        #expect(result.failures.isEmpty)
        #expect(result.files.count == numbers.count)
        #expect(result.covers(directory.file("d/10/to11/to12/gone.txt")))
    }

    /// What a link hides is not known by the other ways that lead to it either.
    @Test func whatIsHiddenIsHiddenByEveryWay() throws {
        try directory.write("d/a/a.txt", "It sank.")
        try link("d/a/volume", to: "/nonexistent/volume")
        try link("d/b", to: "a")
        try link("d/a/up", to: "..")
        let result = walk("d")
        for hidden in ["d/a/volume/x.txt", "d/b/volume/x.txt", "d/b/up/a/volume/x.txt", "d/a/up/b/volume/x.txt"] {
            #expect(!result.covers(directory.file(hidden)), "\(hidden)")
        }
        for gone in ["d/a/gone.txt", "d/b/gone.txt", "d/b/up/b/gone.txt"] {
            #expect(result.covers(directory.file(gone)), "\(gone)")
        }
    }

    @Test func aNameThatIsNotUTF8IsFound() throws {
        try directory.write("d/a.txt", "It sank.")
        let name = Array((directory.file("d") + "/b").utf8) + [0xFF] + Array(".txt".utf8)
        let descriptor = (name.map { CChar(bitPattern: $0) } + [0]).withUnsafeBufferPointer { path in
            path.baseAddress.map { open($0, O_CREAT | O_WRONLY, 0o600) } ?? -1
        }
        // Some file systems take no such names.
        guard descriptor >= 0 else { return }
        close(descriptor)
        let result = walk("d")
        #expect(result.files.map(\.path) == [directory.file("d/a.txt"), directory.file("d/b\u{10FEFF}.txt")])
        #expect(result.failures.isEmpty)
    }
}
