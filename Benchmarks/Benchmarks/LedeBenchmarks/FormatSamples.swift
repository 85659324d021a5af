import Foundation
import Lede

/// The corpus' articles once more, in the formats that news comes in; the files are made when they are first asked for.
struct FormatSample: Sendable {
    let name: String
    let file: String
    let articles: Int
    /// Bytes of the file, decompressed.
    let bytes: Int

    /// Text of so many bytes goes into each file.
    private static let textBytes = 20_000_000

    static let all = [
        FormatSample("JSON Lines", "articles.jsonl", jsonLines),
        FormatSample("RSS", "articles.rss") {
            "<rss version='2.0'><channel>\n" + $0.map(item).joined() + "</channel></rss>"
        },
        FormatSample("HTML pages in a WARC", "pages.warc") { $0.map(record).joined() },
        FormatSample("the same in a WARC.gz", "pages.warc", compressed: true) { $0.map(record).joined() },
    ]

    private init(_ name: String, _ file: String, compressed: Bool = false, _ write: ([Article]) -> String) {
        var textBytes = 0
        let articles = Array(
            Corpus.shared.articles.lazy.filter { !$0.body.isEmpty }.prefix { article in
                textBytes += article.body.utf8.count
                return textBytes < Self.textBytes
            })
        let data = Data(write(articles).utf8)
        let url = FileManager.default.temporaryDirectory.appending(path: "lede-benchmark-\(file)")
        do {
            try data.write(to: url)
            if compressed { try Self.compress(url) }
        } catch {
            preconditionFailure("the sample cannot be written: \(error)")
        }
        self.name = name
        self.file = url.path + (compressed ? ".gz" : "")
        self.articles = articles.count
        bytes = data.count
    }

    private static func compress(_ url: URL) throws {
        let gzip = Process()
        gzip.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        gzip.arguments = ["gzip", "--force", "--keep", url.path]
        try gzip.run()
        gzip.waitUntilExit()
    }

    /// How many articles are read of the file.
    func read() throws -> Int {
        var count = 0
        try ArticleSource().read(.path(file)) { result in
            _ = try result.get()
            count += 1
        }
        return count
    }

    // MARK: - Formats

    private static func jsonLines(_ articles: [Article]) -> String {
        let encoder = JSONEncoder()
        return articles.enumerated().map { number, article in
            let record = ["id": "\(number)", "title": article.title ?? "", "text": article.body]
            return String(decoding: (try? encoder.encode(record)) ?? Data(), as: UTF8.self) + "\n"
        }.joined()
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing("\0", with: "")
    }

    private static func item(_ article: Article) -> String {
        let title = escaped(article.title ?? "Untitled")
        return "<item><title>\(title)</title><description>\(escaped(article.body))</description></item>\n"
    }

    /// A page with what usually stands around an article.
    private static func page(_ article: Article) -> String {
        let title = escaped(article.title ?? "Untitled")
        let links = (0..<40).map { "<li><a href=\"/section/\($0)\">Section \($0)</a></li>" }.joined()
        let script = String(repeating: "window.track=window.track||[];track.push({event:'view'});", count: 100)
        let paragraphs = article.body.split(separator: "\n").map { "<p class=\"text\">\(escaped(String($0)))</p>\n" }
        return """
            <!doctype html><html lang="en"><head><meta charset="utf-8"><title>\(title)</title><script>\(script)</script></head>
            <body><nav><ul>\(links)</ul></nav><main><article><h1>\(title)</h1>
            \(paragraphs.joined())</article></main><footer><ul>\(links)</ul></footer></body></html>
            """
    }

    private static func record(_ article: Article) -> String {
        let page = page(article)
        let response = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n\(page)"
        return "WARC/1.1\r\nWARC-Type: response\r\nWARC-Date: 2023-09-12T08:30:00Z\r\n"
            + "WARC-Target-URI: https://news.example/\(abs(article.key.hashValue))\r\n"
            + "Content-Type: application/http; msgtype=response\r\nContent-Length: \(response.utf8.count)\r\n\r\n"
            + "\(response)\r\n\r\n"
    }
}
