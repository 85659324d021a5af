import ArticleModel
import Foundation
import TestSupport
import Testing

@testable import Articles

/// Pages of different make-up with the text that is the article's, marked by hand.
@Suite struct HTMLPageTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Pages")

    static let names: [String] = {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return files.filter { $0.hasSuffix(".html") }.map { String($0.dropLast(5)) }.sorted()
    }()

    private static func bytes(_ file: String) throws -> [UInt8] {
        Array(try Data(contentsOf: folder.appending(path: file)))
    }

    private static func article(_ name: String) throws -> Article {
        let reading = try Reading(path: folder.appending(path: "\(name).html").path)
        #expect(reading.failures.isEmpty)
        return try #require(reading.articles.first)
    }

    /// Words, and the letters of scripts without spaces one by one.
    private static func tokens(_ text: String) -> [String: Int] {
        var counts: [String: Int] = [:]
        for word in text.lowercased().split(whereSeparator: { !$0.isLetter && !$0.isNumber }) {
            let isSpaced = word.unicodeScalars.allSatisfy { !(0x3040...0x9FFF).contains($0.value) }
            for token in isSpaced ? [String(word)] : word.map(String.init) { counts[token, default: 0] += 1 }
        }
        return counts
    }

    private static func score(_ text: String, _ expected: String) -> (precision: Double, recall: Double, f1: Double) {
        let (found, wanted) = (tokens(text), tokens(expected))
        let common = found.reduce(0) { $0 + min($1.value, wanted[$1.key] ?? 0) }
        let precision = Double(common) / Double(max(1, found.values.reduce(0, +)))
        let recall = Double(common) / Double(max(1, wanted.values.reduce(0, +)))
        return (precision, recall, common == 0 ? 0 : 2 * precision * recall / (precision + recall))
    }

    @Test func theTextIsTheArticle() throws {
        var sum = 0.0
        var table = ""
        for name in Self.names {
            let article = try Self.article(name)
            let expected = String(decoding: try Self.bytes("\(name).txt"), as: UTF8.self)
            let score = Self.score(article.body, expected)
            sum += score.f1
            let numbers = [score.precision, score.recall, score.f1].map { String(format: "%.3f", $0) }
            table += "\(name.padding(toLength: 14, withPad: " ", startingAt: 0)) \(numbers.joined(separator: "  "))\n"
            #expect(score.f1 >= 0.9, "\(name): \(numbers)\n\(article.body)")
        }
        let mean = sum / Double(max(1, Self.names.count))
        print("page           precision recall f1\n\(table)mean f1 \(String(format: "%.4f", mean))")
        #expect(Self.names.count >= 15 && mean >= 0.95)
    }

    // MARK: - Fields and parts

    private struct Fields: Equatable {
        var title: String?
        var published: String?
        var author: String?
        var source: String?
        var url: String?
        var language: String?

        init(
            _ title: String, _ published: String? = nil, _ author: String? = nil, _ source: String? = nil,
            _ language: String? = "en", _ url: String? = nil
        ) {
            (self.title, self.published, self.author, self.source) = (title, published, author, source)
            (self.language, self.url) = (language, url)
        }

        init(_ article: Article) {
            self.init(
                article.title ?? "", article.published?.text, article.author, article.source, article.language,
                article.url)
        }
    }

    private static let fields: [String: Fields] = [
        "ads": Fields("Town votes to keep its last cinema", "2018-05-21", "Jo Finch", "Valley Post"),
        "agency": Fields(
            "UPDATE 2-Grain exports of Varland fall for third month", "2022-08-09T14:02:00Z", "Newsroom Linden",
            "Meridian Wire"),
        "amp": Fields(
            "El tranvía vuelve a la ribera tras medio siglo", "2019-04-01T08:00:00Z", "Luz Peral",
            "Diario de la Ribera",
            "es", "https://ribera.example/tranvia"),
        "arabic": Fields(
            "افتتاح مكتبة عامة جديدة في حي الزيتون", "2023-01-22", "محرر الشؤون المحلية", "صحيفة الساحل", "ar"),
        "blog": Fields(
            "What I learned from a year of keeping bees", "2019-11-17T20:04:11Z", "Nell Brook", nil, "en",
            "https://slowgarden.example/2019/11/bees/"),
        "chinese": Fields("南岸新建步行桥周末通行", nil, nil, nil, nil),
        "comments": Fields("Why the night train was late, again", nil, "Desk"),
        "drupal": Fields("Molen De Zwaluw draait weer", "2015-09-12T08:00:00Z", nil, nil, "nl"),
        "gallery": Fields("In pictures: the kite festival of Noor", nil, nil, "Island Gazette"),
        "german": Fields(
            "Moorbahn fährt wieder bis Tannrode", "2017-10-02T15:20:00Z", "Grit Halm", "Anzeiger für das Oberland", "de"
        ),
        "interview": Fields("\"A clock is never finished\"", "2014-02-01", "Pia Holm", "Hours & Days"),
        "japanese": Fields("白浜灯台、無人化から三十年で再び公開", "2016-07-18T00:00:00Z", nil, "浜辺新報", "ja"),
        "linked": Fields("Lake Orrin"),
        "newspaper": Fields(
            "Harbour bridge to close for eleven weeks of repairs", "2021-03-04T06:15:00Z", "Ada Larch",
            "The Eastmoor Courier", "en-GB", "https://courier.example/local/harbour-bridge"),
        "nineties": Fields("Daily Lantern: Observatory sees comet a month early", "1997-03-12", "K. Ostrow", nil, nil),
        "paywall": Fields(
            "Inside the workshop that tunes the bells of half a continent", "2022-12-03", "Ines Vale, Tom Reed",
            "Brightwater Review"),
        "print": Fields("Glass recycling plant opens in Merrow", "2011-09-30"),
        "russian": Fields("В Заречном открыли зимний каток", nil, nil, nil, "ru"),
        "scroll": Fields("Library lends out fishing rods"),
        "sections": Fields("Ferry company fined over empty lifeboats", nil, "Dee Marsh, maritime reporter"),
        "short": Fields("Road closed after landslide", nil, nil, "Hill FM"),
        "soup": Fields("The quiet return of the otter", "2020-06-09T12:00:00Z", nil, "Field Letters"),
        "ticker": Fields(
            "Storm live: ferries stop, schools closed along the coast", "2020-02-10T05:30:00Z", nil, "Coast Radio"),
        "webforms": Fields("News - Council approves new school in Elmdale", nil, nil, nil, nil),
        "windows-1252": Fields(
            "La criée de Port-Éloi rouvre après deux ans de travaux", "2009-06-15", "Maëlle Kerbrat", nil, "fr"),
        "wire-pre": Fields("Bulletin 14-112", nil, nil, nil, nil),
    ]

    @Test(arguments: names)
    func fieldsAreThoseThePageStates(name: String) throws {
        #expect(Fields(try Self.article(name)) == Self.fields[name])
    }

    private static func parts(_ article: Article) -> [String] {
        let body = Array(article.body.utf8)
        return article.parts.map { "\($0.role): \(String(decoding: body[$0.range], as: UTF8.self).prefix(30))" }
    }

    @Test func partsAreThoseThePageMarks() throws {
        #expect(
            Self.parts(try Self.article("newspaper")) == [
                "lede: Engineers have found cracks in", "caption: The bridge carries 31,000 vehi",
                "heading: Detours of forty minutes", "quotation: We have eleven drivers and not",
            ])
        #expect(
            Self.parts(try Self.article("agency")) == [
                "dateline: LINDEN, Aug 9 (Meridian)", "caption: Exports in thousand tonnes",
            ])
        #expect(
            Self.parts(try Self.article("german")) == [
                "lede: Nach elf Jahren halten am Sonn", "caption: Der erste Zug bei der Probefah",
                "heading: Stündlich, auch am Wochenende",
            ])
    }

    // MARK: - The source

    /// What the map leads to is a piece of the file with the same words in their order.
    @Test(arguments: names)
    func everyPassageLeadsBackToTheFile(name: String) throws {
        let article = try Self.article(name)
        let source = try Self.bytes("\(name).html")
        guard String(validating: source, as: UTF8.self) != nil else {
            #expect(article.sourceMap == nil, "offsets in another encoding lead nowhere")
            return
        }
        let map = try #require(article.sourceMap)
        let body = Array(article.body.utf8)
        // Words, sentences, paragraphs.
        let boundaries = [0] + body.indices.filter { body[$0] == 0x20 || body[$0] == 0x0A } + [body.count]
        for length in [1, 12, 60] {
            for start in stride(from: 0, to: max(1, boundaries.count - length), by: max(1, length / 3)) {
                let range = boundaries[start]..<boundaries[min(start + length, boundaries.count - 1)]
                let words = String(decoding: body[range], as: UTF8.self).split(whereSeparator: \.isWhitespace)
                guard !words.isEmpty else { continue }
                let piece = try #require(map.source(of: range)).clamped(to: 0..<source.count)
                let text = Self.text(Array(source[piece]))
                var rest = text[...]
                for word in words {
                    let found = try #require(rest.firstRange(of: word), "\(name): “\(word)” in “\(text)”")
                    rest = rest[found.upperBound...]
                }
            }
        }
    }

    private static func text(_ html: [UInt8]) -> String {
        html.withUnsafeBufferPointer { bytes in
            var text = MappedText()
            HTMLFragment.append(bytes, at: nil, to: &text)
            return text.finish(bytes).body
        }
    }

    /// The lines that the article says its lines begin on have their first word.
    @Test(arguments: names)
    func linesAreThoseOfTheFile(name: String) throws {
        let article = try Self.article(name)
        guard article.sourceMap != nil, case .listed(let lines) = article.lines else { return }
        let source = String(decoding: try Self.bytes("\(name).html"), as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false)
        let body = article.body.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(body.count == lines.count)
        for (text, line) in zip(body, lines) {
            guard let word = text.split(separator: " ").first else { continue }
            let there = Self.text(Array(source[line - 1].utf8))
            #expect(there.contains(word), "\(name), line \(line): “\(word)” in “\(there)”")
        }
    }

    // MARK: - Damage

    /// Whatever is done to a page, it is an article or a failure, and what is told of it is true.
    @Test(arguments: [91, 92] as [UInt64])
    func changedPagesAreArticlesOrFailures(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let pages = try Self.names.map { try Self.bytes("\($0).html") }
        let pieces =
            [
                "<", ">", "</div>", "<div>", "<p>", "<script>", "</script>", "<!--", "-->", "\"", "'", "&",
                "&#x110000;", "&lt",
                "<table><td>", "</article>", "<svg>", "<title>", "</title>", "<h1>x</h1>", "\u{0}", "\u{1}",
                "<![CDATA[", "<a href=",
                "<style>", "hidden", " class=\"ad\"", "<body>", "</body></html>", "<textarea>", "é", "\u{FFFD}", "{",
                "]",
            ].map { Array($0.utf8) } + [[0xFF], [0xC3], [0xE2, 0x80]]
        for round in 0..<300 {
            var bytes = pages.randomElement(using: &generator) ?? []
            for _ in 0..<Int.random(in: 1...8, using: &generator) {
                let start = Int.random(in: 0...bytes.count, using: &generator)
                let end = min(
                    bytes.count,
                    start + Int.random(in: 0...(Bool.random(using: &generator) ? 4 : 400), using: &generator))
                bytes.replaceSubrange(start..<end, with: pieces.randomElement(using: &generator) ?? [])
            }
            let comment: Comment = "seed \(seed), round \(round)"
            var results = 0
            let context = ReadingContext(path: "/a.html", options: ReadingOptions())
            try HTMLReader().read(ByteStream(bytes, of: "/a.html"), context) { result in
                results += 1
                switch result {
                case .failure(let failure): try #require(failure.isPresentable, comment)
                case .success(let article): try Self.check(article, bytes, comment)
                }
            }
            try #require(results == 1, comment)
        }
    }

    private static func check(_ article: Article, _ source: [UInt8], _ comment: Comment) throws {
        let body = Array(article.body.utf8)
        try #require(!article.body.allSatisfy(\.isWhitespace) && !body.contains(0), comment)
        for part in article.parts {
            try #require(part.range.upperBound <= body.count && !part.range.isEmpty, comment)
            try #require(String(validating: body[part.range], as: UTF8.self) != nil, comment)
        }
        if case .listed(let lines) = article.lines {
            try #require(lines == lines.sorted() && lines.count == body.count { $0 == 0x0A } + 1, comment)
        }
        var last = (body: 0..<0, source: 0..<0)
        for run in article.sourceMap?.runs ?? [] {
            try #require(last.body.upperBound <= run.body.lowerBound, comment)
            try #require(last.source.upperBound <= run.source.lowerBound, comment)
            try #require(run.body.upperBound <= body.count && run.source.upperBound <= source.count, comment)
            if run.body.count == run.source.count {
                // A space of the body may be another white one there.
                let there = source[run.source].map { (0x09...0x0D).contains($0) ? 0x20 : $0 }
                try #require(Array(body[run.body]) == there, comment)
            }
            last = (run.body, run.source)
        }
    }
}
