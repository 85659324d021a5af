import Articles
import Testing

/// What Atom keeps where (RFC 4287).
@Suite struct AtomReaderTests {
    static let feed = """
        <?xml version="1.0" encoding="utf-8"?>
        <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de" xml:base="https://blog.example/x/">
        <title type="html">Küste &amp;amp; mehr</title><author><name>Bo Example</name></author>
        <id>urn:example:feed</id><link rel="self" href="self.atom"/><updated>2023-09-12T09:00:00Z</updated>
        <entry><title>Eins</title><id>tag:blog.example,2023:1</id><link rel="enclosure" href="a.mp3"/>
        <link href="1.html?a=1&amp;b=2"/><updated>2023-09-12T10:30:00+02:00</updated>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><h2>Kopf</h2>
        <p>Ein <em>Text</em> mit &#228;.</p><blockquote>Na ja</blockquote><ul><li>a</li><li>b</li></ul></div></content>
        <summary>Kurz</summary></entry>
        <entry xml:lang="en"><title type="html">Two&lt;br&gt; &lt;b&gt;words&lt;/b&gt;</title><id>tag:blog.example,2023:2</id>
        <link rel="alternate" href="/2"/><published>2023-09-11</published><updated>2023-09-12</updated>
        <author><name>Cy</name></author><author><name>Di</name></author>
        <source><title>Elsewhere</title></source>
        <summary type="text">3 &lt; 4 &amp;
        so.</summary></entry>
        <entry><title>Drei</title><content type="html"><![CDATA[<p>Das war&#8217;s.</p>]]></content></entry>
        <entry><title>Vier</title><id>4</id><content src="https://blog.example/4.mp4" type="video/mp4"/></entry>
        </feed>
        """

    private func articles() throws -> [Article] {
        let reading = try Reading(Self.feed, named: "a.atom")
        #expect(reading.failures.isEmpty && reading.articles.count == 4)
        return reading.articles
    }

    @Test func keepsTheFieldsOfAnEntry() throws {
        let first = try articles()[0]
        #expect(first.key.hasSuffix("/a.atom#tag:blog.example,2023:1"))
        #expect(first.title == "Eins" && first.source == "Küste & mehr" && first.author == "Bo Example")
        #expect(first.url == "https://blog.example/x/1.html?a=1&b=2")
        #expect(first.language == "de" && first.published?.text == "2023-09-12T08:30:00Z")
        #expect(first.body == "Kopf\n\nEin Text mit ä.\n\nNa ja\n\na\nb")
        #expect(first.parts.map(\.role) == [.heading, .quotation])
    }

    @Test func anEntrySaysMoreThanItsFeed() throws {
        let second = try articles()[1]
        #expect(second.title == "Two words" && second.author == "Cy, Di" && second.source == "Elsewhere")
        #expect(second.url == "https://blog.example/2" && second.language == "en")
        #expect(second.published?.text == "2023-09-11")
        #expect(second.body == "3 < 4 & so.")
    }

    @Test func htmlIsReadAndWhatIsElsewhereIsNot() throws {
        let all = try articles()
        #expect(all[2].body == "Das war’s.")
        #expect(all[3].body.isEmpty && all[3].title == "Vier")
    }

    @Test func bodiesLeadBackToTheFile() throws {
        for article in try articles() { try article.expectMapped(to: Array(Self.feed.utf8)) }
    }

    /// Found by the fuzzer: white space that only Unicode knows.
    @Test func anEntryOfWhiteSpaceIsNoArticle() throws {
        let feed = "<feed xmlns='http://www.w3.org/2005/Atom'><entry><content>\u{2028}</content></entry></feed>"
        let reading = try Reading(feed, named: "a.atom")
        #expect(reading.articles.isEmpty && reading.failures.count == 1)
    }

    @Test func anEntryMayStandAlone() throws {
        let text = "<a:entry xmlns:a='http://www.w3.org/2005/Atom'><a:title>Eins</a:title><a:id>1</a:id></a:entry>"
        let reading = try Reading(text, named: "download")
        #expect(reading.articles.map(\.title) == ["Eins"])
    }
}
