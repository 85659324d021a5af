import Foundation

/// Articles of made-up words, the same ones for the same seed.
public struct GeneratedArchive: Sendable {
    public struct Article: Codable, Sendable, Equatable {
        public var id: String
        public var title: String?
        public var text: String
        public var author: String?
        public var date: String?
        public var source: String?
        public var language: String?
    }

    public var articles: [Article] = []

    /// - Parameters:
    ///   - words: of a body; one in fifty is ten times as long.
    ///   - mostWords: distinct words there are to choose from.
    public init(articles count: Int, words: ClosedRange<Int>, mostWords: Int = 3000, seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        let vocabulary = (0..<mostWords).map { _ in Self.word(using: &generator) }
        for number in 0..<count {
            let isLong = Int.random(in: 0..<50, using: &generator) == 0
            let length = Int.random(in: words, using: &generator) * (isLong ? 10 : 1)
            func some<Value>(_ values: [Value]) -> Value? {
                Bool.random(using: &generator) ? values.randomElement(using: &generator) : nil
            }
            let title = some([1, 3, 9])
            articles.append(
                Article(
                    id: "\(number)", title: title.map { Self.sentence($0, vocabulary, using: &generator) },
                    text: Self.text(length, vocabulary, using: &generator), author: some(["Ann", "Bo"]),
                    date: some(["2021", "2022-03", "2023-09-11", "2023-09-12T10:00:00Z"]),
                    source: some(["Gazette", "Courier"]), language: some(["en", "de", "fr", "ru", "ja"])))
        }
    }

    /// A record a line.
    public func jsonLines() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return try articles.map { String(decoding: try encoder.encode($0), as: UTF8.self) + "\n" }.joined()
    }

    /// Words as they come: inflected, in capitals, hyphenated, accented, numbers, other scripts.
    private static func word(using generator: inout SplitMix64) -> String {
        func letters(_ sets: [String], _ count: ClosedRange<Int>) -> String {
            (0..<Int.random(in: count, using: &generator)).map { _ in
                sets.map { String($0.randomElement(using: &generator) ?? "a") }.joined()
            }.joined()
        }
        switch Int.random(in: 0..<20, using: &generator) {
        case 0: return letters(["BDKT", "AOU"], 1...2)
        case 1: return letters(["bdkt", "aou"], 1...2) + "-" + letters(["bdkt", "aou"], 1...3)
        case 2: return letters(["bdkt", "éüñ"], 1...3)
        case 3: return "\(Int.random(in: 0...20_000, using: &generator))"
        case 4: return letters(["東京都北区山川"], 1...5)
        case 5: return letters(["бдкт", "аоу"], 1...4)
        case 6: return letters(["BDKT"], 1...1) + "." + letters(["BDKT"], 1...1) + "."
        default:
            let endings = ["", "s", "ing", "ed", "en", "tion", "’s"]
            return letters(["bcdfgklmnprst", "aeiou"], 1...4) + (endings.randomElement(using: &generator) ?? "")
        }
    }

    private static func sentence(
        _ length: Int, _ vocabulary: [String], using generator: inout SplitMix64
    ) -> String {
        (0..<max(length, 1)).map { _ in
            // The first words are frequent, the last ones rare.
            let number = (0..<3).map { _ in Int.random(in: 0..<vocabulary.count, using: &generator) }.min() ?? 0
            return vocabulary[number]
        }.joined(separator: " ")
    }

    private static func text(_ length: Int, _ vocabulary: [String], using generator: inout SplitMix64) -> String {
        var text = ""
        var rest = length
        while rest > 0 || text.isEmpty {
            let words = min(rest, Int.random(in: 1...25, using: &generator))
            text += sentence(words, vocabulary, using: &generator)
            text += Int.random(in: 0..<5, using: &generator) == 0 ? ".\n\n" : ". "
            rest -= max(words, 1)
        }
        return text
    }
}
