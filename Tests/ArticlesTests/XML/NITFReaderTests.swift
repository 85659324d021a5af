import Articles
import Testing

/// What NITF keeps where (IPTC, News Industry Text Format 3.6).
@Suite struct NITFReaderTests {
    static let document = """
        <?xml version="1.0" encoding="UTF-8"?>
        <!DOCTYPE nitf SYSTEM "nitf-3-4.dtd">
        <nitf xml:lang="en-GB"><head><title>Slug</title>
        <docdata management-status="usable"><doc-id id-string="n-1" regsrc="agency.example"/><urgency ed-urg="4"/>
        <date.issue norm="20230912T083000+0200"/><du-key key="ferry" version="2"/>
        <doc.copyright holder="Holder" year="2023"/></docdata>
        <pubdata name="Courier" type="print" date.publication="20230913"/></head>
        <body><body.head><hedline><hl1>Ferry sinks</hl1><hl2>Nobody hurt</hl2></hedline>
        <byline>By <person>Ann Example</person><byttl>Harbour reporter</byttl></byline>
        <dateline><location>OSLO</location>, <story.date norm="20230912">Sept. 12</story.date></dateline>
        <abstract><p>A ferry.</p></abstract></body.head>
        <body.content><p lede="true">The ferry sank &#8211; slowly.</p><hl2>Rescue</hl2>
        <p>All swam. <q>Cold</q>, they said.</p>
        <bq><block><p>It was cold.</p></block><credit>A swimmer</credit></bq>
        <media media-type="image"><media-metadata name="x" value="y"/><media-reference source="x.jpg"/>
        <media-caption>The port</media-caption></media>
        <table><tr><td>Ferries</td><td>1</td></tr><tr><td>Boats</td><td>2</td></tr></table>
        <ul><li>one</li><li>two</li></ul></body.content></body></nitf>

        """

    private func article(_ text: String) throws -> Article {
        let reading = try Reading(text, named: "a.nitf")
        #expect(reading.failures.isEmpty && reading.articles.count == 1)
        return try #require(reading.articles.first)
    }

    @Test func keepsTheFieldsOfADocument() throws {
        let article = try article(Self.document)
        #expect(article.key.hasSuffix("/a.nitf"))
        #expect(article.title == "Ferry sinks" && article.author == "Ann Example" && article.source == "Courier")
        #expect(article.published?.text == "2023-09-12T06:30:00Z" && article.language == "en-GB")
        #expect(article.identity == ArticleIdentity(guid: "agency.example:n-1", version: 2))
    }

    @Test func keepsTheTextAndWhatItsPartsAre() throws {
        let article = try article(Self.document)
        #expect(
            article.body == """
                Nobody hurt

                By Ann Example
                Harbour reporter

                OSLO, Sept. 12

                The ferry sank – slowly.

                Rescue

                All swam. Cold, they said.

                It was cold.

                A swimmer

                The port

                Ferries 1
                Boats 2

                one
                two
                """)
        let parts = article.parts.map { ($0.role, String(decoding: Array(article.body.utf8)[$0.range], as: UTF8.self)) }
        let expected: [(EditorialRole, String)] = [
            (.heading, "Nobody hurt"), (.byline, "By Ann Example\nHarbour reporter"), (.dateline, "OSLO, Sept. 12"),
            (.lede, "The ferry sank – slowly."), (.heading, "Rescue"), (.quotation, "Cold"),
            (.quotation, "It was cold.\n\nA swimmer"), (.caption, "The port"),
        ]
        #expect(parts.map(\.0) == expected.map(\.0) && parts.map(\.1) == expected.map(\.1))
        try article.expectMapped(to: Array(Self.document.utf8))
    }

    @Test func otherPlacesForAFieldCount() throws {
        let article = try article(
            """
            <nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><head><title>Slug</title><docdata>
            <doc-id id-string="urn:newsml:agency.example:1" regsrc="x"/><doc.copyright holder="Holder"/></docdata></head>
            <body><body.head><byline>by Ann Example and Bo Example</byline>
            <dateline><story.date norm="20230912">Tuesday</story.date></dateline>
            <abstract><p>A ferry.</p></abstract></body.head></body></nitf>
            """)
        #expect(article.title == "Slug" && article.source == "Holder" && article.published?.text == "2023-09-12")
        #expect(article.author == "Ann Example and Bo Example")
        #expect(article.body.hasSuffix("A ferry."))
        #expect(article.identity == ArticleIdentity(guid: "urn:newsml:agency.example:1"))
    }

    @Test(arguments: [
        ("<docdata management-status='canceled'><doc-id id-string='1' regsrc='a'/></docdata>", "a:1", 1, true),
        ("<docdata management-status='withheld'><doc-id id-string='1'/></docdata>", "1", 1, true),
        ("<docdata management-status='embargoed'><doc-id id-string='1'/></docdata>", "1", 1, false),
        (
            "<docdata management-doc-idref='1' management-idref-status='canceled'><doc-id id-string='2' regsrc='a'/></docdata>",
            "a:1", Int.max, true
        ),
        ("<docdata><correction id-string='1' info='x'/><doc-id id-string='2' regsrc='a'/></docdata>", "a:1", 2, false),
    ])
    func correctionsAndKills(docdata: String, guid: String, version: Int, isWithdrawn: Bool) throws {
        let article = try article(
            "<nitf><head>\(docdata)</head><body><body.content><p>It sank.</p></body.content></body></nitf>")
        #expect(article.identity == ArticleIdentity(guid: guid, version: version, isWithdrawn: isWithdrawn))
        #expect(article.body == (isWithdrawn ? "" : "It sank."))
    }

    /// White space that only Unicode knows is no text either.
    @Test(arguments: ["<body/>", "<body><body.content><p>\u{2028}</p></body.content></body>"])
    func aDocumentWithoutTextIsAFailure(body: String) throws {
        let reading = try Reading("<nitf>\(body)</nitf>", named: "a.xml")
        #expect(reading.articles.isEmpty)
        #expect(reading.failures.map(\.reason) == ["an NITF document without title and text"])
    }
}
