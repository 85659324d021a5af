import Articles
import PassageSearch

@testable import LedeCommands

/// Hits with everything a format may stumble over.
enum SampleHits {
    static let directory = WorkingDirectory("/archive")

    static let plain = hit(
        id: 1, path: "/archive/world/train.txt", title: "Train leaves", text: "An armoured train left.",
        highlights: [3..<11, 12..<17])

    static let all = [
        plain,
        hit(
            id: 1, path: "/archive/world/train.txt", title: "Train leaves", index: 1, text: "A second passage.",
            highlights: [2..<8]),
        hit(id: 2, path: "/elsewhere/b.md", title: "\u{1B}[31mRed\u{7} title\u{202E}", text: "esc \u{1B}]0;x\u{7} end"),
        hit(
            id: 3, path: "/archive/wire.jsonl", member: "q\"7\\", title: "He said \"no\"",
            text: "tab\there\nline\r\nend"),
        hit(id: 4, path: "/archive/한국어.txt", title: "한국어 제목", text: "東京で会議。👩‍👩‍👧 🇰🇷 e\u{301}te\u{301}", highlights: [0..<6]),
        hit(id: 5, path: "/archive/-odd name.txt", title: "", text: "no title"),
        hit(id: 6, path: "-", title: nil, text: ""),
        hit(id: 7, path: "/archive/new\nline\t.txt", title: "c1 \u{9B} del \u{7F} sep \u{2028}", text: "nul \0 end"),
        hit(
            id: 8, path: "/archive/h.txt", title: "Printed elsewhere, too", text: "a story",
            duplicates: [
                summary(id: 9, path: "/archive/bad\u{1B}.txt", title: nil),
                summary(
                    id: 10, path: "/archive/wire.jsonl", member: "10", title: "The\u{7} story",
                    source: "Bad\n\u{9B}paper"),
            ]),
    ]

    static func hit(
        id: Int64, path: String, member: String? = nil, title: String?, index: Int = 0, text: String,
        highlights: [Range<Int>] = [], duplicates: [Hit.ArticleSummary] = []
    ) -> Hit {
        Hit(
            rank: Int(id), score: 12.34567,
            article: summary(
                id: id, path: path, member: member, title: title, source: id == 2 ? nil : "World desk"),
            passage: .init(index: index, text: text, line: 3, bytes: 10..<(10 + text.utf8.count)),
            highlights: highlights, duplicates: duplicates)
    }

    static func summary(
        id: Int64, path: String, member: String? = nil, title: String?, source: String? = nil
    ) -> Hit.ArticleSummary {
        .init(
            id: id, key: member.map { "\(path)#\($0)" } ?? path, path: path, title: title,
            published: PublicationDate(stored: "2023-09-12T08:30:00Z"), source: source, language: "en")
    }

    static func context(_ palette: Palette = .plain, columns: Int = 80, terminator: String = "\n") -> OutputContext {
        OutputContext(directory: directory, palette: palette, columns: columns, terminator: terminator)
    }
}

extension OutputFormat {
    /// What the format prints of some hits.
    func output(_ hits: [Hit], _ context: OutputContext = SampleHits.context()) -> String {
        var text = ""
        switch make {
        case .passages(let make):
            var formatter = make(context)
            formatter.begin(&text)
            for hit in hits { formatter.append(hit, to: &text) }
            formatter.end(&text)
        case .articles(let make):
            var formatter = make(context)
            var bytes: [UInt8] = []
            for hit in hits {
                formatter.append(ArticleHit(rank: hit.rank, score: hit.score, article: hit.article), to: &bytes)
            }
            text = String(decoding: bytes, as: UTF8.self)
        }
        return text
    }
}
