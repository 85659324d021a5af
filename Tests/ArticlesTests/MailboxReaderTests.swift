import Foundation
import TestSupport
import Testing

@testable import Articles

/// Messages one behind the other.
@Suite struct MailboxReaderTests {
    private func message(_ number: Int, _ body: String = "It sank.", id: Bool = true) -> String {
        "From desk@example.org Tue Sep 12 08:30:0\(number % 10) 2023\nSubject: Ferry \(number)\n"
            + (id ? "Message-ID: <\(number)@example.org>\n" : "") + "From: desk@example.org\n\n\(body)\n\n"
    }

    private func names(_ reading: Reading) -> [String] {
        reading.articles.compactMap { $0.key.split(separator: "#").last.map(String.init) }
    }

    @Test func messagesAreArticles() throws {
        let reading = try Reading((1...3).map { message($0) }.joined(), named: "a.mbox")
        #expect(reading.failures.isEmpty)
        #expect(names(reading) == ["1@example.org", "2@example.org", "3@example.org"])
        #expect(reading.articles.map(\.title) == ["Ferry 1", "Ferry 2", "Ferry 3"])
        #expect(reading.articles.map(\.lines) == [.counted(from: 6), .counted(from: 13), .counted(from: 20)])
        #expect(reading.articles.allSatisfy { $0.body == "It sank.\n" })
        // The line before a message tells when it came, where it does not tell itself when it was sent.
        #expect(reading.articles[1].published?.text == "2023-09-12T08:30:02Z")
    }

    @Test func bodiesStandInTheFile() throws {
        let text = message(1, "Die Fähre sank.") + message(2, "A\r\nB\r")
        for article in try Reading(text, named: "a.mbox").articles {
            let range = try #require(article.sourceMap?.source(of: 0..<article.body.utf8.count))
            #expect(Array(text.utf8)[range].elementsEqual(article.body.utf8))
        }
    }

    @Test func aMessageWithoutAnIdIsKnownByItsBytes() throws {
        let first = try Reading(message(1, id: false) + message(2, id: false), named: "a.mbox")
        let turned = try Reading(message(2, id: false) + message(1, id: false), named: "a.mbox")
        #expect(Set(names(first)).count == 2 && names(first) == names(turned).reversed())
        #expect(names(first).allSatisfy { $0.count == 16 })
    }

    /// mboxo puts a `>` before “From ”, mboxrd before any number of them too.
    @Test func quotedLinesAreUndone() throws {
        let body = "It sank.\n\n>From what we know, it was old.\n>>From here\n> From there\n>Fromage"
        let reading = try Reading(message(1, body), named: "a.mbox")
        let expected = "It sank.\n\nFrom what we know, it was old.\n>From here\n> From there\n>Fromage\n"
        #expect(reading.articles.map(\.body) == [expected])
        #expect(reading.articles.first?.lines == .counted(from: 6) && reading.articles.first?.sourceMap == nil)
    }

    /// Text that nobody quoted does not begin a message: only a line with a date does, behind an empty one.
    @Test func textThatBeginsLikeASeparatorIsText() throws {
        let body = "It sank.\n\nFrom the coast we heard nothing.\nFrom a@b Tue Sep 12 08:30:00 2023\nfrom"
        let reading = try Reading(message(1, body) + message(2), named: "a.mbox")
        #expect(reading.articles.map(\.body) == [body + "\n", "It sank.\n"])
    }

    @Test(arguments: [
        ("From desk@example.org Tue Sep 12 08:30:00 2023", "2023-09-12T08:30:00Z"),
        ("From - Tue Sep  5 08:30:00 2023", "2023-09-05T08:30:00Z"),
        ("From 123@xxx Tue Sep 12 08:30:00 +0200 2023", "2023-09-12T06:30:00Z"),
        ("From a@b Tue Sep 12 08:30:00 2023 +0200", "2023-09-12T06:30:00Z"),
        ("From desk at example.org  Tue Sep 12 08:30:00 2023", "2023-09-12T08:30:00Z"),
        ("From the coast we heard at 8:30", nil),
        ("From a@b", nil),
        ("From: a@b", nil),
    ])
    func separatorsHaveADate(line: String, date: String?) {
        #expect(Array(line.utf8).withUnsafeBufferPointer { MailboxSeparator.date(in: $0)?.text } == date)
    }

    @Test func oneBadMessageDoesNotEndTheRest() throws {
        let bad = "From a@b Tue Sep 12 08:30:00 2023\nno header here\n\n"
        let reading = try Reading(message(1) + bad + message(2), named: "a.mbox")
        #expect(names(reading) == ["1@example.org", "2@example.org"])
        #expect(reading.failures.map(\.reason) == ["a message without a header"])
        #expect(reading.failures.map(\.line) == [9])
    }

    @Test func aLongMessageIsPassedOver() throws {
        let long = String(repeating: String(repeating: "rain ", count: 20) + "\n", count: 100)
        let text = message(1) + message(2, long) + message(3, String(repeating: "rain ", count: 2000)) + message(4)
        let reading = try Reading(text, named: "a.mbox", ReadingOptions(maximumArticleBytes: 4000))
        #expect(names(reading) == ["1@example.org", "4@example.org"])
        #expect(reading.failures.map(\.line) == [9, 116])
        #expect(reading.failures.allSatisfy { $0.reason.hasPrefix("longer than") })
    }

    @Test func whatIsNoMailboxIsAFailure() throws {
        let reading = try Reading("It sank.\n\nNobody was hurt.\n", named: "a.mbox")
        #expect(reading.articles.isEmpty)
        #expect(reading.failures.map(\.reason) == ["no mailbox: no line “From sender date” at its beginning"])
    }
}
