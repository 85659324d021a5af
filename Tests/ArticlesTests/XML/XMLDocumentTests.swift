import Foundation
import TestSupport
import Testing

@testable import Articles

/// XML as it comes: in other encodings, with the mistakes of feeds, broken, and hostile.
@Suite struct XMLDocumentTests {
    private func rss(_ items: String, before: String = "") -> String {
        "\(before)<rss version=\"2.0\"><channel>\n\(items)\n</channel></rss>"
    }

    private func read(_ text: String, _ options: ReadingOptions = ReadingOptions()) throws -> Reading {
        try Reading(text, named: "a.rss", options)
    }

    // MARK: - Encodings

    private static let pangram = "Pjöngjang “schweigt” – weiter"

    @Test(arguments: [
        ("utf-8", String.Encoding.utf8), ("iso-8859-1", .windowsCP1252), ("windows-1252", .windowsCP1252),
        ("utf-16", .utf16), ("us-ascii", .utf8), ("utf-8", .windowsCP1252), ("UTF-16", .utf8),
        ("iso-8859-1", .utf8),
    ])
    func encodingsAreRead(declared: String, actual: String.Encoding) throws {
        let text = rss(
            "<item><description>\(Self.pangram)</description></item>",
            before: "<?xml version='1.0' encoding='\(declared)'?>")
        let bytes = try #require(text.data(using: actual))
        let reading = try Reading(bytes, named: "a.rss")
        #expect(reading.failures.isEmpty)
        #expect(reading.articles.map(\.body) == [Self.pangram] && reading.articles.first?.replacements == 0)
        #expect((reading.articles.first?.sourceMap != nil) == (actual == .utf8))
        if actual == .utf8 { try reading.articles.first?.expectMapped(to: Array(bytes)) }
    }

    @Test func aMarkOfUTF8CountsInTheMap() throws {
        let bytes = [0xEF, 0xBB, 0xBF] + Array(rss("<item><description>It sank.</description></item>").utf8)
        try Reading(bytes, named: "a.rss").articles.first?.expectMapped(to: bytes)
    }

    @Test func theEnvelopeCountsBeforeTheDeclaration() throws {
        let text = rss("<item><title>Москва</title></item>", before: "<?xml version='1.0' encoding='utf-8'?>")
        let bytes = try #require(text.data(using: .windowsCP1251))
        var context = ReadingContext(path: "/a.rss", options: ReadingOptions())
        context.charset = "windows-1251"
        var titles: [String?] = []
        try RSSReader().read(try ByteStream(bytes, of: "/a.rss"), context) { titles.append(try $0.get().title) }
        #expect(titles == ["Москва"])
    }

    @Test func anUnknownEncodingIsAFailure() throws {
        let reading = try read(rss("", before: "<?xml version='1.0' encoding='x-none'?>"))
        #expect(
            reading.failures.map(\.reason)
                == ["in an unknown encoding, “x-none”; convert it to UTF-8 with iconv"])
    }

    @Test func damageIsCountedWhereItIsAndMapsNothing() throws {
        let text = rss(
            "<item><title>ä</title></item><item><description>bö#ö</description></item><item><title>ö</title></item>")
        let bytes = text.utf8.map { $0 == UInt8(ascii: "#") ? 0xFF : $0 }
        let reading = try Reading(bytes, named: "a.rss")
        #expect(reading.articles.map(\.replacements) == [0, 1, 0])
        #expect(reading.articles.dropFirst().first?.body == "bö\u{FFFD}ö")
        #expect(reading.articles.map { $0.sourceMap == nil } == [false, true, true])
    }

    // MARK: - The mistakes of feeds

    @Test(arguments: [
        ("AT&T &amp; R&D & B&B; a &lt; b", "AT&T & R&D & B&B; a < b"), ("caf&eacute;&nbsp;&mdash; x", "café\u{A0}— x"),
        ("a\u{3}b&#2;", "ab"), ("a ]]> b", "a ]]> b"), ("Pjöng ]]> b\nc &amp; d", "Pjöng ]]> b c & d"),
        ("&none; x", "&none; x"),
        ("&#8217;&#x2019;", "’’"), ("&&amp;&", "&&&"),
    ])
    func mistakesAreReadAsTheyWereMeant(written: String, meant: String) throws {
        let text = rss(
            "<item><title>One</title></item>\n<item><description>\(written)</description></item>\n<item><title>Two</title></item>"
        )
        // In plain text, as HTML would read some of it once more.
        let atom = "<feed xmlns='http://www.w3.org/2005/Atom'><entry><content>\(written)</content></entry></feed>"
        let reading = try Reading(atom, named: "a.atom")
        #expect(reading.failures.isEmpty)
        #expect(reading.articles.map(\.body) == [meant])
        if reading.articles.first?.sourceMap != nil { try reading.articles.first?.expectMapped(to: Array(atom.utf8)) }
        let feed = try read(text)
        #expect(feed.failures.isEmpty && feed.articles.count == 3)
    }

    @Test func anAmpersandInAnAddressStays() throws {
        let text = """
            <feed xmlns='http://www.w3.org/2005/Atom'><entry><title>A</title>
            <link rel='alternate' href='https://x.example/?a=1&b=2&amp;c=3&copy=4'/></entry></feed>
            """
        let reading = try Reading(text, named: "a.atom")
        #expect(reading.articles.first?.url == "https://x.example/?a=1&b=2&c=3&copy=4")
    }

    @Test func prefixesThatNobodyDeclaredHaveTheirUsualMeaning() throws {
        let reading = try read(
            rss("<item><dc:creator>Ann</dc:creator><content:encoded>It sank.</content:encoded></item>"))
        #expect(reading.articles.map(\.body) == ["It sank."] && reading.articles.first?.author == "Ann")
    }

    // MARK: - Broken documents

    @Test(arguments: [
        "<item><description>One<br>two</description></item>", "<item><title>One</item>",
        "<item><title a=b>One</title></item>", "<item><title>One</tilte></item>", "<item <title>One</title></item>",
        "<item><title>a < b</title></item>", "<item><title>a\0b</title></item>",
        "<item><title>One</title></b></item>",
    ])
    func aBrokenRecordIsOneFailureAndTheOthersGoOn(item: String) throws {
        let whole = "<item><description>It sank.</description></item>"
        let text = rss("\(whole)\n\(item)\n\(whole)\n\(whole)")
        let reading = try read(text)
        #expect(reading.failures.count == 1)
        #expect(reading.failures.first?.line == 3 && reading.failures.first?.isPresentable == true)
        #expect(reading.articles.map(\.lines) == [.listed([2]), .listed([4]), .listed([5])])
        for article in reading.articles { try article.expectMapped(to: Array(text.utf8)) }
    }

    @Test func theReasonNamesTheElement() throws {
        let reading = try read(rss("<item><description>One<br>two</description></item>"))
        #expect(
            reading.failures.map(\.reason) == ["not well-formed XML: <br> of line 2 ends with </description>"])
    }

    @Test func aCutDocumentKeepsWhatCameBefore() throws {
        let text = rss("<item><title>One</title></item>\n<item><title>Two</title></item>")
        let reading = try read(String(text.prefix(80)))
        #expect(reading.articles.map(\.title) == ["One"])
        #expect(
            reading.failures == [
                ArticleFailure(path: reading.failures[0].path, line: 3, reason: "cut off: the XML ends inside <item>")
            ])
    }

    @Test(arguments: ["It sank.", "<", "<rss", "{}", "<?xml", "&amp;", "<!DOCTYPE rss [", "<rss/>", "<item/>"])
    func whatIsNoDocumentIsOneFailure(text: String) throws {
        let reading = try read(text)
        #expect(reading.articles.isEmpty && reading.failures.count == 1)
        #expect(reading.failures.first?.isPresentable == true)
    }

    @Test func anUnknownVocabularyIsNamed() throws {
        let text = "<?xml version='1.0'?><!-- a --><foo:bar xmlns:foo='urn:x'><a/></foo:bar>"
        let reason = "an XML document of <bar>, which no reader knows"
        #expect(try Reading(text, named: "a.xml").failures.map(\.reason) == [reason])
        #expect(try Reading(text, named: "download").failures.map(\.reason) == [reason])
    }

    @Test func aForcedFormatReadsNoOther() throws {
        let text = "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>A</title></entry></feed>"
        let reading = try Reading(text, named: "a.xml", ReadingOptions(format: "rss"))
        #expect(reading.failures.map(\.reason) == ["an XML document of <feed>, which is not RSS"])
    }

    // MARK: - Hostile documents

    @Test func entitiesThatMultiplyAreOneFailure() throws {
        let names = ["a", "b", "c", "d", "e", "f", "g", "h", "i"]
        let declarations = zip(names.dropFirst(), names).map { name, inner in
            "<!ENTITY \(name) \"\(String(repeating: "&\(inner);", count: 10))\">"
        }
        let text = rss(
            "<item><title>A &ok;</title></item><item><title>&i;</title></item><item><title>&i;</title></item>",
            before: "<!DOCTYPE rss [<!ENTITY ok 'fine'><!ENTITY a 'ha'>\(declarations.joined())]>")
        let reading = try read(text)
        #expect(reading.articles.map(\.title) == ["A fine"])
        #expect(reading.failures.map(\.reason) == ["its entities come to more text than a document may ask for"])
    }

    @Test func entitiesInThemselvesAreOneFailure() throws {
        let reading = try read(
            rss("<item><title>&a;</title></item>", before: "<!DOCTYPE rss [<!ENTITY a '&b;'><!ENTITY b '&a;'>]>"))
        #expect(reading.articles.isEmpty && reading.failures.count == 1)
    }

    @Test func deepNestingIsOneFailure() throws {
        let deep = String(repeating: "<a>", count: 100_000)
        let reading = try read(rss("<item>\(deep)</item><item><title>Two</title></item>"))
        #expect(reading.failures.map(\.reason) == ["elements nested deeper than 256"])
        #expect(reading.articles.map(\.title) == ["Two"])
    }

    @Test func manyBrokenRecordsEndADocument() throws {
        let reading = try read(rss(String(repeating: "<item><a></item>", count: 5000)))
        #expect(reading.articles.isEmpty && reading.failures.count == 1001)
        #expect(reading.failures.last?.reason == "more than 1000 broken records; the rest is left out")
    }

    /// A tag, a comment, a section or a record that has no end asks for no more memory than a record may have.
    @Test(arguments: ["<item a='", "<!-- ", "<item><![CDATA[", "<item><title>", "<item>&"])
    func whatHasNoEndIsOneFailure(beginning: String) throws {
        let text = rss("<item><title>One</title></item>\n\(beginning)\(String(repeating: "rain ", count: 200_000))")
        let reading = try read(text, ReadingOptions(maximumArticleBytes: 1000))
        #expect(reading.articles.map(\.title) == ["One"])
        #expect(reading.failures.count == 1, "\(reading.failures)")
    }

    /// libxml2 looks for the end of a reference however far away it is.
    @Test func ampersandsEverywhereAreReadAsTheyCome() throws {
        let text = rss(String(repeating: "<item><description>rain & sun</description></item>\n", count: 20_000))
        var bodies: Set<String> = []
        var consumed = 0
        var count = 0
        func take(_ result: Result<Article, ArticleFailure>) throws {
            bodies.insert(try result.get().body)
            count += 1
            #expect(consumed <= count * 60 + 1 << 19)
        }
        let directory = try TemporaryDirectory()
        let path = try directory.write("a.rss", text)
        try ArticleSource().read(.path(path), onProgress: { consumed = $0 }, take)
        #expect(bodies == ["rain & sun"] && count == 20_000)
    }

    @Test func moreElementsThanAnArticleCanHaveAreAFailure() throws {
        let text = rss("<item>\(String(repeating: "<b/>", count: 5000))</item>\n<item><title>Two</title></item>")
        let reading = try read(text, ReadingOptions(maximumArticleBytes: 25_000))
        #expect(reading.failures.map(\.reason) == ["more than 2562 elements in one article"])
        #expect(reading.failures.first?.line == 2 && reading.articles.map(\.title) == ["Two"])
    }

    // MARK: - Properties

    /// Whatever happens to a document, all of it is articles and failures, and no map leads astray.
    @Test(arguments: [81, 82, 83, 84] as [UInt64])
    func aMutatedDocumentIsArticlesAndFailures(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let fixtures = [
            RSSReaderTests.feed, AtomReaderTests.feed, NITFReaderTests.document, NewsMLG2ReaderTests.message,
        ].map { Array($0.utf8) }
        let pieces =
            [
                "<", ">", "&", "]]>", "<![CDATA[", "</item>", "<item>", "<p>", "\"", "<!--", "-->", "&#0;", "&amp;",
                "<?x", "é",
                "\r\n", "</p>", "<!DOCTYPE a [", "]>", "\u{0}",
            ].map { Array($0.utf8) } + [[0xFF], [0xC3], [0xEF, 0xBB, 0xBF]]
        let directory = try TemporaryDirectory()
        for round in 0..<200 {
            var bytes = fixtures.randomElement(using: &generator) ?? []
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let start = Int.random(in: 0..<bytes.count, using: &generator)
                let end = min(bytes.count, start + Int.random(in: 0...40, using: &generator))
                switch Int.random(in: 0..<5, using: &generator) {
                case 0: bytes.removeSubrange(start..<end)
                case 1: bytes.insert(contentsOf: bytes[start..<end], at: end)
                case 2: bytes[start] = UInt8.random(in: 0...255, using: &generator)
                default: bytes.insert(contentsOf: pieces.randomElement(using: &generator) ?? [], at: start)
                }
            }
            let path = try directory.write("\(round).xml", bytes: bytes)
            let reading = try Reading(path: path)
            let comment: Comment = "seed \(seed), round \(round)"
            try #require(!reading.articles.isEmpty || !reading.failures.isEmpty, comment)
            try #require(reading.failures.allSatisfy { $0.isPresentable && $0.path == path }, comment)
            for article in reading.articles {
                try #require(!article.body.utf8.contains(0) && article.key.utf8.starts(with: path.utf8), comment)
                try #require(article.parts.allSatisfy { $0.range.upperBound <= article.body.utf8.count }, comment)
                if article.sourceMap != nil { try article.expectMapped(to: bytes) }
            }
        }
    }

    /// The same articles come out wherever the blocks of a document end.
    @Test func blocksMakeNoDifference() throws {
        let padding =
            "<item><title>Weather</title><description>\(String(repeating: "Räin & ", count: 9000))</description></item>"
        for shift in 0..<12 {
            let text = RSSReaderTests.feed.replacing(
                "</image>", with: "</image>\(padding)<!--\(String(repeating: "x", count: shift * 97))-->",
                maxReplacements: 1)
            let reading = try read(text)
            #expect(reading.failures.isEmpty)
            let plain = try read(RSSReaderTests.feed)
            #expect(reading.articles.dropFirst().map(\.body) == plain.articles.map(\.body), "shift \(shift)")
            for article in reading.articles where article.sourceMap != nil {
                try article.expectMapped(to: Array(text.utf8))
            }
        }
    }
}
