import ArticleModel
import TestSupport
import Testing

@testable import Articles

/// What a page is known by, how it is decoded, and pages that are no articles or mean harm.
@Suite struct HTMLReaderTests {
    private struct Result {
        var articles: [Article] = []
        var failures: [ArticleFailure] = []
    }

    private func reading(_ html: some Sequence<UInt8>, charset: String? = nil) throws -> Result {
        var reading = Result()
        var context = ReadingContext(path: "/a.html", options: ReadingOptions())
        context.charset = charset
        try HTMLReader().read(ByteStream(Array(html), of: "/a.html"), context) { result in
            switch result {
            case .success(let article): reading.articles.append(article)
            case .failure(let failure): reading.failures.append(failure)
            }
        }
        return reading
    }

    private func article(_ html: String) throws -> Article { try #require(try reading(html.utf8).articles.first) }

    // MARK: - Recognition

    @Test(
        arguments: [
            ("<!DOCTYPE html><p>a", .certain), ("<!doctype HTML PUBLIC \"x\">", .certain), ("<html>", .certain),
            ("<HTML lang=en>", .certain), ("\u{FEFF} \n<html>", .certain), ("<!-- a --> <!-- b -->\n<html>", .certain),
            ("<?xml version=\"1.0\"?>\n<!DOCTYPE html>", .certain), ("<head>", .likely),
            ("<body bgcolor=red>", .likely),
            ("<META charset=utf-8>", .likely), ("<title>a", .likely), ("<p>It sank.", .likely),
            ("<html5>", .no), ("<nitf>", .no), ("<?xml version=\"1.0\"?><rss>", .no), ("It sank.", .no), ("{}", .no),
            ("<!-- never closed", .no), ("", .no), ("<", .no), ("<!DOCTYPE nitf>", .no), ("<metadata>", .no),
        ] as [(String, Recognition)])
    func recognizesPages(text: String, expected: Recognition) {
        var text = text
        #expect(text.withUTF8 { HTMLReader.recognizes($0) } == expected)
    }

    // MARK: - Encodings

    private static let cyrillic: [UInt8] = [0xCC, 0xEE, 0xF1, 0xEA, 0xE2, 0xE0]

    @Test(
        arguments: [
            "<meta charset=windows-1251>", "<META CHARSET='Windows-1251'>",
            "<meta http-equiv=Content-Type content='text/html; charset=windows-1251'>",
            "<?xml version='1.0' encoding='windows-1251'?><html>",
            "<!-- <meta charset=koi8-r> --><script>'<meta charset=koi8-r>'</script><meta charset=windows-1251>",
            "<meta charset=no-such><p>", "<meta charset=utf-8>",
        ])
    func aPageNamesItsEncoding(head: String) throws {
        let isNamed = head.contains("1251")
        let article = try #require(
            try reading(Array(head.utf8) + "<p>".utf8 + Self.cyrillic, charset: isNamed ? nil : "cp1251").articles.first
        )
        #expect(article.body == "Москва")
    }

    @Test func theEnvelopeCountsBeforeThePageAndAMarkBeforeBoth() throws {
        let html = Array("<meta charset=koi8-r><p>".utf8)
        #expect(try reading(html + Self.cyrillic, charset: "windows-1251").articles.first?.body == "Москва")
        #expect(try reading(html + "Köln".utf8, charset: "koi8-r").articles.first?.body == "Köln")
        #expect(
            try reading([0xEF, 0xBB, 0xBF] + html + "é".utf8, charset: "windows-1251").articles.first?.body == "é")
        #expect(try reading(html + Self.cyrillic, charset: "no-such").articles.first?.body != "Москва")
    }

    @Test func offsetsAreThoseOfTheFileBehindAMark() throws {
        let html = Array("<p>It sank.".utf8)
        let plain = try #require(try reading(html).articles.first?.sourceMap)
        let marked = try #require(try reading([0xEF, 0xBB, 0xBF] + html).articles.first?.sourceMap)
        #expect(plain.source(of: 0..<2) == 3..<5 && marked.source(of: 0..<2) == 6..<8)
        #expect(try reading(Array("<p>caf".utf8) + [0xE9, 0x20, 0x6F, 0x6B]).articles.first?.sourceMap == nil)
    }

    // MARK: - Pages without an article

    @Test(
        arguments: [
            "<html><body><img src=a></body></html>", "<!doctype html><title>Ferry sinks</title>",
            "<script>var a;</script>",
            "<p>&nbsp;</p>", "<html>", "<!-- a -->", "<p hidden>a</p>",
        ])
    func aPageWithoutTextIsAFailure(html: String) throws {
        let reading = try reading(html.utf8)
        #expect(reading.articles.isEmpty && reading.failures.map(\.reason) == ["no text in the page"])
    }

    @Test func aFrontPageIsItsLinks() throws {
        let links = (1...30).map { "<li><a href=\($0)>Ferry number \($0) sinks off the coast</a></li>" }.joined()
        let article = try article("<html><title>Front</title><nav><a href=x>Home</a></nav><ul>\(links)</ul>")
        #expect(article.title == "Front")
        #expect(article.body.split(separator: "\n").count == 30 && !article.body.contains("Home"))
    }

    @Test func aForumIsItsPosts() throws {
        let posts = (1...5).map {
            "<div class=comment><b>user\($0)</b><p>I have seen the ferry number \($0) sink off the coast myself, and it took"
                + " about an hour until the last of us was in a boat.</p></div>"
        }.joined()
        let article = try article("<html><body><div id=comments>\(posts)</div></body></html>")
        #expect((1...5).allSatisfy { article.body.contains("number \($0)") })
    }

    @Test func theTextMayStandInLinkedDataOnly() throws {
        let article = try article(
            #"<script type="application/ld+json">{"@type":"NewsArticle","headline":"a\u0000b","articleBody":"It sank.\nLater."}"#
                + "</script><body></body>")
        #expect(article.body == "It sank.\nLater." && article.title == "a b" && article.sourceMap == nil)
    }

    @Test(
        arguments: [
            "{", "[[[[", "null", "\"a\"", "[1, [2, {\"@type\": 3}]]", "{\"@type\":\"NewsArticle\",\"author\":[[[{}]]]}",
            "{\"@graph\":{\"@graph\":[]}}", "{\"@type\":\"NewsArticle\",\"headline\":{\"a\":1},\"datePublished\":[]}",
            String(repeating: "[", count: 100_000), String(repeating: "{\"a\":", count: 10_000),
        ])
    func brokenLinkedDataIsPassedOver(json: String) throws {
        let article = try article("<script type='application/ld+json'>\(json)</script><h1>Ferry sinks</h1><p>It sank.")
        #expect(article.title == "Ferry sinks" && article.body == "It sank." && article.author == nil)
    }

    // MARK: - Titles

    @Test(
        arguments: [
            ("<title>Ferry sinks | The Daily</title><h1>Ferry sinks</h1>", "Ferry sinks"),
            ("<title>Ferry sinks - The Daily</title><meta property=og:site_name content='The Daily'>", "Ferry sinks"),
            ("<title>Ferry sinks - nobody hurt</title>", "Ferry sinks - nobody hurt"),
            ("<title>The Daily: Ferry sinks off coast</title><h1>Ferry sinks off coast</h1>", "Ferry sinks off coast"),
            ("<title>The Daily</title><meta property=og:title content='Ferry &amp; boat\n sink'>", "Ferry & boat sink"),
            ("<title>  </title><h1>Ferry <i>sinks</i></h1>", "Ferry sinks"),
            ("<title>Ferry sinks – The Daily – World</title><h1>Ferry sinks</h1>", "Ferry sinks"),
            ("<svg><title>Logo</title></svg>", nil),
        ] as [(String, String?)])
    func readsTitles(head: String, title: String?) throws {
        #expect(try article("\(head)<p>It sank off the coast, and nobody was hurt.").title == title)
    }

    // MARK: - Hostile pages

    /// What would take minutes if anything took quadratic time; and what runs deep.
    @Test(
        arguments: [
            ("<div>", 20_000), ("<b><i>", 20_000), ("<p><a>", 20_000), ("<ul><li>", 20_000),
            ("<table><tr><td>", 10_000), ("</p></b></i></div>", 10_000), ("<h1>a</h1><div>", 10_000),
            ("&amp", 50_000),
            ("&x", 50_000), ("<!--", 20_000), ("<![CDATA[]]>", 20_000), ("<?", 20_000), ("<", 50_000),
            ("</", 50_000),
            ("<a href='", 20_000), ("<p class='ad hidden lede'>a", 10_000), ("<x-y>", 20_000), ("<script>", 20_000),
            ("<b>a<div>b</b>", 10_000), ("<article><h1>a</h1>", 10_000), ("<time datetime=2020>1</time>", 5_000),
            ("<span class=byline>a", 10_000), ("<title>", 10_000), ("<q>", 20_000), ("<td><b></td>", 10_000),
        ])
    func hostilePagesEnd(piece: String, count: Int) throws {
        let open = String(repeating: "<div><b>", count: 5_000)
        for start in ["", open] {
            let html = start + String(repeating: piece, count: count)
            let reading = try reading((html + "<p>It sank.").utf8)
            #expect(reading.articles.count + reading.failures.count == 1)
        }
    }

    @Test func aTagOfMegabytesAndOneOfManyAttributesArePassed() throws {
        let long = String(repeating: "x", count: 2 << 20)
        let many = (0..<20_000).map { " a\($0)=1" }.joined()
        for tag in [
            "<p title='\(long)'>", "<p\(many)>", "<\(long)>", "<p class='\(long)'>",
            "<meta content='\(long)' name=author>",
        ] {
            let article = try article("<div>\(tag)It sank.</p></div>")
            #expect(article.body == "It sank." && article.author == nil)
        }
    }

    @Test func aPageHasNotAnyNumberOfTags() {
        let html = Array(String(repeating: "<p>a", count: 100).utf8)
        html.withUnsafeBufferPointer { html in
            #expect(HTMLPage(html, mostEvents: 100) == nil)
            #expect(HTMLPage(html, mostEvents: 1000)?.text.body.isEmpty == false)
        }
    }
}
