import Articles
import TestSupport
import TextAnalysis

/// A query, and for one of plain words what they come down to.
struct ArchiveQuery {
    var text: String
    /// The words that are scored, in their order, and how often they stand there; `nil` where that is not known.
    var contentWords: [(word: String, count: Int)]?
}

/// Articles to rank, and queries over their words.
struct NewsArchive {
    private(set) var samples: [SampleIndex.Sample]
    /// Words that the analyzer takes as they are and that are no compounds, the frequent ones first.
    private var words: [String] = []
    /// The words of the articles as they stand there.
    private let texts: [[Substring]]

    private static let stopWords = ["the", "of", "in", "and", "to", "was"]

    /// Articles of words that are as frequent as those of a language (Zipf, 1949).
    init(articles count: Int, using generator: inout SplitMix64) {
        let words = Self.words(500, using: &generator)
        let frequencies = ZipfDistribution(words.count)
        // Forms that stand at one place with others.
        let others = ["Ost-Bahn", "wire-tap", "NATO", "café", "naïve", "U.S.", "6,500", "x-ray"]
        func text(_ length: Int) -> String {
            (0..<length).map { _ in
                switch Int.random(in: 0..<25, using: &generator) {
                case 0: others.randomElement(using: &generator) ?? ""
                case 1...6: Self.stopWords.randomElement(using: &generator) ?? ""
                default: words[frequencies.next(using: &generator)]
                }
            }.joined(separator: " ")
        }
        samples = (0..<count).map { number in
            let isLong = Int.random(in: 0..<20, using: &generator) == 0
            let titleLength = Int.random(in: -2...5, using: &generator)
            let day = "20\(Int.random(in: 21...23, using: &generator))-0\(Int.random(in: 1...9, using: &generator))-11"
            return SampleIndex.Sample(
                id: "\(number)", title: titleLength > 0 ? text(titleLength) : nil,
                text: text(Int.random(in: 1...30, using: &generator) * (isLong ? 8 : 1)),
                date: Bool.random(using: &generator) ? day : nil,
                source: [nil, "Gazette", "Courier", "Ledger"].randomElement(using: &generator) ?? nil, language: "en")
        }
        self.words = words
        texts = samples.map { $0.text.split(separator: " ") }
    }

    /// Articles of many languages and scripts.
    init(generated count: Int) {
        samples = GeneratedArchive(articles: count, words: 1...40, mostWords: 300, seed: 4).articles.map {
            SampleIndex.Sample(
                id: $0.id, title: $0.title, text: $0.text, date: $0.date, source: $0.source, language: $0.language)
        }
        texts = samples.map { $0.text.split(whereSeparator: \.isWhitespace) }
    }

    /// The first articles of a file.
    init(first count: Int, of path: String) throws {
        struct IsFull: Error {}
        var samples: [SampleIndex.Sample] = []
        do {
            try ArticleSource().read(.path(path)) { result in
                guard case .success(let article) = result else { return }
                samples.append(
                    SampleIndex.Sample(
                        id: "\(samples.count)", title: article.title, text: article.body, date: article.published?.text,
                        source: article.source, language: article.language))
                if samples.count == count { throw IsFull() }
            }
        } catch is IsFull {}
        self.samples = samples
        texts = samples.map { $0.text.split(whereSeparator: \.isWhitespace) }
    }

    /// Short words: the parts of longer ones might be words as well.
    private static func words(_ count: Int, using generator: inout SplitMix64) -> [String] {
        var analyzer = Analyzer(.english)
        var words: Set<String> = []
        func letter(_ letters: String) -> String { String(letters.randomElement(using: &generator) ?? "a") }
        while words.count < count {
            let word =
                letter("bcdfghklmnprtvz") + letter("aeiou") + letter("bdfgklmnprtvz")
                + (Bool.random(using: &generator) ? letter("aiou") : "")
            let tokens = analyzer.tokens(of: word).tokens
            let isPlain = tokens.count == 1 && analyzer.term(of: tokens[0]).elementsEqual(word.utf8)
            if isPlain, !analyzer.isStopWord(word) { words.insert(word) }
        }
        return words.sorted().shuffled(using: &generator)
    }

    // MARK: - Queries

    func query(using generator: inout SplitMix64) -> ArchiveQuery {
        if !words.isEmpty, Bool.random(using: &generator) { return plainQuery(using: &generator) }
        // Mostly a few words as they stand somewhere.
        switch Int.random(in: 0..<8, using: &generator) {
        case 0: return ArchiveQuery(text: run(of: 5, using: &generator))
        case 1: return ArchiveQuery(text: "\(run(of: 1, using: &generator)) \(run(of: 1, using: &generator))")
        case 2: return ArchiveQuery(text: run(of: 1, using: &generator))
        default: break
        }
        var parts = (0...Int.random(in: 0...4, using: &generator)).map { _ in part(using: &generator) }
        if Int.random(in: 0..<6, using: &generator) == 0 {
            parts.insert(["in:lede", "in:quote"].randomElement(using: &generator) ?? "", at: 0)
        }
        return ArchiveQuery(text: parts.joined(separator: " "))
    }

    /// Words side by side, some of them twice, stop words among them.
    private func plainQuery(using generator: inout SplitMix64) -> ArchiveQuery {
        var typed: [String] = []
        let frequencies = ZipfDistribution(words.count)
        for _ in 0..<Int.random(in: 1...8, using: &generator) {
            switch Int.random(in: 0..<8, using: &generator) {
            case 0: typed.append(Self.stopWords.randomElement(using: &generator) ?? "")
            case 1: typed.append(typed.randomElement(using: &generator) ?? words[0])
            case 2...4: typed.append(words.randomElement(using: &generator) ?? "")
            default: typed.append(words[frequencies.next(using: &generator)])
            }
        }
        // Beside other words stop words are left out.
        let content = typed.filter { !Self.stopWords.contains($0) }
        var counted: [(word: String, count: Int)] = []
        for word in content.isEmpty ? typed : content {
            if let index = counted.firstIndex(where: { $0.word == word }) {
                counted[index].count += 1
            } else {
                counted.append((word, 1))
            }
        }
        return ArchiveQuery(text: typed.joined(separator: " "), contentWords: counted)
    }

    private func part(using generator: inout SplitMix64) -> String {
        let word = run(of: 1, using: &generator)
        let some = run(of: Int.random(in: 2...3, using: &generator), using: &generator)
        switch Int.random(in: 0..<12, using: &generator) {
        case 0: return "\"\(some)\""
        case 1: return "\"\(some)\"~\(Int.random(in: 0...5, using: &generator))"
        case 2: return "\(word.prefix(Int.random(in: 1...4, using: &generator)))*"
        case 3: return "+\(word)"
        case 4: return "-\(word)"
        case 5: return "title:\(word)"
        case 6: return "\(Bool.random(using: &generator) ? "title" : "body"):\(word.prefix(2))*"
        case 7: return "\(word) OR \"\(some)\""
        case 8: return "+(\(some))"
        default: return word
        }
    }

    /// Words that follow each other in a text.
    private func run(of count: Int, using generator: inout SplitMix64) -> String {
        guard let text = texts.randomElement(using: &generator), !text.isEmpty else { return "x" }
        let start = Int.random(in: 0...max(0, text.count - count), using: &generator)
        return text[start..<min(start + count, text.count)].joined(separator: " ")
    }
}

/// Numbers below a limit, each as often as its rank says.
struct ZipfDistribution {
    private var sums: [Double] = []

    init(_ count: Int) {
        for rank in 1...max(count, 1) { sums.append((sums.last ?? 0) + 1 / Double(rank)) }
    }

    func next(using generator: inout SplitMix64) -> Int {
        let wanted = Double.random(in: 0..<(sums.last ?? 1), using: &generator)
        var low = 0
        var high = sums.count - 1
        while low < high {
            let middle = (low + high) / 2
            if sums[middle] <= wanted { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
