import TestSupport

/// Makes queries that nobody would ask, the same ones for the same seed: pieces of the query language in any order, queries
/// that make sense but for a few bytes, very long and very deep ones, and bytes that are no text at all.
struct QueryMutator {
    private let mostBytes = 1 << 16

    func query(_ generator: inout SplitMix64) -> [UInt8] {
        var bytes: [UInt8]
        switch Int.random(in: 0..<10, using: &generator) {
        case 0: bytes = randomBytes(&generator)
        case 1: bytes = randomScalars(&generator)
        case 2...5: bytes = sentence(&generator)
        default: bytes = Array((Self.queries.randomElement(using: &generator) ?? "").utf8)
        }
        while Int.random(in: 0..<2, using: &generator) == 0 { mutate(&bytes, &generator) }
        // Long ones take long, and are all much the same.
        if Int.random(in: 0..<100, using: &generator) == 0 { grow(&bytes, &generator) }
        return Array(bytes.prefix(mostBytes))
    }

    private func piece(_ generator: inout SplitMix64) -> [UInt8] {
        Array((Self.pieces.randomElement(using: &generator) ?? "").utf8)
    }

    private func sentence(_ generator: inout SplitMix64) -> [UInt8] {
        let isSpaced = Bool.random(using: &generator)
        var bytes: [UInt8] = []
        for _ in 0..<Int.random(in: 0...20, using: &generator) {
            bytes += piece(&generator)
            if isSpaced { bytes.append(0x20) }
        }
        return bytes
    }

    private func randomBytes(_ generator: inout SplitMix64) -> [UInt8] {
        (0..<Int.random(in: 0...64, using: &generator)).map { _ in UInt8.random(in: 0...255, using: &generator) }
    }

    private func randomScalars(_ generator: inout SplitMix64) -> [UInt8] {
        let most: UInt32 = [0x7F, 0x2FF, 0xFFFF, 0x10FFFF].randomElement(using: &generator) ?? 0x7F
        var text = ""
        for _ in 0..<Int.random(in: 0...40, using: &generator) {
            text.unicodeScalars.append(Unicode.Scalar(UInt32.random(in: 0...most, using: &generator)) ?? " ")
        }
        return Array(text.utf8)
    }

    private func mutate(_ bytes: inout [UInt8], _ generator: inout SplitMix64) {
        let place = Int.random(in: 0...bytes.count, using: &generator)
        let range = place..<min(bytes.count, place + Int.random(in: 0...8, using: &generator))
        switch Int.random(in: 0..<7, using: &generator) {
        case 0: for index in range { bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &generator) }
        case 1: bytes.removeSubrange(range)
        case 2: bytes.insert(contentsOf: bytes[range], at: place)
        case 3: bytes.removeSubrange(place...)
        case 4: bytes.replaceSubrange(range, with: randomBytes(&generator).prefix(4))
        default: bytes.insert(contentsOf: piece(&generator), at: place)
        }
    }

    private func grow(_ bytes: inout [UInt8], _ generator: inout SplitMix64) {
        let unit = (piece(&generator) + (Bool.random(using: &generator) ? [0x20] : []))
        guard !unit.isEmpty else { return }
        let count = [16, 256, 4096, 65536].randomElement(using: &generator) ?? 16
        let place = Int.random(in: 0...bytes.count, using: &generator)
        bytes.insert(contentsOf: (0..<min(count, mostBytes / unit.count)).flatMap { _ in unit }, at: place)
    }

    private static let queries = [
        "train", "kim putin", "\"arms deal\"", "\"arms deal\"~5", "reun*", "+train -station", "train OR railway",
        "train AND railway", "title:summit", "in:lede summit", "in:quote climate", "(a OR b) (c -d)", "Kim Jong-un",
        "U.S. intelligence", "6,500 kilometres", "東京都 会議", "한국어", "รถไฟฟ้า", "défense", "-train",
        "a b c d e f g h i j k l m n",
        "'; DROP TABLE article; --", "body:\"a b\"", "NEAR(a b, 3)", "{title body}: a", "^train", "a:b:c",
    ]

    private static let pieces =
        queries + [
            "\"", "(", ")", "+", "-", "*", "~", "~5", "~99999999999999999999", "~-1", ":", "title:", "body:", "in:",
            "in:lede",
            "in:quote", "OR", "AND", "NOT", "NEAR", "NEAR/3", "NEAR(", ",", "^", "{", "}", "'", "''", "\\", "%", "_",
            "?",
            "?1", ":a", "@a", "$a", ";", "--", "/*", "*/", "x'00'", "NULL", "rowid", "rank", "article_fts", "\u{0}",
            "\u{1}", "\u{2}", "\n", "\r", "\t", "\u{7F}", "\u{85}", "\u{A0}", "\u{AD}", "\u{200B}", "\u{200D}",
            "\u{202E}",
            "\u{2028}", "\u{2066}", "\u{FEFF}", "\u{FFFD}", "\u{FFFE}", "\u{10FFFF}", "\u{E000}", "\u{1B}[31m", "“",
            "”",
            "„", "«", "‘", "’", "–", "é", "e\u{301}", "a\u{301}\u{323}\u{345}\u{316}", "\u{301}", "ß", "İ", "ı", "ſ",
            "Ǆ",
            "ﬃ", "㍿", "東", "東京", "ｱ", "한", "\u{1100}\u{1161}", "ก", "ก็", "ខ្មែរ", "שָׁ", "عربي", "👩‍👩‍👧", "🇰🇷", "𝐚", "U.S.",
            "C++",
            "AT&T", "1,000", "1e9", "0x10", "2023-09-12", "since:2023", "the", "of", "train", "trains", "TRAIN", "Kim",
            "x",
        ]
}
