import Articles
import TestSupport
import Testing

@Suite struct JSONFeedReaderTests {
    private static let feed = """
        {
          "version": "https://jsonfeed.org/version/1.1",
          "title": "Harbour Gazette",
          "home_page_url": "https://example.org/",
          "authors": [{"name": "World desk"}],
          "language": "en-GB",
          "_meta": {"data": [{"text": "no item"}]},
          "items": [
            {
              "id": "1", "url": "https://example.org/1", "title": "Ferry sinks",
              "content_html": "<h2>At sea</h2><p>It &amp; its crew\\n sank.</p><p>It was raised.</p>",
              "content_text": "not this", "summary": "nor this",
              "date_published": "2023-09-12T08:30:00+02:00",
              "authors": [{"name": "Jane Doe"}, {"name": "Kim Min"}], "language": "en",
              "attachments": [{"url": "https://example.org/1.mp3"}]
            },
            {"id": 2, "content_html": "<script>x()</script>", "content_text": "It sank.", "date_modified": "2023"},
            {"external_url": "https://example.org/3", "summary": "It was raised.", "author": {"name": "Ann"}}
          ]
        }
        """

    @Test(arguments: ["a.jsonfeed", "feed.json", "a.jsonl", "download"])
    func readsTheItems(name: String) throws {
        let reading = try Reading(Self.feed, named: name)
        #expect(reading.failures.isEmpty)
        try #require(reading.articles.count == 3)
        let (first, second, third) = (reading.articles[0], reading.articles[1], reading.articles[2])
        #expect(first.key.hasSuffix("/\(name)#1"))
        #expect(first.title == "Ferry sinks" && first.url == "https://example.org/1" && first.language == "en")
        #expect(first.body == "At sea\n\nIt & its crew sank.\n\nIt was raised.")
        #expect(first.parts == [EditorialPart(.heading, 0..<6)])
        #expect(first.published?.text == "2023-09-12T06:30:00Z" && first.author == "Jane Doe, Kim Min")
        #expect(second.key.hasSuffix("#2") && second.body == "It sank." && second.published?.text == "2023")
        #expect(second.author == "World desk" && second.language == "en-GB")
        #expect(
            third.key.hasSuffix("#https://example.org/3") && third.body == "It was raised." && third.author == "Ann")
        #expect(reading.articles.allSatisfy { $0.source == "Harbour Gazette" && $0.sourceMap == nil })
        #expect(reading.articles.map(\.lines) == [.fixed(9), .fixed(17), .fixed(18)])
    }

    @Test(arguments: [
        #"{"version":"https:\/\/jsonfeed.org\/version\/1","items":[{"content_text":"a"}]}"#,
        #"{"title": "a", "items": [{"content_text": "a"}], "version" : "http://jsonfeed.org/version/1"}"#,
    ])
    func isKnownByItsVersion(text: String) throws {
        #expect(try Reading(text, named: "a.json").articles.map(\.body) == ["a"])
    }

    @Test func aTextAboutFeedsIsNone() throws {
        let text = #"{"text": "\"version\": \"https://jsonfeed.org/version/1.1\""}"#
        #expect(try Reading(text, named: "a.jsonl").articles.count == 1)
    }

    @Test func oneBadItemDoesNotEndTheReading() throws {
        let items =
            #"{"id": "1", "content_text": "a"}, {"id": "2"}, {"content_text": b}, 17, {"content_text": "c\ud83d"}"#
        let text = #"{"version": "https://jsonfeed.org/version/1.1", "items": [\#(items)]}"#
        let reading = try Reading(text, named: "a.json")
        #expect(reading.articles.map(\.body) == ["a", "c\u{FFFD}"] && reading.articles.map(\.replacements) == [0, 1])
        #expect(reading.failures.count == 3 && reading.failures.allSatisfy(\.isPresentable))
    }

    @Test func aFeedWithoutItemsIsNoArticle() throws {
        for items in ["", #", "items": []"#, #", "items": [1]"#] {
            let text = #"{"version": "https://jsonfeed.org/version/1.1", "title": "Gazette"\#(items)}"#
            let reading = try Reading(text, named: "a.json")
            #expect(reading.articles.isEmpty && reading.failures.count == 1, "\(items)")
        }
    }
}
