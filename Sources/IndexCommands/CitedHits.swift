import Articles
import Foundation
import LedeCommands
import PassageIndex

/// Hits as `lede-query` prints them, one JSON object a line or all in one array.
struct CitedHits {
    private(set) var citations: [Citation] = []
    /// What of the input is no hit.
    private(set) var problems: [String] = []

    /// What is read of a hit.
    private struct Hit: Decodable {
        struct Article: Decodable { let key: String }
        struct Passage: Decodable {
            let text: String
            let bytes: [Int]
            let sourceBytes: [Int]?

            enum CodingKeys: String, CodingKey {
                case text, bytes
                case sourceBytes = "source_bytes"
            }
        }

        let article: Article
        let passage: Passage
    }

    /// - Throws: `ArticleFailure` when the file cannot be read, or there is nothing in it.
    init(readFrom file: String) throws(ArticleFailure) {
        var bytes: [UInt8] = []
        try ByteStream(file == "-" ? .standardInput : .path(file)).readAll(into: &bytes)
        self.init(bytes)
        if citations.isEmpty, problems.isEmpty {
            throw ArticleFailure(path: file, reason: "no hits; make some with lede-query --format jsonl")
        }
    }

    init(_ bytes: [UInt8]) {
        let directory = WorkingDirectory.current()
        let decoder = JSONDecoder()
        if bytes.first(where: { $0 > 0x20 }) == UInt8(ascii: "[") {
            if let hits = try? decoder.decode([Hit].self, from: Data(bytes)) {
                for hit in hits { add(hit, directory, place: "a hit") }
            } else {
                problems.append("not an array of hits as lede-query --format json prints it")
            }
            return
        }
        for (number, line) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated()
        where line.contains(where: { $0 > 0x20 }) {
            if let hit = try? decoder.decode(Hit.self, from: Data(line)) {
                add(hit, directory, place: "line \(number + 1)")
            } else {
                problems.append("line \(number + 1) is not a hit as lede-query --format jsonl prints it")
            }
        }
    }

    private mutating func add(_ hit: Hit, _ directory: WorkingDirectory, place: String) {
        guard let bytes = Self.range(hit.passage.bytes) else {
            return problems.append("\(place) has a passage whose bytes are no range")
        }
        citations.append(
            Citation(
                key: directory.stored(key: hit.article.key), text: hit.passage.text, bytes: bytes,
                sourceBytes: hit.passage.sourceBytes.flatMap(Self.range)))
    }

    private static func range(_ bounds: [Int]) -> Range<Int>? {
        guard bounds.count == 2, bounds[0] >= 0, bounds[0] <= bounds[1] else { return nil }
        return bounds[0]..<bounds[1]
    }
}
