import Articles
import TestSupport
import Testing

/// Web pages saved as one file.
@Suite struct MHTMLReaderTests {
    private func file(_ parts: String, type: String = "multipart/related; type=\"text/html\"; boundary=\"b\"") -> String
    {
        """
        From: <Saved by a browser>
        Snapshot-Content-Location: https://example.org/ferry
        Subject: =?utf-8?Q?F=C3=A4hre?=
        Date: Wed, 13 Sep 2023 09:00:00 -0000
        MIME-Version: 1.0
        Content-Type: \(type)

        \(parts)
        """
    }

    private static let style = """
        --b
        Content-Type: text/css
        Content-Location: cid:css-1@mhtml.example

        p { color: red }
        """

    private static func page(_ text: String, fields: String = "Content-Location: https://example.org/ferry") -> String {
        """
        --b
        Content-Type: text/html
        Content-Transfer-Encoding: quoted-printable
        \(fields)

        <!DOCTYPE html><html><head><meta charset=3D"utf-8"></head><body><article>
        <p>\(text)</p></article></body></html>
        """
    }

    @Test func thePageIsTheArticle() throws {
        let page = Self.page("Die F=C3=A4hre sank vor der K=\n=C3=BCste.")
        let reading = try Reading(file("\(Self.style)\n\(page)\n--b--\n"), named: "a.mhtml")
        #expect(reading.failures.isEmpty)
        let article = try #require(reading.articles.first)
        #expect(reading.articles.count == 1 && article.body.contains("Die Fähre sank vor der Küste."))
        #expect(!article.body.contains("color") && article.key.hasSuffix("/a.mhtml"))
        #expect(article.title == "Fähre" && article.url == "https://example.org/ferry")
        // The day it was saved is not the one it was published.
        #expect(article.published == nil)
        #expect(article.lines == .fixed(18) && article.sourceMap == nil)
    }

    @Test(arguments: [
        ("multipart/related; boundary=b; start=\"<2>\"", "Content-ID: <2>"),
        ("multipart/related; boundary=b", "Content-Location: https://example.org/ferry"),
    ])
    func thePageIsTheOneTheHeaderNames(type: String, fields: String) throws {
        let frame = Self.page("A frame.", fields: "Content-Location: https://example.org/frame")
        let text = file("\(frame)\n\(Self.page("A ferry sank.", fields: fields))\n--b--\n", type: type)
        let article = try #require(try Reading(text, named: "a.mht").articles.first)
        #expect(article.body.contains("A ferry sank.") && !article.body.contains("frame"))
    }

    @Test func withoutAPartsAddressTheFirstPageIsTaken() throws {
        let text = file(Self.style + "\n" + Self.page("A ferry sank.", fields: "X: y") + "\n--b\n")
        #expect(try Reading(text, named: "a.mht").articles.first?.body.contains("A ferry sank.") == true)
    }

    @Test func aPageAloneIsRead() throws {
        let text = "MIME-Version: 1.0\nContent-Type: text/html; charset=windows-1251\n\n<p>"
        let bytes = Array(text.utf8) + [0xCF, 0xE0, 0xF0, 0xEE, 0xEC] + Array(" sank and nobody was hurt.</p>".utf8)
        #expect(try Reading(bytes, named: "a.mhtml").articles.first?.body.contains("Паром sank") == true)
    }

    @Test func withoutAPageThereIsAFailure() throws {
        let reading = try Reading(file(Self.style + "\n--b--\n"), named: "a.mhtml")
        #expect(reading.articles.isEmpty && reading.failures.map(\.reason) == ["no page in it"])
        let none = try Reading("<p>A ferry sank.</p>", named: "a.mhtml")
        #expect(none.failures.map(\.reason) == ["no MHTML: it does not begin with header fields"])
    }

    /// Found by the fuzzer.
    @Test func anAddressHasNoNUL() throws {
        let page =
            "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=\"b\"\n\n--b\nContent-Type: text/html\n"
            + "Content-Location: https://example.org/\0a\n\n<p>A ferry sank.</p>\n--b--\n"
        let article = try #require(try Reading(page, named: "a.mhtml").articles.first)
        #expect(article.url == "https://example.org/\u{FFFD}a" && article.replacements == 1)
    }
}
