import Articles
import Testing

/// What NewsML-G2 keeps where (IPTC, NewsML-G2 2.33).
@Suite struct NewsMLG2ReaderTests {
    static let message = """
        <?xml version="1.0" encoding="UTF-8"?>
        <newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header><sent>2023-09-12T00:00:00Z</sent></header>
        <itemSet><packageItem guid="urn:newsml:agency.example:0" version="1"><itemMeta><title>Top</title></itemMeta></packageItem>
        <newsItem guid="urn:newsml:agency.example:1" version="3" xml:lang="en-GB">
        <rightsInfo><copyrightHolder literal="holder"><name>The Agency</name></copyrightHolder></rightsInfo>
        <itemMeta><provider literal="agency"/><versionCreated>2023-09-12T08:30:00+02:00</versionCreated>
        <firstCreated>2023-09-11T08:30:00+02:00</firstCreated><pubStatus qcode="stat:usable"/></itemMeta>
        <contentMeta><by>By Ann Example</by><dateline>OSLO, Sept 12</dateline><language tag="en"/>
        <headline role="hl:sub">Nobody hurt</headline><headline role="hl:main">Ferry sinks</headline></contentMeta>
        <contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml">
        <head><title>T</title></head><body><p>The ferry sank.</p><p>All swam.</p></body></html></inlineXML></contentSet></newsItem>
        <newsItem guid="urn:newsml:agency.example:2" version="2"><itemMeta><pubStatus qcode="stat:canceled"/></itemMeta>
        <contentSet><inlineData>It sank.</inlineData></contentSet></newsItem>
        <newsItem guid="urn:newsml:agency.example:3"><itemMeta><versionCreated>2023-09-12</versionCreated>
        <embargoed>2023-09-14</embargoed></itemMeta><contentMeta><creator><name>Bo Example</name></creator></contentMeta>
        <contentSet><inlineXML><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><body><body.head><hedline>
        <hl1>Bridge opens</hl1></hedline></body.head><body.content><p>It opened.</p></body.content></body></nitf></inlineXML>
        </contentSet></newsItem>
        <newsItem guid="urn:newsml:agency.example:4"><contentMeta><headline>Tunnel</headline></contentMeta>
        <contentSet><inlineData contenttype="text/plain">One.

        Two
        lines.</inlineData></contentSet></newsItem>
        <newsItem guid="urn:newsml:agency.example:5"><contentMeta><headline>Pier</headline></contentMeta>
        <contentSet><inlineData contenttype="text/html"><![CDATA[<p>One.<p>Two.]]></inlineData></contentSet></newsItem>
        <newsItem guid="urn:newsml:agency.example:6"><contentSet><remoteContent href="https://x.example/"/></contentSet></newsItem>
        </itemSet></newsMessage>
        """

    /// White space that only Unicode knows.
    @Test func anItemOfWhiteSpaceIsNoArticle() throws {
        let item = "<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/' guid='urn:newsml:agency.example:7'>"
        let content = "<contentSet><inlineData>\u{2028}</inlineData></contentSet></newsItem>"
        let reading = try Reading(item + content, named: "a.xml")
        #expect(reading.articles.isEmpty)
        #expect(reading.failures.map(\.reason) == ["a news item without headline and text"])
    }

    private func articles() throws -> [Article] {
        let reading = try Reading(Self.message, named: "a.xml")
        #expect(reading.failures.map(\.reason) == ["a news item without headline and text"])
        #expect(reading.articles.count == 5)
        return reading.articles
    }

    @Test func keepsTheFieldsOfAnItem() throws {
        let first = try articles()[0]
        #expect(first.key.hasSuffix("/a.xml#urn:newsml:agency.example:1"))
        #expect(first.identity == ArticleIdentity(guid: "urn:newsml:agency.example:1", version: 3))
        #expect(first.title == "Ferry sinks" && first.author == "Ann Example" && first.source == "The Agency")
        #expect(first.language == "en" && first.published?.text == "2023-09-12T06:30:00Z")
        #expect(first.body == "OSLO, Sept 12\n\nThe ferry sank.\n\nAll swam.")
        #expect(first.parts == [EditorialPart(.dateline, 0..<13)])
    }

    @Test func aCanceledItemIsWithdrawn() throws {
        let second = try articles()[1]
        #expect(second.body.isEmpty)
        #expect(second.identity == ArticleIdentity(guid: "urn:newsml:agency.example:2", version: 2, isWithdrawn: true))
    }

    @Test func anItemMayHoldNITF() throws {
        let third = try articles()[2]
        #expect(third.title == "Bridge opens" && third.body == "It opened." && third.author == "Bo Example")
        #expect(third.published?.text == "2023-09-14")
        #expect(third.key.hasSuffix("#urn:newsml:agency.example:3"))
    }

    @Test func anItemMayHoldPlainTextAndHTML() throws {
        let all = try articles()
        #expect(all[3].body == "One.\n\nTwo lines.")
        #expect(all[4].body == "One.\n\nTwo.")
    }

    @Test func bodiesLeadBackToTheFile() throws {
        for article in try articles() where !article.body.isEmpty {
            try article.expectMapped(to: Array(Self.message.utf8))
        }
    }

    @Test func anItemMayStandAlone() throws {
        let text = """
            <newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:x:1" version="7"><contentMeta>
            <headline>Ferry</headline></contentMeta></newsItem>
            """
        let reading = try Reading(text, named: "a.newsml")
        #expect(reading.articles.map(\.title) == ["Ferry"])
        #expect(reading.articles.first?.identity?.version == 7)
    }

    @Test func aPackageAloneHoldsNoArticle() throws {
        let text = "<packageItem xmlns='http://iptc.org/std/nar/2006-10-01/' guid='urn:x:1'><itemMeta/></packageItem>"
        #expect(try Reading(text, named: "a.xml").failures.map(\.reason) == ["no articles in it"])
    }
}
