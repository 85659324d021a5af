import IndexFile
import TextAnalysis

/// Tells whether an article is a near duplicate of one of those that are shown: fingerprints say where to look, and the
/// texts themselves decide.
///
/// Not to be shared between threads.
final class DuplicateDetection {
    private let snapshot: IndexSnapshot
    private var originals: [UInt32] = []
    private var fingerprints = FingerprintTable()
    /// What was found of pairs, as a longer ranking begins like the one before it.
    private var verdicts: [Pair: Bool] = [:]
    private var texts: [UInt32: ComparedText] = [:]

    private struct Pair: Hashable {
        var original: UInt32
        var article: UInt32
    }

    /// Three standard deviations of the estimate below what a near duplicate has: of a thousand near duplicates at the
    /// limit itself it misses one.
    static let leastEstimate = Shingles.leastSimilarity - 0.15

    /// Originals that are kept in memory with their shingles, mostly some 10 kB each.
    private static let mostTexts = 64

    init(_ snapshot: IndexSnapshot) {
        self.snapshot = snapshot
    }

    /// Forgets which articles are shown, but not how they compare.
    func begin() {
        originals = []
        fingerprints = FingerprintTable()
    }

    /// Takes an article as one that is shown.
    func add(_ article: UInt32, _ fingerprint: Fingerprint?) {
        originals.append(article)
        fingerprints.append(fingerprint)
    }

    /// The number of the first article shown that `article` is a near duplicate of; `nil` when it is of none.
    ///
    /// - Complexity: O(articles shown), but for some hundred and more O(1); and for each with such a fingerprint two
    ///   texts are read.
    func original(of article: UInt32, _ fingerprint: Fingerprint?) throws -> Int? {
        guard let fingerprint else { return nil }
        var own: ComparedText?
        return try fingerprints.similar(to: fingerprint, atLeast: Self.leastEstimate).first { number in
            let pair = Pair(original: originals[number], article: article)
            if let verdict = verdicts[pair] { return verdict }
            let text = try own ?? self.text(of: article)
            own = text
            let verdict = try isNearDuplicate(text, of: original(pair.original))
            verdicts[pair] = verdict
            return verdict
        }
    }

    private func isNearDuplicate(_ text: ComparedText, of original: ComparedText) throws -> Bool {
        guard text.shingles.similarity(to: original.shingles) >= Shingles.leastSimilarity else { return false }
        return try min(text.shingles.words, original.shingles.words) >= Self.fewestWords
            || title(of: text.article) == title(of: original.article)
    }

    /// A short text can be the same under different headlines and yet stand for different articles: “Subscribe to read
    /// on.”
    private static let fewestWords = 50

    private func original(_ article: UInt32) throws -> ComparedText {
        if let text = texts[article] { return text }
        if texts.count == Self.mostTexts { texts = [:] }
        let text = try text(of: article)
        texts[article] = text
        return text
    }

    private func text(of article: UInt32) throws -> ComparedText {
        guard let body = try snapshot.text(of: Int64(article))?.body else {
            throw IndexError.corrupt(path: snapshot.path, detail: "article \(article) is missing")
        }
        return ComparedText(article: article, shingles: body.withUTF8Span { Shingles($0) })
    }

    private func title(of article: UInt32) throws -> String? { try snapshot.article(Int64(article))?.title }
}

/// What is compared of an article.
private struct ComparedText {
    var article: UInt32
    var shingles: Shingles
}
