import Articles
import Foundation
import TestSupport
import Testing

/// What RSS keeps where (RSS 2.0 of the RSS Advisory Board, 2009; RSS 1.0 of the RSS-DEV group, 2000).
@Suite struct RSSReaderTests {
    static let feed = """
        <?xml version="1.0" encoding="UTF-8"?>
        <!-- written by hand -->
        <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
            xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"
            xmlns:atom="http://www.w3.org/2005/Atom">
        <channel>
        <title>Harbour &amp; Coast</title><link>https://news.example/</link><language>en-gb</language>
        <atom:link rel="self" href="https://news.example/feed"/>
        <image><title>Logo</title><url>https://news.example/logo.png</url></image>
        <item>
        <title>Ferry &lt;i&gt;sinks&lt;/i&gt; &amp;amp; stays</title>
        <guid isPermaLink="false">h-1</guid><link>https://news.example/1?a=1&amp;b=2</link>
        <pubDate>Tue, 12 Sep 2023 08:30:00 GMT</pubDate><dc:creator>Ann Example</dc:creator>
        <description>Short text.</description>
        <content:encoded><![CDATA[<p>The ferry sank off Pjöngjang on <b>Monday</b>.</p>
        <p>Nobody was hurt &amp; all swam.</p>]]></content:encoded>
        <media:content url="x.jpg"><media:description>The ferry in port</media:description></media:content>
        </item>
        <item>
        <title>Bridge opens</title>
        <guid>https://news.example/2</guid><author>bo@news.example (Bo Example)</author>
        <description>It’s “open” – and
        free.</description><source url="https://other.example/">Other Courier</source>
        </item>
        <item><title>Tunnel</title><description>&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;</description></item>
        </channel>
        </rss>

        """

    private func read(_ text: String, _ name: String = "a.rss") throws -> Reading { try Reading(text, named: name) }

    @Test func keepsTheFieldsOfAnItem() throws {
        let reading = try read(Self.feed)
        #expect(reading.failures.isEmpty && reading.articles.count == 3)
        let first = try #require(reading.articles.first)
        #expect(first.key.hasSuffix("/a.rss#h-1"))
        #expect(first.title == "Ferry sinks & stays")
        #expect(
            first.body
                == "The ferry sank off Pjöngjang on Monday.\n\nNobody was hurt & all swam.\n\nThe ferry in port")
        #expect(first.published?.text == "2023-09-12T08:30:00Z")
        #expect(first.author == "Ann Example" && first.source == "Harbour & Coast" && first.language == "en-gb")
        #expect(first.url == "https://news.example/1?a=1&b=2")
        #expect(first.parts.map(\.role) == [.caption])
        #expect(first.identity == nil)
    }

    @Test func whatIsMissingComesFromWhereElseItIsSaid() throws {
        let second = try #require(try read(Self.feed).articles.dropFirst().first)
        #expect(second.key.hasSuffix("#https://news.example/2") && second.url == "https://news.example/2")
        #expect(second.author == "Bo Example" && second.source == "Other Courier")
        #expect(second.body == "It’s “open” – and free.")
    }

    @Test func escapedHTMLIsRead() throws {
        let third = try #require(try read(Self.feed).articles.last)
        #expect(third.body == "One.\n\nTwo.")
        #expect(third.sourceMap == nil)
        #expect(third.lines == .listed([25, 25, 25]))
    }

    @Test(arguments: ["\n", "\r\n"])
    func bodiesLeadBackToTheFile(lineEnd: String) throws {
        let text = Self.feed.replacing("\n", with: lineEnd)
        let reading = try read(text)
        for article in reading.articles.prefix(2) { try article.expectMapped(to: Array(text.utf8)) }
        #expect(reading.articles.first?.lines == .listed([15, 15, 16, 16, 17]))
    }

    @Test func readsRDF() throws {
        let text = """
            <?xml version="1.0"?>
            <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
              xmlns:dc="http://purl.org/dc/elements/1.1/">
            <channel rdf:about="https://news.example/"><title>Coast</title><dc:language>de</dc:language>
              <items><rdf:Seq><rdf:li resource="https://news.example/1"/></rdf:Seq></items></channel>
            <item rdf:about="https://news.example/1"><title>Fähre</title><link>https://news.example/1</link>
              <description>Sie sank.</description><dc:date>2023-09-12</dc:date><dc:creator>Ann</dc:creator></item>
            </rdf:RDF>
            """
        let reading = try read(text, "a.xml")
        let article = try #require(reading.articles.first)
        #expect(reading.failures.isEmpty && reading.articles.count == 1)
        #expect(article.key.hasSuffix("/a.xml#https://news.example/1"))
        #expect(article.source == "Coast" && article.language == "de" && article.body == "Sie sank.")
        #expect(article.published?.text == "2023-09-12" && article.author == "Ann")
    }

    @Test func oldFeedsNeedNoVersionAndNoIdentity() throws {
        let reading = try read("<rss version='0.91'><channel><item><title>Ferry sinks</title></item></channel></rss>")
        let again = try read("<rss version='0.91'><channel>\n<item><title>Ferry sinks</title></item></channel></rss>")
        #expect(reading.articles.first?.title == "Ferry sinks")
        #expect(
            reading.articles.first?.key.split(separator: "#").last
                == again.articles.first?.key.split(separator: "#").last)
    }

    @Test func anEmptyItemIsAFailureAndTheOthersGoOn() throws {
        let reading = try read(
            "<rss><channel>\n<item><guid>a</guid></item>\n<item><title>Ferry</title></item></channel></rss>")
        #expect(reading.failures.map(\.reason) == ["an item without title and text"])
        #expect(reading.failures.first?.line == 2)
        #expect(reading.articles.map(\.title) == ["Ferry"])
    }

    @Test func aFeedWithoutItemsIsAFailure() throws {
        let reading = try read("<rss><channel><title>Coast</title></channel></rss>")
        #expect(reading.failures.map(\.reason) == ["no articles in it"])
    }

    /// Feeds that name themselves, or others, are only read.
    @Test func noAddressIsFollowed() throws {
        let directory = try TemporaryDirectory()
        let secret = try directory.write(
            "secret.rss", "<rss><channel><item><title>Secret</title></item></channel></rss>")
        let address = URL(fileURLWithPath: secret).absoluteString
        let text = """
            <?xml version="1.0"?><?xml-stylesheet href="\(address)"?>
            <!DOCTYPE rss SYSTEM "\(address)" [<!ENTITY x SYSTEM "\(address)"><!ENTITY % p SYSTEM "\(address)"> %p;]>
            <rss xmlns:xi="http://www.w3.org/2001/XInclude"><channel><link>\(address)</link>
            <item><title>A &x; b</title><xi:include href="\(address)"/><link>\(address)</link></item></channel></rss>
            """
        let reading = try read(text)
        #expect(reading.articles.map(\.title) == ["A &x; b"] && reading.failures.isEmpty)
    }
}

extension Article {
    /// Every byte of the body that is said to stand in the file stands there; white space may be another.
    func expectMapped(to file: [UInt8], sourceLocation: SourceLocation = #_sourceLocation) throws {
        let map = try #require(sourceMap, sourceLocation: sourceLocation)
        let bytes = Array(body.utf8)
        #expect(!map.runs.isEmpty || body.isEmpty, sourceLocation: sourceLocation)
        for run in map.runs {
            try #require(
                run.body.upperBound <= bytes.count && run.source.upperBound <= file.count,
                sourceLocation: sourceLocation)
            let source = file[run.source]
            if run.body.count == run.source.count {
                let isSame = zip(bytes[run.body], source).allSatisfy { $0 == $1 || $0 == 0x20 && $1 <= 0x20 }
                try #require(isSame, "\(run)", sourceLocation: sourceLocation)
            } else {
                try #require(
                    source.first == UInt8(ascii: "&") && source.last == UInt8(ascii: ";"), "\(run)",
                    sourceLocation: sourceLocation)
            }
        }
    }
}
