import Articles
import Foundation
import TestSupport
import Testing

/// Where a mail keeps what.
@Suite struct MailReaderTests {
    private static let header = """
        From: Press Desk <desk@example.org>
        Subject: A ferry sank
        Date: Tue, 12 Sep 2023 10:30:00 +0200
        Message-ID: <20230912.1@example.org>
        MIME-Version: 1.0

        """

    private func article(_ rest: String, header: String = header) throws -> Article {
        let reading = try Reading(header + rest, named: "a.eml")
        #expect(reading.failures.isEmpty, "\(reading.failures)")
        return try #require(reading.articles.first)
    }

    private func alternative(plain: String, html: String) -> String {
        """
        Content-Type: multipart/alternative; boundary=b

        --b
        Content-Type: text/plain

        \(plain)
        --b
        Content-Type: text/html

        \(html)
        --b--

        """
    }

    // MARK: Fields

    @Test func fieldsAreThoseOfTheHeader() throws {
        let more = """
            List-Id: The Morning Letter <morning.example.org>
            Archived-At: <https://example.org/archive/1>
            Content-Language: en-GB, de

            A ferry sank off the coast.

            """
        let article = try article(more)
        #expect(article.title == "A ferry sank" && article.author == "Press Desk")
        #expect(article.published?.text == "2023-09-12T08:30:00Z")
        #expect(article.source == "The Morning Letter" && article.url == "https://example.org/archive/1")
        #expect(article.language == "en-GB" && article.key.hasSuffix("/a.eml"))
        #expect(article.body == "A ferry sank off the coast.\n")
        #expect(article.lines == .counted(from: 10))
    }

    @Test func withoutAListTheDomainIsTheSource() throws {
        #expect(try article("\nIt sank.\n").source == "example.org")
        let list = try article("List-Id: <morning.example.org>\n\nIt sank.\n")
        #expect(list.source == "morning.example.org")
    }

    @Test func theBodyStandsInTheFile() throws {
        let text = Self.header + "Content-Type: text/plain; charset=utf-8\n\nDie Fähre sank.\n> Wirklich?\nJa.\n"
        let article = try #require(try Reading(text, named: "a.eml").articles.first)
        let range = try #require(article.sourceMap?.source(of: 0..<article.body.utf8.count))
        #expect(Array(text.utf8)[range].elementsEqual(article.body.utf8))
        #expect(article.body.contains("\n> Wirklich?\n"))
    }

    @Test func aLineOfAMailboxBeforeTheHeaderIsPassedOver() throws {
        let reading = try Reading("From a@b Sep 2023\n" + Self.header + "\nIt sank.\n", named: "a.eml")
        #expect(reading.articles.map(\.title) == ["A ferry sank"])
        #expect(reading.articles.first?.lines == .counted(from: 8))
    }

    @Test func aHeaderWithoutABodyIsItsSubject() throws {
        #expect(try article("").body.isEmpty)
        #expect(try article("\n").title == "A ferry sank")
        let reading = try Reading("From: a@b.example\nTo: c@d.example\n\n", named: "a.eml")
        #expect(reading.articles.isEmpty && reading.failures.map(\.reason) == ["no subject and no text"])
    }

    // MARK: Encodings

    @Test(arguments: [
        ("quoted-printable", "utf-8", "Die F=C3=A4hre=\n sank."),
        ("QUOTED-PRINTABLE", "iso-8859-1", "Die F=E4hre sank."),
        ("base64", "utf-8", "RGllIEbDpGhyZSBz\nYW5rLg=="),
        ("base64", "\"utf-16le\"", "RABpAGUAIABGAOQAaAByAGUAIABzAGEAbgBrAC4A"),
        ("8bit", "utf-8", "Die Fähre sank."),
        // A wrong name for what is UTF-8, one that nobody knows, and none.
        ("8bit", "us-ascii", "Die Fähre sank."),
        ("8bit", "koi8-r", "Die Fähre sank."),
        ("8bit", "x-nonsense", "Die Fähre sank."),
        ("quoted-printable", "", "Die F=E4hre sank."),
    ])
    func bodiesAreDecoded(encoding: String, charset: String, body: String) throws {
        let type = charset.isEmpty ? "text/plain" : "text/plain; charset=\(charset)"
        let article = try article("Content-Type: \(type)\nContent-Transfer-Encoding: \(encoding)\n\n\(body)")
        #expect(article.body == "Die Fähre sank.")
        let isVerbatim = encoding == "8bit"
        #expect(article.lines == (isVerbatim ? .counted(from: 9) : .fixed(9)))
        #expect((article.sourceMap != nil) == isVerbatim)
    }

    @Test(arguments: [
        ("=?ISO-2022-JP?B?GyRCJVUlJyVqITwbKEI=?=", "フェリー"),
        ("=?windows-1251?Q?=CF=E0=F0=EE=EC_?=\n =?windows-1251?B?8+7t8+s=?=", "Паром уонул"),
        ("=?utf-8?Q?F=C3=A4hre?=\n\t=?utf-8?Q?_gesunken?=", "Fähre gesunken"),
    ])
    func subjectsAreDecoded(subject: String, expected: String) throws {
        let article = try article("\nIt sank.", header: "Subject: \(subject)\nFrom: a@b.example\n")
        #expect(article.title == expected)
    }

    // MARK: Parts

    @Test func htmlIsPreferredToItsPlainText() throws {
        let html = "<html><body><h1>Harbour</h1><p>A ferry sank off the coast.</p><p>Nobody was hurt.</p></body></html>"
        let article = try article(
            alternative(plain: "HARBOUR\n\nA ferry sank off the coast. Nobody was hurt.", html: html))
        #expect(article.body == "Harbour\n\nA ferry sank off the coast.\n\nNobody was hurt.")
        #expect(article.parts.contains { $0.role == .heading })
        let stub = try self.article(alternative(plain: "View in your browser: https://example.org/1", html: html))
        #expect(stub.body == article.body)
    }

    @Test func plainTextIsTakenWhereTheHTMLIsAPicture() throws {
        let plain = "A ferry sank off the coast. Nobody was hurt."
        let article = try article(alternative(plain: plain, html: "<img src=cid:1 alt=\"\"><p>Unsubscribe</p>"))
        #expect(article.body == plain)
    }

    @Test func scriptsStylesAndPixelsAreNoText() throws {
        let html = """
            <html><head><title>x</title><style>p { color: red }</style></head><body><script>track()</script>
            <p>A ferry sank.</p><img src="https://example.org/pixel.gif" width="1" height="1"></body></html>
            """
        #expect(try article("Content-Type: text/html\n\n" + html).body == "A ferry sank.")
    }

    @Test func partsInPartsAreFound() throws {
        let text = """
            Content-Type: multipart/mixed; boundary="outer"

            A preamble that nobody reads.
            --outer
            Content-Type: multipart/related; boundary="outer-2"; start="<page>"

            --outer-2
            Content-Type: image/gif
            Content-Transfer-Encoding: base64

            R0lGODlhAQABAAAAACw=
            --outer-2
            Content-Type: multipart/alternative; boundary=inner
            Content-ID: <page>

            --inner
            Content-Type: text/plain

            A ferry sank.
            --inner
            Content-Type: text/html

            <p>A ferry sank.</p>
            --inner--
            --outer-2--
            --outer
            Content-Type: text/plain; name=notes.txt
            Content-Disposition: attachment; filename=notes.txt

            A note.
            --outer
            Content-Type: text/plain

            The desk's footer.
            --outer--
            An epilogue.
            """
        let article = try article(text)
        #expect(article.body == "A ferry sank.\n\nThe desk's footer.")
        #expect(article.lines == .listed([28, 28, 39]))
    }

    @Test(arguments: ["", "--b\n", "--b--"])
    func theLastBoundaryMayBeMissing(end: String) throws {
        let text = "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nA ferry sank.\n" + end
        #expect(try article(text).body.trimmingCharacters(in: .newlines) == "A ferry sank.")
    }

    @Test(arguments: ["boundary=\"other\"", "charset=utf-8", "boundary=\"\""])
    func aBrokenBoundaryIsGuessed(parameter: String) throws {
        let text = """
            Content-Type: multipart/mixed; \(parameter)

            --=_1
            Content-Type: text/plain
            Content-Transfer-Encoding: base64

            QSBmZXJyeSBzYW5rLg==
            --=_1--
            """
        #expect(try article(text).body == "A ferry sank.")
    }

    @Test func aMultipartWithoutPartsIsText() throws {
        #expect(try article("Content-Type: multipart/mixed; boundary=b\n\nA ferry sank.").body == "A ferry sank.")
    }

    @Test func mailsInAMailAreArticles() throws {
        let text = """
            Content-Type: multipart/digest; boundary=b

            --b

            From: Night Desk <night@example.org>
            Subject: A bridge closed
            Message-ID: <2@example.org>

            It is old.
            --b

            Subject: A road opened

            It is new.
            --b--
            """
        let reading = try Reading(Self.header + text, named: "a.eml")
        #expect(reading.failures.isEmpty)
        #expect(reading.articles.map(\.title) == ["A ferry sank", "A bridge closed", "A road opened"])
        #expect(reading.articles.map(\.body) == ["", "It is old.", "It is new."])
        #expect(reading.articles[1].key.hasSuffix("/a.eml#2@example.org"))
        #expect(reading.articles[1].author == "Night Desk" && reading.articles[1].lines == .counted(from: 14))
        // A message that does not say when it was sent was not sent after the one it is in.
        #expect(reading.articles.allSatisfy { $0.published?.text == "2023-09-12T08:30:00Z" })
    }

    // MARK: Hostile input

    @Test(arguments: ["multipart/mixed; boundary=b%", "message/rfc822"])
    func nestingHasItsLimit(type: String) throws {
        let text = (0..<10_000).map { number in
            let type = type.replacing("%", with: "\(number)")
            return "Content-Type: \(type)\n\n" + (type == "message/rfc822" ? "X-Number: \(number)\n" : "--b\(number)\n")
        }.joined()
        let reading = try Reading(Self.header + text + "Content-Type: text/plain\n\nIt sank.", named: "a.eml")
        #expect(reading.articles.map(\.title) == ["A ferry sank"])
        #expect(reading.failures.map(\.reason) == ["parts nested more than 20 deep, which are left out"])
    }

    @Test func partsHaveTheirLimit() throws {
        let text = "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nIt sank.\n"
        let reading = try Reading(Self.header + text + String(repeating: "--b\n\n", count: 100_000), named: "a.eml")
        #expect(reading.articles.map(\.body) == ["It sank."])
        #expect(reading.failures.map(\.reason) == ["more than 10000 parts, of which the rest is left out"])
    }

    @Test func aHeaderOfManyMegabytesIsCut() throws {
        let subject = String(repeating: "=?utf-8?Q?rain?=\n ", count: 600_000)
        let reading = try Reading("From: a@b.example\nSubject: \(subject)x\n\nIt sank.\n", named: "a.eml")
        #expect(reading.failures.isEmpty && reading.articles.map(\.body) == ["It sank.\n"])
        #expect((1000...70_000).contains(try #require(reading.articles.first?.title).utf8.count))
    }

    @Test func whatIsNoMailIsAFailure() throws {
        let reading = try Reading("A ferry sank off the coast.\nNobody was hurt.\n", named: "a.eml")
        #expect(reading.articles.isEmpty)
        #expect(reading.failures.map(\.reason) == ["no mail: it does not begin with header fields"])
    }
}
