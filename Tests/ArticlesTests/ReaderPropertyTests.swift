import Articles
import TestSupport
import Testing

/// What holds for any bytes at all.
@Suite struct ReaderPropertyTests {
    /// Bytes of all kinds: pieces that mean something to a reader or to a compression, and any others.
    private static func randomBytes(_ generator: inout SplitMix64) -> [UInt8] {
        let pieces: [[UInt8]] =
            [
                "---\n", "...\n", "title: ", "\n", "\r\n", "\n\n", "{\"text\": \"", "\"}\n",
                "{\"title\":\"a\",\"body\":", "}", "[", "[1,2",
                "\\u0000", "\\ud800", "\\", "\"", "# ", "===\n", "- ", ": ", "&a ", "*a", "null", " ", "It sank.", "é",
                "👩‍👩‍👧", "\u{2028}",
                "\"a\\0b\"", "date: 2023-09-12\n", "\u{1B}[31m", "\u{0}", "\u{85}", "? ", "!!binary ", "%YAML", "<<: ",
                "|\n",
                "From a@b.example Tue Sep 12 08:30:00 2023\n", "Subject: ", "From: a@b.example\n",
                "MIME-Version: 1.0\n", "Content-Type: multipart/related; boundary=b\n",
                "Content-Type: text/html; charset=", "Content-Transfer-Encoding: base64\n", "--b", "--b--\n",
                "=?utf-8?Q?=41?=", "Message-ID: <a@b>\n", "WARC/1.0\r\n", "WARC-Type: resource\r\n",
                "Content-Type: text/plain\r\n", "Content-Length: 9\r\n", "\r\n\r\n",
            ].map { Array($0.utf8) } + [
                [0xEF, 0xBB, 0xBF], [0xFF, 0xFE], [0xFE, 0xFF], [0x1F, 0x8B, 8, 0], [0x28, 0xB5, 0x2F, 0xFD],
                [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], [0x42, 0x5A, 0x68, 0x39], [0xE9], [0xC3],
            ]
        var bytes: [UInt8] = []
        for _ in 0..<Int.random(in: 0...14, using: &generator) {
            if Int.random(in: 0..<5, using: &generator) > 0 {
                bytes += pieces.randomElement(using: &generator) ?? []
            } else {
                bytes += (0..<Int.random(in: 1...8, using: &generator)).map { _ in
                    UInt8.random(in: 0...255, using: &generator)
                }
            }
        }
        return bytes
    }

    @Test(arguments: ReaderContractTests.names, [61, 62] as [UInt64])
    func everythingIsAnArticleOrAFailure(name: String, seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let directory = try TemporaryDirectory()
        for round in 0..<800 {
            let bytes = Self.randomBytes(&generator)
            let limit = [16, 1 << 20].randomElement(using: &generator) ?? 16
            // A file of its own each time: to write one anew waits for the disk.
            let path = try directory.write("article\(round)", bytes: bytes)
            let reading = try Reading(path: path, ReadingOptions(format: name, maximumArticleBytes: limit))
            let comment: Comment = "seed \(seed), round \(round), limit \(limit): \(bytes)"
            try #require(!reading.articles.isEmpty || !reading.failures.isEmpty, comment)
            for article in reading.articles {
                let texts = [
                    article.key, article.body, article.title, article.author, article.source, article.url,
                    article.language,
                ].compactMap { $0 }
                try #require(texts.allSatisfy { !$0.utf8.contains(0) }, comment)
                try #require(
                    article.key == path || article.key.hasPrefix(path + "#") || article.key.hasPrefix(path + "!"),
                    comment)
                try #require(article.title?.isEmpty != true && article.replacements >= 0, comment)
                let isEmpty = article.title == nil && article.body.allSatisfy(\.isWhitespace)
                try #require(!isEmpty || article.identity?.isWithdrawn == true, comment)
            }
            for failure in reading.failures {
                try #require(
                    failure.path == path || failure.path.hasPrefix(path + "#") || failure.path.hasPrefix(path + "!"),
                    comment)
                try #require(failure.isPresentable, comment)
                try #require(failure.line.map { $0 >= 1 } ?? true, comment)
            }
        }
    }

    /// The body's lines lead back to the lines of the file.
    @Test(arguments: ["markdown", "org", "rst", "text"], [71, 72] as [UInt64])
    func theBodyIsTheEndOfTheFile(name: String, seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let pieces = [
            "---", "title: a", "author: b", "# Ferry sinks", "Ferry sinks", "===", "", " ", "It sank.",
            ":author: b", ":PROPERTIES:", ":END:", "  on", ".. comment", "#+TITLE: a", "* Ferry sinks", "=====",
            String(repeating: "rain ", count: 20),
        ]
        let directory = try TemporaryDirectory()
        for round in 0..<500 {
            let lines = (0..<Int.random(in: 1...8, using: &generator)).map { _ in
                pieces.randomElement(using: &generator) ?? ""
            }
            let lineEnd = Bool.random(using: &generator) ? "\n" : "\r\n"
            let text = lines.joined(separator: lineEnd)
            let path = try directory.write("article\(round)", bytes: text.utf8)
            for article in try Reading(path: path, ReadingOptions(format: name)).articles {
                guard case .counted(let first) = article.lines else {
                    Issue.record("lines are counted")
                    continue
                }
                let expected = lines.dropFirst(first - 1).joined(separator: lineEnd)
                try #require(article.body == expected, "seed \(seed), round \(round): \(text.debugDescription)")
                let end = text.utf8.count
                let map = SourceMap(count: expected.utf8.count, at: end - expected.utf8.count)
                try #require(article.sourceMap == map, "seed \(seed), round \(round): \(text.debugDescription)")
            }
        }
    }
}
