import Articles
import Testing

@Suite struct JSONLinesReaderTests {
    private func article(_ line: String, _ options: ReadingOptions = ReadingOptions()) throws -> Article {
        let reading = try Reading(line + "\n", named: "a.jsonl", options)
        #expect(reading.failures.isEmpty)
        return try #require(reading.articles.first)
    }

    private func id(_ line: String) throws -> String {
        let key = try article(line).key
        return String(key[key.index(after: try #require(key.firstIndex(of: "#")))...])
    }

    @Test func readsAllFields() throws {
        let article = try article(
            #"{"id": "a-1", "title": "Ferry sinks", "text": "It sank.\nThen", "date": "Sept. 12, 2023", "#
                + #""author": ["Jane Doe", "Kim Min"], "source": "The Daily", "url": "https://example.org/1", "#
                + #""language": "en", "other": {"a": [1, {"b": null}]}}"#)
        #expect(article.key.hasSuffix("/a.jsonl#a-1"))
        #expect(article.title == "Ferry sinks")
        #expect(article.body == "It sank.\nThen")
        #expect(article.published?.text == "2023-09-12")
        #expect(article.author == "Jane Doe, Kim Min")
        #expect(article.source == "The Daily")
        #expect(article.url == "https://example.org/1")
        #expect(article.language == "en")
        #expect(article.lines == .fixed(1))
        #expect(article.replacements == 0)
    }

    @Test(arguments: [
        (#"{"text": "a"}"#, "a"),
        (#"{"body": "a"}"#, "a"),
        (#"{"content": "a"}"#, "a"),
        (#"{"content": "c", "body": "b", "text": "a"}"#, "a"),
        (#"{"text": null, "body": "b"}"#, "b"),
        (#"{"text": {"a": 1}, "body": "b"}"#, "b"),
        (#"{"text": true, "body": "b"}"#, "b"),
        (#"{"text": ["a", "b"]}"#, "a\n\nb"),
        (#"{"text": 17}"#, "17"),
        (#"{"title": "a"}"#, ""),
        (#"{"title": "a", "text": null}"#, ""),
        (#"  {"text": "a"}  "#, "a"),
        (#"{"text": "caf\u00e9 \ud83d\ude00 \/ \t"}"#, "café 😀 / \t"),
    ])
    func findsTheText(line: String, expected: String) throws {
        #expect(try article(line).body == expected)
    }

    @Test func readsMappedNames() throws {
        var map = FieldMap()
        try map.map("text=maintext")
        try map.map("id=key")
        let article = try article(
            #"{"key": 7, "id": 8, "maintext": "a", "text": "b"}"#, ReadingOptions(fieldMap: map))
        #expect(article.body == "a")
        #expect(article.key.hasSuffix("#7"))
    }

    @Test(arguments: [
        (#"{"id": "x", "url": "u", "text": "a"}"#, "x"),
        (#"{"id": 17, "text": "a"}"#, "17"),
        (#"{"id": -1, "text": "a"}"#, "-1"),
        (#"{"id": 9007199254740993, "text": "a"}"#, "9007199254740993"),
        (#"{"id": 1.5, "text": "a"}"#, "1.5"),
        (#"{"id": "", "url": "u", "text": "a"}"#, "u"),
        (#"{"id": null, "url": "u", "text": "a"}"#, "u"),
        (#"{"id": {}, "link": "u", "text": "a"}"#, "u"),
        (#"{"id": "a\u0000b", "text": "a"}"#, "a\u{FFFD}b"),
    ])
    func namesTheRecord(line: String, expected: String) throws {
        #expect(try id(line) == expected)
    }

    /// 64 bits of FNV-1a over title, line feed and text: written into indexes, so it must never change.
    @Test(arguments: [
        (#"{"title": "Ferry sinks", "text": "It sank."}"#, "Ferry sinks\nIt sank."),
        (#"{"text": "It sank.", "date": "2023", "title": "Ferry sinks"}"#, "Ferry sinks\nIt sank."),
        (#"{"text": "a"}"#, "\na"),
    ])
    func aRecordWithoutAnIdIsNamedByItsText(line: String, hashed: String) throws {
        let hash = hashed.utf8.reduce(14_695_981_039_346_656_037 as UInt64) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 }
        let digits = String(hash, radix: 16)
        #expect(try id(line) == String(repeating: "0", count: 16 - digits.count) + digits)
    }

    @Test func theHashIsPinned() throws {
        #expect(try id(#"{"title": "Ferry sinks", "text": "It sank."}"#) == "c2295a05e9abd9c1")
    }

    @Test(
        arguments: [
            (#""2023-09-12""#, "2023-09-12"),
            (#""2023-09-12T08:30:00+09:00""#, "2023-09-11T23:30:00Z"),
            ("1694507400", "2023-09-12T08:30:00Z"),
            ("1694507400.25", "2023-09-12T08:30:00Z"),
            ("1694507400000", "2023-09-12T08:30:00Z"),
            (#""1694507400""#, "2023-09-12T08:30:00Z"),
            ("20230912", "2023-09-12"),
            ("2023", "2023"),
            ("0", "1970-01-01T00:00:00Z"),
            (#""soon""#, nil),
            (#""nan""#, nil),
            (#""""#, nil),
            ("null", nil),
            ("true", nil),
            ("{}", nil),
            ("1e300", nil),
        ] as [(String, String?)])
    func readsTheDate(value: String, expected: String?) throws {
        #expect(try article(#"{"text": "a", "date": \#(value)}"#).published?.text == expected)
        #expect(try article(#"{"text": "a", "published": \#(value)}"#).published?.text == expected)
    }

    @Test(arguments: [
        (#"{"text": "a\ud83d"}"#, "a\u{FFFD}", 1),
        (#"{"text": "\ude00a"}"#, "\u{FFFD}a", 1),
        (#"{"text": "\ud83d\ud83d\ude00"}"#, "\u{FFFD}😀", 1),
        (#"{"text": "\ud83dx\ude00"}"#, "\u{FFFD}x\u{FFFD}", 2),
        (#"{"text": "\\ud83d \ud83d"}"#, "\\ud83d \u{FFFD}", 1),
        (#"{"text": "a\u0000b\u0000"}"#, "a\u{FFFD}b\u{FFFD}", 2),
        (#"{"text": "\ud83d\u0000"}"#, "\u{FFFD}\u{FFFD}", 2),
        (#"{"text": "\ufffd"}"#, "\u{FFFD}", 0),
    ])
    func replacesWhatIsNoText(line: String, expected: String, replacements: Int) throws {
        let article = try article(line)
        #expect(article.body == expected)
        #expect(article.replacements == replacements)
    }

    @Test func decidesTheEncodingLineByLine() throws {
        let lines: [[UInt8]] = [
            Array("{\"text\": \"caf\u{E9} in Malm\u{F6}\"}\n".utf8),
            Array("{\"text\": \"caf".utf8) + [0xE9] + Array(" in Malm".utf8) + [0xF6] + Array("\"}\n".utf8),
            Array("{\"text\": \"\u{E9}\u{E9}\u{E9}".utf8) + [0xFF] + Array("\"}\n".utf8),
        ]
        let reading = try Reading(lines.joined(), named: "a.jsonl")
        #expect(reading.failures.isEmpty)
        #expect(reading.articles.map(\.body) == ["café in Malmö", "café in Malmö", "ééé\u{FFFD}"])
        #expect(reading.articles.map(\.replacements) == [0, 0, 1])
    }

    @Test(arguments: [
        "{}", #"{"id": 1}"#, #"{"text": ""}"#, #"{"text": " \n"}"#, #"{"title": " ", "text": " "}"#, #"{"text": null}"#,
        #"{"title": "", "body": []}"#,
    ])
    func aRecordWithoutTextIsReported(line: String) throws {
        let reading = try Reading("\n" + line + "\n" + #"{"text": "a"}"#, named: "a.jsonl")
        #expect(reading.articles.map(\.lines) == [.fixed(3)])
        #expect(reading.failures.map(\.line) == [2])
        #expect(reading.failures.first?.reason.hasPrefix("no text") == true)
        #expect(reading.failures.first?.reason.contains("--map text=NAME") == true)
    }

    @Test(arguments: [
        #"{"text": "a"#, #"{"text": "a"}}"#, #"{"text": a}"#, #"{"text" "a"}"#, "{", "[1]", #""a""#, "17", "null",
        "text",
        "{\"text\": \"a\tb\u{1}\"}", "\u{1B}[31m{}", #"{"text": "\u12"}"#, #"{"text": "\x"}"#, "{\"a\u{2028}\u{1B}[2J",
        "{\u{1}}", "{\u{301}", #"{"text": "a"} {"text": "b"}"#, "{\"text\":\u{85}}",
    ])
    func brokenJSONIsReportedOnOneLine(line: String) throws {
        let reading = try Reading(#"{"text": "a"}"# + "\r\n\r\n" + line + "\n" + #"{"text": "b"}"#, named: "a.jsonl")
        #expect(reading.articles.map(\.body) == ["a", "b"])
        #expect(reading.articles.map(\.lines) == [.fixed(1), .fixed(4)])
        let failure = try #require(reading.failures.first)
        #expect(reading.failures.count == 1)
        #expect(failure.line == 3)
        #expect(failure.path.hasSuffix("/a.jsonl"))
        #expect(failure.reason.hasPrefix("not a JSON object: "))
        #expect(failure.isPresentable, "\(failure.reason)")
    }

    @Test(arguments: [
        (#"{"id": 2, "text":"#, "it ends too early"),
        (#"{"text": "a"#, "it ends too early"),
        ("[1]", "it begins with “[”"),
        ("\u{1B}[2J", "it begins with “\u{FFFD}”"),
    ])
    func saysWhatIsBroken(line: String, reason: String) throws {
        let reading = try Reading(line, named: "a.jsonl")
        #expect(reading.failures.map(\.reason) == ["not a JSON object: " + reason])
    }

    @Test(arguments: [#"{"text": a}"#, #"{"text" "a"}"#, #"{"text": "\x"}"#])
    func saysWhereItIsBroken(line: String) throws {
        let reading = try Reading(line, named: "a.jsonl")
        #expect(reading.failures.first?.reason.contains("character") == true)
    }

    @Test func nestingWithoutEndIsAFailure() throws {
        let deep = #"{"text": "# + String(repeating: "[", count: 1_000_000)
        let reading = try Reading(deep + "\n" + #"{"text": "b"}"#, named: "a.jsonl")
        #expect(reading.articles.map(\.body) == ["b"])
        #expect(reading.failures.count == 1)
    }

    @Test func theLastLineNeedsNoLineFeed() throws {
        let reading = try Reading("\n \t\n" + #"{"text": "a"}"#, named: "a.jsonl")
        #expect(reading.failures.isEmpty)
        #expect(reading.articles.map(\.lines) == [.fixed(3)])
    }

    /// Lines of all lengths about the size of a block, so that line ends fall on every side of its edge.
    @Test func linesMayLieAcrossBlocks() throws {
        let texts = (0..<40).map { String(repeating: "\($0 % 10)", count: 26_000 + $0 * 7) }
        let text = texts.map { "{\"text\": \"\($0)\"}\n" }.joined()
        let reading = try Reading(text, named: "a.jsonl")
        #expect(reading.failures.isEmpty)
        #expect(reading.articles.map(\.body) == texts)
        #expect(reading.articles.map(\.lines) == (1...40).map { .fixed($0) })
    }
}
