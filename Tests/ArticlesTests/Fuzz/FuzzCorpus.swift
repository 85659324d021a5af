import Articles

/// What the fuzzing of a reader begins with.
struct FuzzCorpus: Sendable {
    /// Whole inputs of the format.
    var fixtures: [[UInt8]]
    /// Pieces that mean something in the format.
    var tokens: [[UInt8]]

    /// The corpus of a reader: what is listed here, and what the contract suite writes.
    init(reader name: String) {
        let own = Self.listed[name] ?? ([], [])
        fixtures = own.fixtures.map { Array($0.utf8) }
        if let sample = ReaderSample.all[name] {
            for texts in [["A ferry sank."], ["Pjöngjang schweigt.", "북한", "", "It was raised."]] {
                fixtures.append(Array(sample.file(texts).utf8))
            }
        }
        tokens = own.tokens.map { Array($0.utf8) } + Self.anyFormat
    }

    private static let anyFormat: [[UInt8]] =
        [
            "\n", "\r\n", "\n\n", "\r", " ", "\t", "\"", "'", "<", ">", "&", "#", "!", "é", "👩‍👩‍👧", "\u{2028}", "\u{85}",
            "\u{0}",
            "\u{1B}[31m", "0", "-1", "9223372036854775808", "1e999", "2023-09-12", "2023-09-12T24:00:00+14:00",
            "Tue, 12 Sep 2023 08:30:00 GMT", "\u{FFFD}", "e\u{301}\u{301}\u{301}",
        ].map { Array($0.utf8) } + [
            [0xEF, 0xBB, 0xBF], [0xFF, 0xFE], [0xFE, 0xFF], [0x1F, 0x8B, 8, 0], [0x28, 0xB5, 0x2F, 0xFD],
            [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], [0x42, 0x5A, 0x68, 0x39], [0xE9], [0xC3], [0xED, 0xA0, 0x80],
            [0xF4, 0x90, 0x80, 0x80], [0x80],
        ]

    private static let json = [
        "{", "}", "[", "]", ",", ":", "\\", "\\\"", "\\u0000", "\\ud83d", "\\ude00", "\\u12", "null", "true", "-0.0",
        "1.5e3",
        "[{", "}]", "},{", "{}", "[]", "\"text\":", "\"items\":[", "\"articles\": [{", "{\"text\":\"a\"}", "\u{1E}",
        "\"\"", "123456789012345678901234567890",
    ]

    private static let table = ["\"\"", "\",\"", ",", ";", "\t", "|", "sep=;\n", "text", "id", ",,", "\"\n", "\n\""]

    private static let record =
        #"{"id": 7, "title": "Ferry sinks", "text": ["It sank.", "caf\u00e9 \ud83d\ude00"], "#
        + #""date": 1694507400, "author": null, "source": "Gazette", "url": "https://example.org/1", "tags": [{"a": []}]}"#

    private static let listed: [String: (fixtures: [String], tokens: [String])] = [
        "jsonl": ([record + "\n" + record + "\n", "\n \n" + record], json),
        "json": (
            [
                "[\(record), \(record)]", "{\"status\": \"ok\", \"articles\": [\(record)], \"next\": [1, 2]}",
                "{\"meta\": {\"found\": [\(record),\n\(record)]}}", record + record,
                "[\n  {\n    \"text\": \"It sank.\"\n  },\n  {\n    \"body\": \"It was raised.\"\n  }\n]\n",
            ], json
        ),
        "jsonfeed": (
            [
                #"{"version": "https://jsonfeed.org/version/1.1", "title": "Gazette", "authors": [{"name": "Kim"}], "#
                    + #""items": [{"id": "1", "title": "Ferry sinks", "date_published": "2023-09-12T08:30:00Z", "#
                    + #""content_html": "<h2>At sea</h2><p>It &amp; its crew<br>sank.</p><blockquote>Help!</blockquote>"}, "#
                    + #"{"id": 2, "content_text": "It sank.", "authors": [{"name": "Ann"}]}]}"#
            ], json + ["<p>", "</p>", "&amp;", "&#x110000;", "<!--", "<script>", "\"content_html\":", "\"version\":"]
        ),
        "csv": (
            [
                "id,title,text,date\n1,\"Ferry \"\"Anna\"\" sinks\",\"It sank,\nthen it was raised.\",2023-09-12\n2,,a,\n",
                "sep=;\nid;text\r\n1;a\r\n2;\"b;\"\"c\"\"\"\r\n", "a,b\n1,2\n",
            ], table
        ),
        "tsv": (["id\ttitle\ttext\n1\t\"Anna\" sinks\tIt sank.\n2\t\t\"It\n\"\"was\"\" raised.\"\n"], table),
        "markdown": (
            [
                "---\ntitle: \"Ferry sinks\"\nauthor: [Kim, Ann]\ndate: 2023-09-12\n---\n\n# At sea\n\nIt sank.\n",
                "Ferry sinks\n===\n\nIt *sank*.\n",
            ],
            [
                "---\n", "...\n", "# ", "===\n", "title: ", "- ", ": ", "&a ", "*a", "|\n", "!!binary ", "<<: ",
                "%YAML",
                "? ", "{", "[",
            ]
        ),
        "text": (["Ferry sinks\n\nIt sank.\r\n\r\nIt was raised.\n"], []),
    ]
}
