import Articles
import TestSupport
import Testing

@Suite struct JSONReaderTests {
    private func read(_ text: String, _ options: ReadingOptions = ReadingOptions()) throws -> Reading {
        try Reading(text, named: "a.json", options)
    }

    @Test(arguments: [
        #"[{"text": "a"}, {"text": "b"}]"#,
        "\u{FEFF}[\n{\"text\": \"a\"}\n,\n{\"text\": \"b\"}\n]\n",
        #"[{"text":"a"},{"text":"b"},]"#,
        #"{"articles": [{"text": "a"}, {"text": "b"}]}"#,
        #"{"status": "ok", "total": 2, "articles": [{"text": "a"}, {"text": "b"}], "next": [{"text": "c"}]}"#,
        #"{"title": "News", "Items" : [ {"text": "a"}, {"text": "b"} ] }"#,
        #"{"response": {"docs": [{"text": "a"}, {"text": "b"}]}, "facets": {"a": []}}"#,
        #"{"tags": [{"name": "x"}, {"name": "y"}], "found": [{"text": "a", "tags": [{"text": "c"}]}, {"text": "b"}]}"#,
        #"{"a": [], "b": [[{"text": "x"}]], "c": ["[{", "\"}]"], "found": [{"text": "a"}, {"text": "b"}]}"#,
        #"{"text": "a"}{"text": "b"}"#,
        "{\n  \"text\": \"a\"\n}\n{\n  \"text\": \"b\"\n}\n",
        #"{"text": "a"}, {"text": "b"},"#,
        "\u{1E}{\"text\": \"a\"}\n\u{1E}{\"text\": \"b\"}\n",
        #"[{"text": "a"}] [{"text": "b"}]"#,
        #"[{"text": "a", "x": [{"text": "y"}, {"z": {}}]}, {"text": "b"}]"#,
    ])
    func findsTheArticles(text: String) throws {
        let reading = try read(text)
        #expect(reading.failures.isEmpty)
        #expect(reading.articles.map(\.body) == ["a", "b"])
    }

    @Test(arguments: [
        #"{"text": "a", "title": "b"}"#,
        #"{"text": "a", "comments": [{"text": "b"}]}"#,
        #"{"text": "a", "items": [{"text": "b"}]}"#,
        #"{"authors": [{"name": "Kim"}], "tags": [], "text": "a"}"#,
        #"{"meta": {"images": [{"width": 1}, {"width": 2}]}, "text": "a"}"#,
    ])
    func anObjectWithATextIsOneArticle(text: String) throws {
        let reading = try read(text)
        #expect(reading.failures.isEmpty)
        #expect(reading.articles.map(\.body) == ["a"])
    }

    @Test func readsTheFieldsOfJSONLines() throws {
        let reading = try read(
            """
            [
              {
                "id": 9007199254740993,
                "headline": "Ferry sinks",
                "content": ["It sank.", "Then it was raised."],
                "date": 1694507400,
                "authors": ["Jane Doe", "Kim Min"]
              },
              {"id": 8, "text": "b"}
            ]
            """)
        #expect(reading.failures.isEmpty)
        let article = try #require(reading.articles.first)
        #expect(article.key.hasSuffix("/a.json#9007199254740993"))
        #expect(article.body == "It sank.\n\nThen it was raised.")
        #expect(article.published?.text == "2023-09-12T08:30:00Z")
        #expect(article.author == "Jane Doe, Kim Min")
        #expect(reading.articles.map(\.lines) == [.fixed(2), .fixed(9)])
    }

    @Test(arguments: [
        (#"[{"text": "a"}, {"text": b}, {"text": "c"}]"#, ["a", "c"], "invalid value"),
        (#"[{"text": "a"}, 17, {"text": "c"}]"#, ["a", "c"], "it begins with “1”"),
        (#"[{"text": "a"}, "x, {y}", {"text": "c"}]"#, ["a", "c"], "it begins with “\"”"),
        (#"[{"text": "a"}, [1, {"text": "b"}], {"text": "c"}]"#, ["a", "c"], "it begins with “[”"),
        (#"[{"text": "a"}, null {"text": "c"}]"#, ["a", "c"], "it begins with “n”"),
        (#"[{"text": "a"}, {"text": "b"]}, {"text": "c"}]"#, ["a", "c"], ""),
        (#"[{"text": "a"}, {"text": ["b"}, {"text": "c"}]"#, ["a", "c"], ""),
        ("[{\"text\": \"a\"},\n{\"text\": \"b},\n {\"text\": \"c\"}]", ["a", "c"], ""),
        ("{\"text\": \"a\"}\nThe end.\n{\"text\": \"c\"}", ["a", "c"], "it begins with “T”"),
        ("{\"text\": \"a\"}\n{\"text\": \"b\n{\"text\": \"c\"}\n", ["a", "c"], ""),
        (#"{"items": [{"text": b}, {"text": "c"}]}"#, ["c"], "invalid value"),
        (#"[{"text": "a"}, {"text": "c"#, ["a"], "it ends too early"),
    ])
    func oneBrokenElementIsOneFailure(text: String, bodies: [String], reason: String) throws {
        let reading = try read(text)
        #expect(reading.articles.map(\.body) == bodies)
        #expect(reading.failures.count == 1)
        let failure = try #require(reading.failures.first)
        #expect(failure.isPresentable && failure.reason.hasPrefix("not a JSON object: \(reason)"), "\(failure.reason)")
    }

    @Test(arguments: [#"[{"text": "a"}"#, #"[{"text": "a"},"#, #"{"articles": [{"text": "a"}]"#])
    func anOpenEndIsReported(text: String) throws {
        let reading = try read(text + "\n")
        #expect(reading.articles.map(\.body) == ["a"])
        #expect(reading.failures.map(\.reason) == ["cut off: the JSON ends too early"])
    }

    @Test(arguments: ["[]", "[ ] \n", "[[]", "{}", #"{"articles": []}"#, "[{}]", "true", "[,]"])
    func noArticleIsAFailure(text: String) throws {
        let reading = try read(text)
        #expect(reading.articles.isEmpty && !reading.failures.isEmpty)
    }

    @Test func aLongElementDoesNotEndTheReading() throws {
        let long = String(repeating: "rain ", count: 100_000)
        let options = ReadingOptions(maximumArticleBytes: 1000)
        for (start, end) in [("[", "]"), (#"{"docs": ["#, #"], "rest": "\#(long)"}"#), ("", "")] {
            let reading = try read(
                start + "{\"text\": \"a\"},\n{\"text\": \"\(long)\"},\n{\"text\": \"c\"}" + end, options)
            #expect(reading.articles.map(\.body) == ["a", "c"])
            #expect(reading.failures.map(\.line) == [2])
        }
    }

    @Test func nestingWithoutEndIsAFailure() throws {
        let deep = String(repeating: "[{\"a\":", count: 300_000)
        let reading = try read("[{\"text\": \"a\"}, " + deep)
        #expect(reading.articles.map(\.body) == ["a"])
        #expect(reading.failures.count == 1)
    }

    /// Wherever the blocks end, the same is read.
    @Test(arguments: [101, 102] as [UInt64])
    func blocksMakeNoDifference(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let pieces = [
            "[", "]", "{", "}", ",", "\n", " ", "\"", "\\", "{\"text\": \"a\"}", "{\"text\": \"It \\\"sank\\\".\"}",
            "\"items\": [", "\"found\": [", "\"text\": \"b\"", "\"tags\": [{\"name\": 1}]", "17", ":", "{\"text\": \"b",
        ]
        for round in 0..<300 {
            let text = (0..<Int.random(in: 1...14, using: &generator))
                .map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
            let whole = Scanned(text, by: text.utf8.count)
            for size in [1, 2, 7] {
                #expect(Scanned(text, by: size) == whole, "seed \(seed), round \(round): \(text.debugDescription)")
            }
        }
    }

    @Test(
        arguments: [
            ("{\"text\": \"a\"}\n{\"text\": \"b\"}\n", "jsonl"),
            ("{\"text\": \"a\"}", "jsonl"),
            (" \n{\"text\": [\"}\"]} \r\n", "jsonl"),
            ("{\"text\": \"a\n{\"text\": \"b\"}\n", "jsonl"),
            ("{\n\"text\": \"a\"\n}\n", "json"),
            ("{\"articles\": [\n{\"text\": \"a\"}]}", "json"),
            ("{\"text\": \"no end", "json"),
            ("[", "json"),
            ("\u{FEFF}[{\"text\": \"a\"}]", "json"),
            ("text", nil),
            ("", nil),
        ] as [(String, String?)])
    func isKnownByItsBeginning(text: String, expected: String?) {
        let likely = Array(text.utf8).withUnsafeBufferPointer { bytes in
            ["jsonl", "json"].first { ReaderRegistry.reader(named: $0)?.recognizes(bytes) == .likely }
        }
        #expect(likely == expected)
    }
}
