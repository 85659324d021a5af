import Foundation
import TestSupport
import Testing

@testable import Articles

/// Pages in web archives.
@Suite struct WARCReaderTests {
    private static func page(_ text: String) -> String {
        "<!DOCTYPE html><html><head><title>\(text)</title></head><body><article><p>\(text)</p></article></body></html>"
    }

    private func read(_ records: [[UInt8]], _ options: ReadingOptions = ReadingOptions()) throws -> Reading {
        try Reading(records.joined(), named: "a.warc", options)
    }

    private func response(
        _ text: String, type: String? = "text/html; charset=utf-8", target: String? = "https://example.org/a",
        date: String = "2023-09-12T08:00:00Z", status: String = "200 OK", fields: [String] = []
    ) -> [UInt8] {
        WARCFixture.response(Array(text.utf8), type: type, target: target, date: date, status: status, fields: fields)
    }

    // MARK: Records

    @Test func pagesAreArticles() throws {
        let records = [
            Array(WARCFixture.info.utf8), response(Self.page("A ferry sank.")),
            response(
                Self.page("A bridge closed."), target: "https://example.org/b?c=1#d", date: "2023-09-12T08:00:01.5Z"),
        ]
        let reading = try read(records)
        #expect(reading.failures.isEmpty)
        try #require(reading.articles.count == 2)
        let (ferry, bridge) = (reading.articles[0], reading.articles[1])
        #expect(ferry.key.hasSuffix("/a.warc#https://example.org/a@2023-09-12T08:00:00Z"))
        #expect(bridge.key.hasSuffix("/a.warc#https://example.org/b?c=1#d@2023-09-12T08:00:01.5Z"))
        #expect(ferry.body.contains("A ferry sank.") && ferry.url == "https://example.org/a")
        // The day of the capture is no date of publication.
        #expect(ferry.published == nil && ferry.sourceMap == nil)
    }

    @Test func whatThePageSaysOfItselfCounts() throws {
        let page = """
            <html><head><title>A ferry sank</title><link rel="canonical" href="https://example.org/ferry">
            <meta property="article:published_time" content="2023-09-11T06:00:00Z"></head>
            <body><article><p>A ferry sank off the coast in the night of Monday.</p></article></body></html>
            """
        let article = try #require(try read([response(page)]).articles.first)
        #expect(article.url == "https://example.org/ferry" && article.published?.text == "2023-09-11T06:00:00Z")
        #expect(article.title == "A ferry sank")
    }

    @Test func otherRecordsArePassedOver() throws {
        let others = ["request", "metadata", "revisit", "conversion", "continuation", "nonsense"].map {
            WARCFixture.record(
                $0, Array("GET / HTTP/1.1\r\n\r\n".utf8), fields: ["WARC-Target-URI: https://example.org/"])
        }
        let answers = [
            response("{}", type: "application/json"), response("p {}", type: "text/css"),
            response(Self.page("Gone."), status: "404 Not Found"), response("", status: "301 Moved"),
            response("User-agent: *", type: "text/plain", target: "https://example.org/robots.txt"),
            WARCFixture.record("response", Array("20230912 1 1.2.3.4".utf8), fields: ["Content-Type: text/dns"]),
            WARCFixture.record("response", [], fields: ["Content-Type: application/http"]),
            WARCFixture.record("response", Array("no HTTP".utf8), fields: ["Content-Type: application/http"]),
            WARCFixture.record("resource", [0x89, 0x50], fields: ["Content-Type: image/png"]),
        ]
        let reading = try read(others + answers + [response(Self.page("A ferry sank."))])
        #expect(reading.failures.isEmpty && reading.articles.count == 1)
        let none = try read(others + answers)
        #expect(none.articles.isEmpty && none.failures.map(\.reason) == ["no page in it"])
    }

    @Test func resourcesAndPlainTextsAreRead() throws {
        let resource = WARCFixture.record(
            "resource", Array("A ferry sank.".utf8),
            fields: ["WARC-Target-URI: <file:///ferry.txt>", "WARC-Date: 2023-09-12", "Content-Type: text/plain"],
            version: "1.1")
        let cyrillic = WARCFixture.response(
            [0xCF, 0xE0, 0xF0, 0xEE, 0xEC] + Array(" sank.".utf8), type: "text/plain; charset=windows-1251")
        let reading = try read([resource, cyrillic])
        #expect(reading.articles.map(\.body) == ["A ferry sank.", "Паром sank."])
        #expect(reading.articles.first?.key.hasSuffix("#file:///ferry.txt@2023-09-12") == true)
    }

    @Test func headersMayBeFoldedAndLoose() throws {
        let text =
            "WARC/1.0\nwarc-type:\n response\nWARC-Target-URI: https://example.org/a\ncontent-length:   71\n\n"
            + "HTTP/1.0 200\nContent-TYPE:text/plain;\n charset=utf-8\n\nDie Fähre sank.\n"
        let reading = try Reading(text, named: "a.warc")
        #expect(reading.failures.isEmpty && reading.articles.map(\.body) == ["Die Fähre sank.\n"])
    }

    // MARK: Payloads

    @Test(arguments: Compression.all.filter { ["gzip", "zstd"].contains($0.tool) })
    func packedPagesAreUnpacked(compression: Compression) throws {
        let packed = Array(try #require(Data(base64Encoded: compression.fixture)))
        for encoding in [compression.tool, "x-\(compression.tool)", "identity, \(compression.tool)"] {
            let record = WARCFixture.response(packed, type: "text/plain", fields: ["Content-Encoding: \(encoding)"])
            #expect(try read([record]).articles.map(\.body) == ["{\"text\":\"packed\"}\n"])
        }
    }

    /// The line `{"text":"packed"}` by zlib, in its frame and bare.
    @Test(arguments: [0, 2])
    func deflatedPagesAreUnpacked(frame: Int) throws {
        let bytes = Array(try #require(Data(base64Encoded: "eJyrVipJrShRslIqSEzOTk1RquUCADslBfI=")))
        let packed = frame == 0 ? bytes : Array(bytes.dropFirst(2).dropLast(4))
        let record = WARCFixture.response(packed, type: "text/plain", fields: ["Content-Encoding: deflate"])
        #expect(try read([record]).articles.map(\.body) == ["{\"text\":\"packed\"}\n"])
    }

    @Test(arguments: ["gzip", "deflate", "zstd"])
    func unpackedPagesAreTakenWhateverTheHeaderSays(encoding: String) throws {
        let fields = ["Content-Encoding: \(encoding)", "Transfer-Encoding: chunked"]
        let reading = try read([response("<p>A ferry sank.</p>", type: "text/plain", fields: fields)])
        #expect(reading.articles.map(\.body) == ["<p>A ferry sank.</p>"])
    }

    @Test(arguments: ["br", "compress"])
    func whatCannotBeUnpackedIsNamed(encoding: String) throws {
        let reading = try read([
            response("x", fields: ["Content-Encoding: \(encoding)"]), response(Self.page("A ferry sank."), target: nil),
        ])
        #expect(reading.articles.count == 1)
        #expect(reading.failures.map { $0.reason.contains("“\(encoding)”") } == [true])
        #expect(reading.failures.first?.path.hasSuffix("#https://example.org/a@2023-09-12T08:00:00Z") == true)
    }

    @Test(arguments: [
        ("8\r\nA ferry \r\n5;x=y\r\nsank.\r\n0\r\n\r\n", "A ferry sank."),
        ("8\nA ferry \n5\nsank.\n0\n\n", "A ferry sank."),
        ("00D\r\nA ferry sank.\r\n0\r\nTrailer: x\r\n\r\n", "A ferry sank."),
        ("D\r\nA ferry sank.", "A ferry sank."),
        ("FFFFFFFFFFFFFF\r\nA ferry sank.", "A ferry sank."),
        ("8\r\nA ferry \r\nnonsense", "A ferry "),
        ("A ferry sank.", "A ferry sank."),
    ])
    func chunksAreJoined(body: String, expected: String) throws {
        let reading = try read([response(body, type: "text/plain", fields: ["Transfer-Encoding: chunked"])])
        #expect(reading.articles.map(\.body) == [expected])
    }

    // MARK: Damage

    @Test func aRecordOverTheLimitIsPassedOver() throws {
        let long = String(repeating: "rain ", count: 1000)
        let reading = try read(
            [
                response(long), response(long, type: "image/png"),
                response("A ferry sank.", type: "text/plain", target: "b:c"),
            ],
            ReadingOptions(maximumArticleBytes: 1000))
        #expect(reading.articles.map(\.body) == ["A ferry sank."])
        #expect(reading.failures.map { $0.reason.hasPrefix("longer than") } == [true])
    }

    @Test func aBombIsPassedOver() throws {
        guard let gzip = Compression.installed.first(where: { $0.tool == "gzip" }) else { return }
        let packed = try gzip.packed([UInt8](repeating: 0x20, count: 1 << 20))
        let record = WARCFixture.response(packed, fields: ["Content-Encoding: gzip"])
        let reading = try read(
            [record, response("It sank.", type: "text/plain")], ReadingOptions(maximumArticleBytes: 100_000))
        #expect(reading.articles.map(\.body) == ["It sank."])
        #expect(reading.failures.map { $0.reason.hasPrefix("longer than") } == [true])
    }

    @Test func damageIsToldOnceAndTheRestRead() throws {
        let first = response("A ferry sank.", type: "text/plain")
        let second = response("A bridge closed.", type: "text/plain", target: "https://example.org/b")
        for damage in [
            "garbage\r\nmore\r\n", "WARC/1.0\r\nWARC-Type: response\r\n\r\nlost\r\n", "WARC/9.0\r\nX: y\r\n\r\n",
        ] {
            let reading = try read([first, Array(damage.utf8), second])
            #expect(reading.articles.map(\.body) == ["A ferry sank.", "A bridge closed."])
            #expect(reading.failures.map { $0.reason.hasPrefix("damaged: no record at byte") } == [true], "\(damage)")
        }
    }

    @Test(arguments: [10, 200, 330])
    func aCutIsToldOnceAndWhatCameBeforeKept(length: Int) throws {
        let first = response("A ferry sank.", type: "text/plain")
        let second = response(String(repeating: "A bridge closed. ", count: 20), type: "text/plain")
        let reading = try read([first, Array(second.prefix(length))])
        #expect(reading.articles.map(\.body) == ["A ferry sank."])
        #expect(reading.failures.map { $0.reason.hasPrefix("cut off") } == [true])
    }

    @Test func aLengthThatIsALieAsksForNoMemory() throws {
        let text = "WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/plain\r\nContent-Length: %\r\n\r\nIt sank."
        for length in ["9223372036854775807", "60000000", "-1", "1e9", ""] {
            let reading = try Reading(text.replacing("%", with: length), named: "a.warc")
            #expect(reading.articles.isEmpty && !reading.failures.isEmpty, "\(length)")
        }
    }

    @Test func whatIsNoArchiveIsAFailure() throws {
        let reading = try Reading("<p>It sank.</p>\n", named: "a.warc")
        let reason = "no web archive: it does not begin with a line WARC/1.0 or WARC/1.1"
        #expect(reading.articles.isEmpty && reading.failures.map(\.reason) == [reason])
    }
}
