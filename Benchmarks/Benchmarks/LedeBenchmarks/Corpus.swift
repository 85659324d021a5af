import Foundation
import Lede

/// The text to measure on: the file named by `LEDE_CORPUS` (anything `lede-index` reads), or else English news-like
/// text made of the sample archive's sentences by a seeded generator.
struct Corpus: Sendable {
    /// The file the index is built from.
    let file: String
    let articles: [Article]
    /// Bytes of titles and bodies.
    let textBytes: Int

    static let shared = Corpus()

    /// The first articles, too few for threads to be started.
    static let few = Corpus(firstOf: shared, textBytes: 3_500_000)

    private init(firstOf corpus: Corpus, textBytes limit: Int) {
        var bytes = 0
        articles = Array(
            corpus.articles.prefix { article in
                bytes += Self.textBytes(article)
                return bytes < limit
            })
        textBytes = articles.reduce(0) { $0 + Self.textBytes($1) }
        let records = articles.enumerated().map { number, article in
            Self.line(["id": "few-\(number)", "title": article.title ?? "", "text": article.body])
        }
        file = Self.written(records, to: "lede-benchmark-few.jsonl")
    }

    private static func textBytes(_ article: Article) -> Int {
        (article.title?.utf8.count ?? 0) + article.body.utf8.count
    }

    private init() {
        if let given = ProcessInfo.processInfo.environment["LEDE_CORPUS"] {
            file = given.hasPrefix("/") ? given : FileManager.default.currentDirectoryPath + "/" + given
        } else {
            file = Self.generated(count: 4000)
        }
        var articles: [Article] = []
        do {
            try ArticleSource().read(.path(file)) { result in articles.append(try result.get()) }
        } catch {
            preconditionFailure("the corpus cannot be read: \(error)")
        }
        precondition(!articles.isEmpty, "there is no article in the corpus")
        self.articles = articles
        textBytes = articles.reduce(0) { $0 + Self.textBytes($1) }
    }

    /// Writes a corpus of `count` articles as JSON Lines; returns its path.
    private static func generated(count: Int) -> String {
        let sentences = seedSentences()
        var state: UInt64 = 42
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        var lines: [String] = []
        for number in 0..<count {
            // A rare word of its own and a more frequent one give the queries something to find.
            let text =
                (0..<30).map { _ in sentences[random(sentences.count)] }.joined(separator: " ")
                + " Report\(number) ends with word\(random(200))."
            lines.append(
                line(["id": "\(number)", "title": "Report \(number)", "text": text, "language": "en"]))
        }
        return written(lines, to: "lede-benchmark-corpus.jsonl")
    }

    private static func line(_ record: [String: String]) -> String {
        String(decoding: (try? JSONEncoder().encode(record)) ?? Data(), as: UTF8.self)
    }

    private static func written(_ lines: [String], to name: String) -> String {
        let file = FileManager.default.temporaryDirectory.appending(path: name)
        do {
            try Data(lines.joined(separator: "\n").utf8).write(to: file)
        } catch {
            preconditionFailure("the corpus cannot be written: \(error)")
        }
        return file.path
    }

    private static func seedSentences() -> [String] {
        let world = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../seeds/world").standardizedFileURL
        let files = (try? FileManager.default.contentsOfDirectory(at: world, includingPropertiesForKeys: nil)) ?? []
        var sentences: [String] = []
        for file in files.sorted(by: { $0.path < $1.path }) {
            let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
            sentences += text.split(separator: ". ").map { $0 + "." }
        }
        precondition(!sentences.isEmpty, "the sample archive is not beside the benchmarks")
        return sentences
    }
}
