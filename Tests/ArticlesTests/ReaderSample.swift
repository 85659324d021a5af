import Articles

/// How the contract suite writes a format. A new reader needs an entry here.
struct ReaderSample: Sendable {
    /// What a file of the format is, as far as the suite has to tell.
    enum Kind {
        /// One article.
        case article
        /// A record on each line.
        case lines
        /// Records of several lines.
        case records
        /// Bytes with a file for each text inside, rather than text.
        case archive
    }

    let kind: Kind
    /// A file with a text on each line or in each record, of those that are no article by themselves.
    let bytes: @Sendable ([String]) -> [UInt8]
    /// The line of the first text.
    var firstLine = 1
    /// How an article says that it stands on a line.
    var lines: @Sendable (Int) -> LineMapping = { .fixed($0) }
    /// Whether files that hold many articles may be in UTF-16.
    var takesUTF16 = false
    /// Whether it is bytes as they were sent, of which no file is in UTF-16.
    var isOfBytes = false
    /// Whether a NUL is replaced and counted, and the article read; else it is no article.
    var replacesNULs = false

    /// Whether a file holds many articles.
    var isContainer: Bool { kind != .article }

    /// A format that is text.
    private static func text(_ kind: Kind, _ file: @escaping @Sendable ([String]) -> String) -> ReaderSample {
        ReaderSample(kind: kind) { Array(file($0).utf8) }
    }

    /// The file of a format that is text.
    func file(_ texts: [String]) -> String { String(decoding: bytes(texts), as: UTF8.self) }

    static let all: [String: ReaderSample] = [
        "archive": ReaderSample(kind: .archive) { texts in
            TapeArchive.bytes(texts.enumerated().map { ("\($0.offset).txt", Array("\($0.element)\n".utf8)) })
        },
        "atom": xml("<feed xmlns='http://www.w3.org/2005/Atom'>", "<entry><content>", "</content></entry>", "</feed>"),
        "csv": table("id,text\n") { "\($0),\"\($1)\"\n" },
        "html": text(.article) { texts in
            "<!doctype html>\n<html>\n<body>\n" + texts.map { "<p>\($0)</p>\n" }.joined() + "</body>\n</html>\n"
        },
        "json": text(.lines) { texts in
            "[" + texts.map { "{\"text\": \"\($0)\"}" }.joined(separator: ",\n") + "]\n"
        },
        "jsonfeed": text(.lines) { texts in
            #"{"version": "https://jsonfeed.org/version/1.1", "title": "Gazette", "items": ["#
                + texts.map { "{\"content_text\": \"\($0)\"}" }.joined(separator: ",\n") + "]}\n"
        },
        "jsonl": text(.lines) { texts in texts.map { "{\"text\": \"\($0)\"}\n" }.joined() },
        "mail": {
            var sample = text(.article) { texts in mail(texts.map { $0 + "\n\n" }.joined()) }
            sample.isOfBytes = true
            sample.replacesNULs = true
            return sample
        }(),
        "markdown": text(.article) { texts in
            "---\nauthor: Kim\n---\n" + texts.map { $0 + "\n\n" }.joined()
        },
        "mbox": {
            var sample = text(.records) { texts in
                texts.map { "From desk@example.org Tue Sep 12 08:30:00 2023\n" + mail($0 + "\n") + "\n" }.joined()
            }
            sample.isOfBytes = true
            sample.replacesNULs = true
            return sample
        }(),
        "newsml": xml(
            "<newsMessage xmlns='http://iptc.org/std/nar/2006-10-01/'><itemSet>",
            "<newsItem><contentSet><inlineData contenttype='text/plain'>", "</inlineData></contentSet></newsItem>",
            "</itemSet></newsMessage>"),
        "nitf": text(.article) { texts in
            let paragraphs = texts.map { "<p>\($0)</p>" }.joined()
            return "<nitf><body><body.content>\(paragraphs)</body.content></body>\n</nitf>\n"
        },
        "org": text(.article) { texts in "#+AUTHOR: Kim\n" + texts.map { $0 + "\n\n" }.joined() },
        "rss": xml("<rss version='2.0'><channel>", "<item><description>", "</description></item>", "</channel></rss>"),
        "rst": text(.article) { texts in
            "Ferry news\n==========\n\n:author: Kim\n\n" + texts.map { $0 + "\n\n" }.joined()
        },
        "text": text(.article) { texts in texts.map { $0 + "\n" }.joined() },
        "tsv": table("id\ttext\n") { "\($0)\t\($1)\n" },
        "xml": xml("<rss version='2.0'><channel>", "<item><description>", "</description></item>", "</channel></rss>"),
        "mhtml": {
            var sample = text(.article) { texts in
                """
                From: <Saved by a browser>
                MIME-Version: 1.0
                Content-Type: multipart/related; type="text/html"; boundary="page"

                --page
                Content-Type: text/html; charset=utf-8
                Content-Location: https://example.org/a

                <!doctype html><html><body>
                \(texts.map { "<p>\($0)</p>\n" }.joined())</body></html>
                --page--

                """
            }
            sample.isOfBytes = true
            return sample
        }(),
        "warc": {
            var sample = text(.records) { texts in
                texts.enumerated().map { number, text in
                    WARCFixture.response(
                        text, type: "text/plain; charset=utf-8", target: "https://example.org/\(number)")
                }.joined()
            }
            sample.isOfBytes = true
            return sample
        }(),
    ]

    /// The formats that are text.
    static let textNames = ReaderContractTests.names.filter { all[$0]?.kind != .archive }

    /// A table with an article on each line behind the header.
    private static func table(_ header: String, _ row: @escaping @Sendable (Int, String) -> String) -> ReaderSample {
        var sample = text(.lines) { texts in header + texts.enumerated().map { row($0.offset, $0.element) }.joined() }
        sample.firstLine = 2
        return sample
    }

    /// XML with an article on each line.
    private static func xml(_ begin: String, _ start: String, _ end: String, _ finish: String) -> ReaderSample {
        var sample = text(.lines) { texts in
            begin + texts.map { start + $0 + end }.joined(separator: "\n") + finish + "\n"
        }
        sample.lines = { .listed([$0]) }
        sample.takesUTF16 = true
        return sample
    }

    private static func mail(_ body: String) -> String {
        """
        From: Press Desk <desk@example.org>
        Date: Tue, 12 Sep 2023 08:30:00 +0000
        MIME-Version: 1.0
        Content-Type: text/plain; charset=utf-8
        Content-Transfer-Encoding: 8bit

        \(body)
        """
    }
}
